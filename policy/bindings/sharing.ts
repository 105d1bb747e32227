import { type Binding, control, off, proofs } from '../binding.ts';

const REGISTER = control('lambdas/runtime/public-pages/published.ts', 'SUBPROCESSORS');
const REGISTER_TESTS = 'test/unit/policy/subprocessors.test.ts';
const GATE = control('lambdas/egress/egress-gate.ts', 'EgressGate');
const HOSTS = control('lambdas/egress/host-list.ts', 'checkUrl');
const HOSTS_SWITCH = off('only hosts of the list are called');

/** Who gets data, and who never does. */
export const SHARING: readonly Binding[] = [
  {
    clause: 'SHR-1',
    controls: [REGISTER, GATE, HOSTS],
    proofs: [
      ...proofs(
        REGISTER_TESTS,
        'the subprocessor register',
        'together with the platforms stands for every host that is called',
        'is the page that everybody sees',
      ),
      ...proofs(
        'test/template/policy-switches.test.ts',
        'SHR-1: the subprocessor register',
        'has every AWS service of the template',
        'misses a service that nobody listed',
      ),
    ],
    switches: HOSTS_SWITCH,
  },
  {
    clause: 'SHR-2',
    controls: [HOSTS, control('lambdas/egress/platform-calls.ts', 'platformCalls')],
    proofs: [
      ...proofs(
        REGISTER_TESTS,
        'the subprocessor register',
        'lists platforms as recipients, all of them, and as no subprocessor',
      ),
      ...proofs(
        'test/unit/egress/redirects.test.ts',
        'redirects',
        'tells another host no credentials, not even after coming back',
      ),
      ...proofs(
        'test/unit/vault/kms-token-vault.test.ts',
        'tokens in the vault',
        'S10: do not open for another workspace',
        'S10: do not open for another platform',
      ),
    ],
    switches: off('a connector reaches hosts of its own platform only'),
  },
  {
    clause: 'SHR-3',
    controls: [control('lambdas/usecases/privacy/keep-records.ts', 'recordDisclosure')],
    proofs: [
      ...proofs(
        'test/unit/runtime/privacy-api/records.test.ts',
        'SHR-3: disclosures',
        'have the law, the authority, the scope and the member who approved',
      ),
      {
        file: 'test/unit/runtime/privacy-api/records.test.ts',
        name: 'nothing goes on record while the audit trail does not answer',
      },
    ],
    switches: off('a disclosure has its approver and scope on record, and a trace'),
  },
  {
    clause: 'SHR-4',
    controls: [control('lambdas/domain/purpose.ts', 'purposeOf'), HOSTS],
    proofs: [
      ...proofs(
        'test/unit/domain/purpose.test.ts',
        'purposes',
        'CPD-5, CPD-6, CPD-7: advertising is refused by name',
      ),
      ...proofs(
        'test/template/callers.test.ts',
        'who calls out',
        'only these functions have the egress gate',
      ),
    ],
    switches: [...off('refused purposes are refused'), ...HOSTS_SWITCH],
  },
  ...['SUB-1', 'SUB-2', 'SUB-3'].map((clause, i) => ({
    clause,
    controls: [REGISTER],
    proofs: proofs(
      REGISTER_TESTS,
      'the subprocessor register',
      [
        'SUB-1: has a provider for each function',
        'SUB-2: says of each what binds it, where it works, on what data, and when it was last looked at',
        'SUB-3: forbids each to use platform data for marketing of its own',
      ][i] ?? '',
    ),
    switches: proofs(
      REGISTER_TESTS,
      'switched off:',
      [
        `a function without a provider`,
        `an agreement that nobody wrote down`,
        `marketing that is not forbidden`,
      ][i] ?? '',
    ),
  })),
];
