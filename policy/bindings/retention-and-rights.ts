import { type Binding, control, off, offInTemplate, proofs } from '../binding.ts';

const ERASE = 'test/unit/usecases/erasing/erase.test.ts';
const REQUESTS = 'test/unit/usecases/privacy/requests.test.ts';
const INCIDENTS = 'test/unit/usecases/incidents/incidents.test.ts';
const FORM = 'test/unit/runtime/public-pages/request-form.test.ts';
const ERASED = [
  ...proofs(
    ERASE,
    'erasing a customer',
    'leaves nothing of the person and everything of others',
    'makes every copy unreadable as soon as the keys are destroyed',
  ),
  ...proofs(ERASE, 'the proof', 'sees what the deletion forgot, erases it, and looks again'),
];

/** How long data stays, and what people may ask for. */
export const RETENTION_AND_RIGHTS: readonly Binding[] = [
  {
    clause: 'RET-1',
    controls: [
      control('lambdas/usecases/retaining/sweep-conversation.ts', 'sweepConversation'),
      control('lambdas/domain/data-inventory/retention-rules.ts', 'RETENTION_RULES'),
      control('lib/constructs/sealed-table.ts', 'SealedTable'),
      control('lambdas/usecases/erasing/check-holds.ts', 'checkHolds'),
    ],
    proofs: [
      ...proofs(
        'test/unit/usecases/retaining/sweep.test.ts',
        'what is over',
        'is shown to nobody before the sweep comes',
        'goes entry by entry while the customer goes on writing, with files and their objects',
      ),
      ...proofs(
        'test/template/policy-switches.test.ts',
        'the template keeps:',
        'tables forget',
        'logs forget',
      ),
      ...proofs(ERASE, 'legal holds', 'a held customer waits as a whole, and goes when the hold ends'),
      ...proofs(
        FORM,
        'a request that waits',
        'is not there any more after its time, whatever the table still holds',
      ),
    ],
    switches: [
      ...offInTemplate('tables forget', 'logs forget'),
      ...off('what nobody decides about ends by itself'),
    ],
  },
  {
    clause: 'RET-2',
    controls: [control('lambdas/usecases/connecting/disconnect.ts', 'disconnect')],
    proofs: [
      ...proofs(
        'test/unit/usecases/connecting/disconnect.test.ts',
        'disconnecting',
        'revokes at the platform, destroys tokens, facts and links, frees the account, and keeps the rest',
        'again changes nothing, and asks the platform nothing',
      ),
    ],
    switches: off('disconnecting destroys tokens'),
  },
  {
    clause: 'RET-3',
    controls: [
      control('lambdas/usecases/erasing/destroy-keys.ts', 'destroyKeys'),
      control('lambdas/usecases/erasing/prove.ts', 'prove'),
      control('lambdas/usecases/privacy/tick-requests.ts', 'tickRequests'),
    ],
    proofs: [
      ...ERASED,
      ...proofs(
        'test/unit/usecases/privacy/tick-requests.test.ts',
        'the clock of privacy requests',
        'RET-3: warns 7, 3 and 1 day before, and each day that it is late; an unverified one, too',
      ),
    ],
    switches: off('what was written before an erasure stays out', 'a request that waits too long is told of'),
  },
  {
    clause: 'RET-4',
    controls: [
      control('lib/constructs/sealed-table.ts', 'SealedTable'),
      control('lambdas/vault/stored-subject-erasure.ts', 'StoredSubjectErasure'),
    ],
    proofs: [
      ...proofs(
        'test/template/encryption.test.ts',
        'S13: what must not be lost',
        'tables can be restored to any second of 35 days, SubjectKeys of one day only',
      ),
      ...proofs(ERASE, 'erasing a customer', 'makes every copy unreadable as soon as the keys are destroyed'),
    ],
    switches: offInTemplate('tables can be restored to 35 days ago at most'),
  },
  {
    clause: 'INC-1',
    controls: [
      control('lambdas/domain/incident.ts', 'closedIncident'),
      control('lambdas/usecases/incidents/keep-incident.ts', 'changeIncident'),
    ],
    proofs: proofs(
      INCIDENTS,
      'an incident',
      'INC-1: keeps its timeline, and is closed only once it is contained, its cause known and remedied, and everybody told',
    ),
    switches: off('an incident is closed only once all is done'),
  },
  {
    clause: 'INC-2',
    controls: [
      control('lambdas/domain/incident.ts', 'NOTICE_HOURS'),
      control('lambdas/usecases/incidents/watch-incidents.ts', 'watchIncidents'),
      control('lib/constructs/privacy-clock.ts', 'PrivacyClock'),
    ],
    proofs: proofs(
      INCIDENTS,
      'an incident',
      'INC-2: has a clock for each notice from when it became known; 72 hours to the regulators',
      'INC-2: calls somebody twelve hours before a notice is due, and until it is sent or not required',
    ),
    switches: off('a notice that is owed calls somebody'),
  },
  {
    clause: 'RGT-1',
    controls: [
      control('lambdas/usecases/exporting/gather.ts', 'gather'),
      control('lambdas/usecases/exporting/open-archive.ts', 'openArchive'),
    ],
    proofs: [
      ...proofs(
        'test/unit/usecases/exporting/export.test.ts',
        'an export',
        'is what an erasure would delete, and what came in',
        'has a page for people in which everything that somebody wrote is text',
      ),
      ...proofs(
        'test/unit/usecases/exporting/archive.test.ts',
        'an archive',
        'can be had by a link of at most a quarter of an hour, to a copy that goes; who had it is on record',
      ),
      ...proofs(
        'test/unit/domain/privacy-states.test.ts',
        'when a privacy request is due',
        'RGT-1: access 30 days after receipt, whenever it was verified',
      ),
    ],
    switches: off('an export has all that is held'),
  },
  {
    clause: 'RGT-2',
    controls: [control('lambdas/usecases/customers/correct-customer.ts', 'correctCustomer')],
    proofs: proofs(
      'test/unit/usecases/customers/customers.test.ts',
      'correcting a name',
      'shows at once, in lists and searches, sealed',
      'holds against whatever the platform says later',
      'is in the audit trail with who, whom and why, and without any name',
      'does not happen while it cannot be recorded',
    ),
    switches: off('a correction leaves a trace'),
  },
  {
    clause: 'RGT-3',
    controls: [
      control('lambdas/usecases/privacy/open-request.ts', 'openRequest'),
      control('lambdas/usecases/erasing/delete-data.ts', 'deleteData'),
    ],
    proofs: [
      ...ERASED,
      ...proofs(REQUESTS, 'asking', 'makes a request that is received, due and audited by ids only'),
    ],
    switches: off('what was written before an erasure stays out'),
  },
  {
    clause: 'RGT-4',
    controls: [
      control('lambdas/usecases/privacy/receive-deauthorization.ts', 'receiveDeauthorization'),
      control('lambdas/usecases/keeping/lapse.ts', 'lapse'),
    ],
    proofs: [
      ...proofs(
        'test/unit/usecases/privacy/receive-deauthorization.test.ts',
        'a person who removed the application',
        'S21: has all that they connected revoked, in whichever workspace, and nothing else',
      ),
      ...proofs(
        'test/unit/usecases/keeping/lapse.test.ts',
        'an authorisation that is gone',
        'asks for a reconnection, destroys the tokens, tells each owner once and nobody else',
        'the webhook of the platform is believed at once, and nothing is asked of the platform',
      ),
    ],
    switches: off('disconnecting destroys tokens'),
  },
  {
    clause: 'RGT-5',
    controls: [
      control('lambdas/usecases/privacy/take-public-request.ts', 'takePublicRequest'),
      control('lambdas/usecases/privacy/watch-public-requests.ts', 'watchPublicRequests'),
      control('lib/constructs/public-pages.ts', 'addPublicPages'),
    ],
    proofs: [
      ...proofs(
        FORM,
        'a request by the public page',
        'is a case with a code, and what was typed, for the operator alone',
        'S21: gets the same page whatever shop or person it names',
      ),
      ...proofs(
        FORM,
        'a request that waits',
        'counts as late after twenty days, again and again, until somebody decides',
      ),
    ],
    switches: off(
      'a request that waits too long is told of',
      'the public form is limited',
      'what people type is sealed',
    ),
  },
];
