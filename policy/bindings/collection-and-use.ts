import { type Binding, control, off, proofs } from '../binding.ts';

const PURPOSE = control('lambdas/domain/purpose.ts', 'purposeOf');
const PURPOSES = 'test/unit/domain/purpose.test.ts';
const INVENTORY = control('lambdas/domain/data-inventory.ts', 'TABLES');
const COVERAGE = 'test/unit/domain/data-inventory/coverage.test.ts';

/** What is collected, and what for. */
export const COLLECTION_AND_USE: readonly Binding[] = [
  {
    clause: 'COL-1',
    controls: [INVENTORY, control('lambdas/runtime/public-pages/read-form.ts', 'readForm')],
    proofs: [
      ...proofs(
        COVERAGE,
        'the data inventory',
        'says of every attribute what it is, how it goes, and whether it is exported',
        'finds no entry for what nobody has thought of',
      ),
      ...proofs(
        'test/unit/runtime/public-pages/request-form.test.ts',
        'a request by the public page',
        'is a case with a code, and what was typed, for the operator alone',
      ),
    ],
    switches: off('what people type is sealed'),
  },
  {
    clause: 'COL-2',
    controls: [
      control('lambdas/runtime/logger.ts', 'describeError'),
      control('lambdas/runtime/public-pages/policy-page.ts', 'policyPage'),
      control('lambdas/runtime/connect/consent-cookie.ts', 'consentCookie'),
    ],
    proofs: [
      ...proofs(
        'test/unit/aws/logger.test.ts',
        'S11: what is told of an error',
        'is code and message for our own, and the class of its cause',
        'is the class at least',
      ),
      ...proofs(
        'test/template/routes.test.ts',
        'S16: the API',
        'logs nothing personal: no address, no path, no agent',
      ),
      ...proofs(
        'test/unit/runtime/public-pages/pages.test.ts',
        'the public pages',
        'work without a script, set no cookie, load nothing and cannot be framed',
        'GET /privacy has every clause in Thai and English, the date, the contact, the ways on, and what cookies there are',
      ),
      ...proofs(
        'test/unit/runtime/privacy-api/records.test.ts',
        'consents',
        "of a member's cookies are the member's own, whatever the role",
      ),
    ],
    switches: off('errors are logged without their words'),
  },
  {
    clause: 'COL-3',
    controls: [
      control('lambdas/usecases/connecting/choose-login.ts', 'scopesFor'),
      control('lambdas/connectors/shared/fields.ts', 'textField'),
    ],
    proofs: [
      ...proofs(
        'test/unit/usecases/connecting/consent.test.ts',
        'connecting by a consent',
        'sends the browser to the exact address, with 256 bits of state, and a challenge that fits the verifier',
      ),
      ...proofs(
        'test/unit/connectors/shared/fields.test.ts',
        'fields of foreign objects',
        'are picked by type',
        'F21: are never inherited',
      ),
    ],
    switches: off('permissions are those that the features need'),
  },
  {
    clause: 'USE-1',
    controls: [PURPOSE, INVENTORY],
    proofs: [
      ...proofs(PURPOSES, 'purposes', 'inbox is one', 'security is one', 'cannot be made by anybody else'),
      ...proofs(
        COVERAGE,
        'the data inventory',
        'CPD-2: has a purpose of the closed list for every kind of item, folder and store',
      ),
    ],
    switches: off('refused purposes are refused'),
  },
  {
    clause: 'USE-2',
    controls: [
      PURPOSE,
      control('lambdas/store/ses-mail.ts', 'SesMail'),
      control('lib/constructs/mail.ts', 'grantMail'),
    ],
    proofs: [
      ...proofs(PURPOSES, 'purposes', 'support is one', 'administration is one'),
      ...proofs(
        'test/unit/store/ses-mail.test.ts',
        'a letter',
        'goes out once, in UTF-8, from the verified address to the one who is meant',
      ),
    ],
    switches: off('refused purposes are refused'),
  },
  {
    clause: 'USE-3',
    controls: [
      PURPOSE,
      control('lambdas/domain/privacy-deadlines.ts', 'dueAt'),
      control('lambdas/store/dynamo-holds.ts', 'DynamoHolds'),
    ],
    proofs: [
      ...proofs(PURPOSES, 'purposes', 'privacy_request is one'),
      ...proofs(
        'test/unit/store/dynamo-holds.test.ts',
        'legal holds in the ledger',
        'hold until their end, or until they are released, once',
      ),
    ],
    switches: off('refused purposes are refused'),
  },
  {
    clause: 'USE-4',
    controls: [
      control('lambdas/usecases/connecting/choose-login.ts', 'missingScopes'),
      control('lambdas/egress/host-list.ts', 'checkUrl'),
    ],
    proofs: [
      ...proofs(
        'test/unit/usecases/connecting/consent.test.ts',
        'S06: whatever goes wrong, nothing half-made stays',
        'a permission that another feature needs: connected without that feature, and it is said',
      ),
      ...proofs(
        'test/unit/egress/host-list.test.ts',
        'host list',
        'names platform, host and rule',
        'every connector lists names that can be called',
      ),
    ],
    switches: off('permissions are those that the features need', 'only hosts of the list are called'),
  },
  {
    clause: 'USE-5',
    controls: [PURPOSE, control('lambdas/egress/host-list.ts', 'checkUrl')],
    proofs: [
      ...proofs(PURPOSES, 'purposes', 'CPD-5, CPD-6, CPD-7: sale is refused by name'),
      ...proofs(
        'test/template/callers.test.ts',
        'who calls out',
        'only these functions have the egress gate',
      ),
    ],
    switches: off('refused purposes are refused', 'only hosts of the list are called'),
  },
];
