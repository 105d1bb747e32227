import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { takeRefused } from '../../support/inventory-guard.ts';

const HEAD = { pk: 'W#ws_1#C#c_1', sk: 'HEAD' };
const REQUEST = { pk: 'W#ws_1#PRIVACY', sk: 'AT#2026-11-25T00:00:00.000Z#r_1' };

/** What the guard says to a write that must not succeed. */
async function refusedOf(write: Promise<unknown>): Promise<string> {
  await expect(write).rejects.toThrow();
  return takeRefused().join('\n');
}

describe('CPD-1: the guard of the data inventory', () => {
  it('lets nobody write an attribute that has no entry', async () => {
    const table = new Table(new FakeAws().dynamo, 'Inbox');
    await table.put({ ...HEAD, c: 'con_1' });
    const sentence = '"mood" of "head" in Inbox has no entry in the data inventory';
    const odd = { ...HEAD, mood: 'cheerful' };
    expect(await refusedOf(table.put(odd))).toContain(sentence);
    expect(await refusedOf(table.change(HEAD, { mood: 'cheerful' }))).toContain(sentence);
    expect(await refusedOf(table.transact([{ put: odd }]))).toContain(sentence);
  });

  it('looks into maps, and into lists of them', async () => {
    const aws = new FakeAws();
    const inbox = new Table(aws.dynamo, 'Inbox');
    expect(await refusedOf(inbox.put({ ...HEAD, nm: { at: 1, age: 30 } }))).toContain('"nm.age" of "head"');
    const ledger = new Table(aws.dynamo, 'Ledger');
    const step = { name: 'verify', state: 'done', at: 1, counts: { Inbox: 2 } };
    await ledger.put({ ...REQUEST, steps: [step] });
    expect(await refusedOf(ledger.put({ ...REQUEST, steps: [step, { ...step, who: 'Nok' }] }))).toContain(
      '"steps.who" of "privacy request" in Ledger',
    );
  });

  it('knows no other keys and no other tables', async () => {
    const aws = new FakeAws();
    const inbox = new Table(aws.dynamo, 'Inbox');
    expect(await refusedOf(inbox.put({ pk: 'W#ws_1#X#1', sk: 'HEAD' }))).toContain(
      'does not know the key W#ws_1#X#1 HEAD of Inbox',
    );
    expect(await refusedOf(new Table(aws.dynamo, 'Surveys').put(HEAD))).toContain('has no table "Surveys"');
  });
});
