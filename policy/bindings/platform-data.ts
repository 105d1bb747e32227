import { type Binding, control, off, proofs } from '../binding.ts';

const PURPOSE = control('lambdas/domain/purpose.ts', 'purposeOf');
const PURPOSES = 'test/unit/domain/purpose.test.ts';
const GATE = 'test/unit/runtime/agent-api/purpose-gate.test.ts';
const refused = (purpose: string) => [
  ...proofs(PURPOSES, 'purposes', `CPD-5, CPD-6, CPD-7: ${purpose} is refused by name`),
  ...proofs(
    GATE,
    'a request that names a purpose',
    `CPD-5, CPD-6, CPD-7: gets 403 for ${purpose}, and is written down by its name`,
  ),
];

/** What holds for everything that comes from a connected platform. */
export const PLATFORM_DATA: readonly Binding[] = [
  {
    clause: 'CPD-1',
    controls: [
      control('lambdas/domain/data-inventory.ts', 'TABLES'),
      control('lib/constructs/inventory-check.ts', 'InventoryCheck'),
    ],
    proofs: [
      ...proofs(
        'test/template/inventory.test.ts',
        'CPD-1: the data inventory',
        'knows every store of the app',
        'misses a table that somebody forgot',
      ),
      ...proofs(
        'test/unit/domain/data-inventory/coverage.test.ts',
        'the data inventory',
        'says of every attribute what it is, how it goes, and whether it is exported',
      ),
    ],
    switches: proofs(
      'test/template/inventory.test.ts',
      'CPD-1: the data inventory',
      'misses a table that somebody forgot',
    ),
  },
  {
    clause: 'CPD-2',
    controls: [
      control('lambdas/domain/purpose.ts', 'Purpose'),
      control('lambdas/vault/content-sealer.ts', 'ContentSealer'),
    ],
    proofs: [
      ...proofs(
        'test/unit/vault/content-sealer.test.ts',
        'CPD-2: a sealed value',
        'is opened for the purposes that the data inventory has for it',
        'is opened for no other',
        'is opened by nobody who has no purpose',
      ),
      ...proofs(
        GATE,
        'a request that names a purpose',
        'gets 403 where what it asks for is not read for that purpose, and is written down',
      ),
    ],
    switches: off('refused purposes are refused'),
  },
  {
    clause: 'CPD-3',
    controls: [control('lambdas/usecases/connecting/choose-login.ts', 'scopesFor')],
    proofs: [
      {
        file: 'test/unit/policy/switches.test.ts',
        name: 'kept: permissions are those that the features need',
      },
      ...proofs(
        'test/unit/connectors/meta/check.test.ts',
        'watching over a Page',
        'subscribes to the full list; comments are one field more',
      ),
    ],
    switches: off('permissions are those that the features need'),
  },
  {
    clause: 'CPD-4',
    controls: [PURPOSE],
    proofs: refused('sale'),
    switches: off('refused purposes are refused'),
  },
  {
    clause: 'CPD-5',
    controls: [PURPOSE, control('lambdas/egress/host-list.ts', 'checkUrl')],
    proofs: [...refused('advertising'), ...refused('profiling')],
    switches: off('refused purposes are refused', 'only hosts of the list are called'),
  },
  {
    clause: 'CPD-6',
    controls: [PURPOSE],
    proofs: refused('eligibility'),
    switches: off('refused purposes are refused'),
  },
  {
    clause: 'CPD-7',
    controls: [PURPOSE, control('lambdas/egress/host-list.ts', 'checkUrl')],
    proofs: [
      ...refused('training'),
      ...proofs(
        'test/template/callers.test.ts',
        'who calls out',
        'only these functions have the egress gate',
      ),
    ],
    switches: off('refused purposes are refused', 'only hosts of the list are called'),
  },
];
