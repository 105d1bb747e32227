import { type Binding, control, off, offInTemplate, proofs } from '../binding.ts';

const ENCRYPTION = 'test/template/encryption.test.ts';
const AT_REST = 'S13: everything at rest is encrypted under a key of our own';

/** How data is protected. */
export const SECURITY: readonly Binding[] = [
  {
    clause: 'SEC-1',
    controls: [
      control('lib/constructs/guarded-queue.ts', 'GuardedQueue'),
      control('lib/constructs/media-bucket.ts', 'MediaBucket'),
      control('lambdas/egress/host-list.ts', 'checkUrl'),
    ],
    proofs: [
      ...proofs(
        ENCRYPTION,
        'S13: in transit',
        'each queue refuses calls without TLS',
        'each bucket refuses calls without TLS',
      ),
      ...proofs(
        'test/template/policy-switches.test.ts',
        'the template keeps:',
        'queues refuse calls without TLS',
        'the bucket refuses calls without TLS',
      ),
    ],
    switches: offInTemplate('queues refuse calls without TLS', 'the bucket refuses calls without TLS'),
  },
  {
    clause: 'SEC-2',
    controls: [
      control('lib/constructs/encryption-key.ts', 'EncryptionKey'),
      control('lib/constructs/sealed-table.ts', 'SealedTable'),
      control('lib/constructs/log-group.ts', 'ServiceLogGroup'),
    ],
    proofs: [
      ...proofs(
        ENCRYPTION,
        AT_REST,
        'each table is under the data key, SubjectKeys under its own',
        'queues are under the data key',
        'buckets are under the data key, the trail under its own, with a bucket key, and private',
      ),
      ...proofs('test/template/policy-switches.test.ts', 'the template keeps:', 'logs have a key of our own'),
    ],
    switches: offInTemplate(
      'tables have a key of our own',
      'queues have a key of our own',
      'the bucket has a key of our own',
      'logs have a key of our own',
    ),
  },
  {
    clause: 'SEC-3',
    controls: [
      control('lib/constructs/service-function.ts', 'ServiceFunction'),
      control('lib/constructs/agent-directory.ts', 'AgentDirectory'),
      control('lambdas/usecases/privacy/keep-records.ts', 'grantSupportAccess'),
    ],
    proofs: [
      ...proofs(
        'test/template/policies.test.ts',
        'S12: least privilege',
        'functions only have the roles of functions; services only their own, in this account',
        'resource policies allow nothing to strangers',
      ),
      ...proofs(
        'test/template/routes.test.ts',
        'the agents',
        'production: sign-up is closed, passwords are long, the second factor is ON',
      ),
      ...proofs(
        'test/unit/runtime/privacy-api/records.test.ts',
        'S23: access for support',
        'is granted by an owner, for a time, and listed',
        'ends within a day',
      ),
    ],
    switches: offInTemplate('no role has a wildcard as action', 'everybody needs a second factor'),
  },
  {
    clause: 'SEC-4',
    controls: [
      control('lib/constructs/alarm.ts', 'ServiceAlarm'),
      control('lambdas/store/dynamo-audit-trail.ts', 'DynamoAuditTrail'),
      control('lib/stack-set.ts', 'addStackSet'),
    ],
    proofs: [
      ...proofs(
        'test/unit/store/dynamo-audit-trail.test.ts',
        'the audit trail',
        'only ever adds: what stands is not written over, whoever comes at the same time',
        'F06: fails where the event is not durable',
      ),
      ...proofs(
        'test/unit/domain/audit-chain.test.ts',
        'the chain of a workspace',
        'shows any one change of any of 200 chains',
      ),
      ...proofs('test/unit/repository/secrets.test.ts', 'S20: the repository', 'holds no secret'),
      ...proofs('test/template/synthesis.test.ts', 'synthesis', 'every exception from cdk-nag says why'),
    ],
    switches: [...offInTemplate('alarms watch', 'functions log'), ...off('opening a token leaves a trace')],
  },
  {
    clause: 'SEC-5',
    controls: [
      control('lambdas/vault/kms-token-vault.ts', 'KmsTokenVault'),
      control('lib/constructs/token-key.ts', 'TokenKey'),
      control('lambdas/domain/secret-text.ts', 'SecretText'),
    ],
    proofs: [
      ...proofs(
        'test/unit/vault/kms-token-vault.test.ts',
        'tokens in the vault',
        'S20: lie there as bytes that tell nothing, and differ each time',
        'S10: do not open for another connection',
      ),
      ...proofs(
        'test/unit/vault/kms-token-vault.test.ts',
        'opening tokens',
        'leaves a trace, written before anything is opened',
      ),
      ...proofs(
        'test/template/decrypt.test.ts',
        'S10: who may open what',
        'a role without its mark opens nothing under the token key, whatever its policy says',
        'every statement on the token key names the purpose, in the roles and in the key',
      ),
      ...proofs(
        'test/integration/tokens.test.ts',
        'S11: tokens stand nowhere in the clear',
        'while accounts are connected, checked, renewed, refused and disconnected',
      ),
    ],
    switches: [
      ...offInTemplate('nothing opens without a purpose or a service'),
      ...off('secrets print as sealed', 'opening a token leaves a trace'),
    ],
  },
];
