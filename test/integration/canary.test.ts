import { TABLES, type TableName } from '../../lambdas/domain/data-inventory.ts';
import { unlistedIn } from '../support/inventory-guard.ts';
import { bodyOf, samplesOf } from '../support/samples.ts';
import {
  accountsOf,
  aMessage,
  composed,
  conversations,
  endpoints,
  eventually,
  post,
} from './support/cloud.ts';
import { everyLogLine } from './support/logs.ts';
import { everyObject, everyQueueMessage, everyRow, everyTableItem } from './support/sinks.ts';

const CANARY = 'kanaree';

/** Every string in a sample that a person wrote or is called gets a canary behind it. Ids and types stay what they are. */
function withCanaries(text: string): string {
  return text.replace(
    /"(text|txt|message|title|fileName|name|body|from_user_name|username|label)":"((?:[^"\\]|\\.)*)"/g,
    `"$1":"$2 ${CANARY}"`,
  );
}

describe('S11: nothing that a person wrote stands in the clear', () => {
  it('sent through every kind of event of every platform, and looked for in logs, tables, objects and queues', async () => {
    const accounts = await accountsOf('ws-a');
    for (const account of accounts) {
      for (const [, sample] of samplesOf(account.kit.platform)) {
        if (sample.surface === account.surface)
          await post(account, Buffer.from(withCanaries(bodyOf(sample).toString())));
      }
    }
    const [line] = accounts.filter(({ kit }) => kit.platform === 'line');
    if (!line) throw new Error('no account');
    const unreadable = JSON.stringify({
      destination: line.accountId,
      events: [{ type: 'message', text: CANARY }],
    });
    await post(line, Buffer.from(unreadable));
    const last = `${CANARY} at last ${Date.now()}`;
    await post(
      line,
      Buffer.from(JSON.stringify(JSON.parse(composed(line, aMessage(line, `U${CANARY}`, last)).toString()))),
    );
    const seen = await eventually(
      async () => (await conversations('agent@shop-a.example')).find((c) => c.preview?.text === last),
      'the last canary',
    );
    expect(seen.unreadCount).toBe(1);
    const items = await everyTableItem();
    const lines = await everyLogLine();
    expect(items.length).toBeGreaterThan(20_000);
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter((logged) => logged.includes(CANARY))).toEqual([]);
    expect(items.includes(CANARY)).toBe(false);
    expect((await everyObject()).includes(CANARY)).toBe(false);
    expect((await everyQueueMessage()).includes(CANARY)).toBe(false);
    // Neither in the forms in which it could hide.
    for (const form of [
      Buffer.from(CANARY).toString('base64').slice(0, 8),
      Buffer.from(CANARY).toString('hex'),
    ]) {
      expect(lines.some((logged) => logged.includes(form)) || items.includes(form)).toBe(false);
    }
  }, 120_000);

  it('secrets and tokens of the seed stand nowhere either', async () => {
    const secrets = (await accountsOf('ws-a')).flatMap(({ kit, surface, accountId }) => {
      const seed = kit.seed(surface, accountId);
      const appSecrets = Object.values(seed.apps).flatMap((app) => Object.entries(app));
      return [...Object.entries(seed.credentials), ...appSecrets]
        .filter(([name]) => /secret|token|key/i.test(name) && !/appKey|clientKey/.test(name))
        .map(([, value]) => value);
    });
    expect(secrets.length).toBeGreaterThan(8);
    const places = `${await everyTableItem()}\n${(await everyLogLine()).join('\n')}\n${await everyQueueMessage()}`;
    expect(secrets.filter((secret) => places.includes(secret))).toEqual([]);
  });
});

describe('CPD-1: the data inventory', () => {
  it.each(Object.keys(TABLES) as TableName[])('knows every attribute of every row of %s', async (table) => {
    const unlisted = new Set<string>();
    let rows = 0;
    for await (const row of everyRow(endpoints.tables[table])) {
      rows++;
      for (const sentence of unlistedIn(table, row)) unlisted.add(sentence);
    }
    expect([...unlisted]).toEqual([]);
    expect(rows).toBeGreaterThan(0);
  });
});
