import { ledgerKeys } from '../../lambdas/store/keys.ts';
import { ONLY } from './support/rights.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';
import { isLike } from './support/watched-calls.ts';

const identity = statementsOf(synthesise('production')).filter(({ kind }) => kind === 'identity');
const AUDIT = ONLY('W#*#AUDIT');
const RECORDS = ONLY('W#*#CONSENTS|W#*#DISCLOSURES|W#*#SUPPORT');
const onLedger = identity.filter(({ resources }) => resources.some((to) => to.includes('Ledger')));

describe('S18: the audit trail', () => {
  test('whoever writes it may add events and find the last one, and no more', () => {
    const writers = onLedger.filter(({ condition }) => condition === AUDIT);
    expect(writers.length).toBeGreaterThan(5);
    for (const { actions } of writers)
      expect([...actions].sort()).toEqual(['dynamodb:PutItem', 'dynamodb:Query']);
  });

  test('nobody changes or deletes anything there by another statement', () => {
    const changing = onLedger.filter(({ actions }) =>
      actions.some((one) => /:(Update|Delete|Batch)/.test(one)),
    );
    expect(changing.length).toBeGreaterThan(3);
    for (const { owner, conditions } of changing) {
      const [partitions, ...others] = conditions.filter(({ key }) => key === 'dynamodb:LeadingKeys');
      expect(partitions?.operator).toBe('ForAllValues:StringLike');
      expect(others).toMatchObject([{ operator: 'Null', values: ['false'] }]);
      const reaching = partitions?.values.filter((pattern) => isLike(pattern, ledgerKeys.audit('w_1')));
      expect({ owner, reaching }).toEqual({ owner, reaching: [] });
    }
  });

  test('consents, disclosures and access for support are taken down by one function, which can change none', () => {
    const keepers = onLedger.filter(({ condition }) =>
      /CONSENTS|DISCLOSURES|SUPPORT/.test(String(condition)),
    );
    expect(keepers.map(({ owner, actions, condition }) => [owner, [...actions].sort(), condition])).toEqual([
      ['PrivacyApiRoleDefaultPolicy', ['dynamodb:PutItem', 'dynamodb:Query'], RECORDS],
    ]);
  });
});
