import { Kms } from '../../../lambdas/aws/kms.ts';
import { connectors } from '../../../lambdas/connectors/index.ts';
import { closedIncident, openedIncident } from '../../../lambdas/domain/incident.ts';
import type { Session } from '../../../lambdas/domain/member.ts';
import { PurposeRefused, purposeOf, REFUSED_PURPOSES } from '../../../lambdas/domain/purpose.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import { checkUrl } from '../../../lambdas/egress/host-list.ts';
import type { AuditTrail } from '../../../lambdas/ports/audit-trail.ts';
import type { Disclosure } from '../../../lambdas/ports/privacy-records.ts';
import { describeError } from '../../../lambdas/runtime/logger.ts';
import { DynamoAuditTrail } from '../../../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { judge } from '../../../lambdas/usecases/admit.ts';
import { scopesFor } from '../../../lambdas/usecases/connecting/choose-login.ts';
import { disconnect } from '../../../lambdas/usecases/connecting/disconnect.ts';
import { finishConsent } from '../../../lambdas/usecases/connecting/finish-consent.ts';
import { correctCustomer } from '../../../lambdas/usecases/customers/correct-customer.ts';
import { watchIncidents } from '../../../lambdas/usecases/incidents/watch-incidents.ts';
import { recordDisclosure } from '../../../lambdas/usecases/privacy/keep-records.ts';
import { watchPublicRequests } from '../../../lambdas/usecases/privacy/watch-public-requests.ts';
import { KmsTokenVault } from '../../../lambdas/vault/kms-token-vault.ts';
import {
  inTheClear,
  needlessScopes,
  strangersReached,
  usesAllowed,
} from '../../../policy/checks/code-checks.ts';
import { AgentWorld, aMessage, LINE } from '../../support/agent-world.ts';
import { captureLog } from '../../support/captured-log.ts';
import { ConnectingWorld, NOK, sessionOf } from '../../support/connecting-world.ts';
import { ExportingWorld } from '../../support/exporting-world.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { FakeMeter, noTurns, VirtualClock } from '../../support/fakes.ts';
import { FILLED, NOON, PublicPagesWorld } from '../../support/public-pages-world.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const DAY = 86_400_000;
const AGENT: Session = { userId: 'u_agent', workspaceId: 'ws_sample', role: 'agent' };
const STRANGERS = ['ads.example', 'tracker.example', 'graph.facebook.com.evil.example', 'api.openai.com'];
const WORDS = Object.values({ ...FILLED, type: '-', platform: '-' }).filter((word) => word !== '-');

/** A rule, and what it finds with the control as it is, or without it. Nothing is found while the rule is kept. */
interface Switch {
  readonly name: string;
  readonly found: (control: 'on' | 'off') => Promise<readonly unknown[]> | readonly unknown[];
}

const SWITCHES: readonly Switch[] = [
  {
    name: 'permissions are those that the features need',
    found: (control) =>
      connectors.flatMap(({ manifest }) =>
        Object.entries(manifest.logins).flatMap(([name, facts]) => {
          const asked = scopesFor({ name, facts }, ['inbox']);
          const needed = facts.scopes.inbox ?? [];
          return needlessScopes(control === 'on' ? asked : [...asked, 'everything'], needed);
        }),
      ),
  },
  {
    name: 'only hosts of the list are called',
    found: (control) =>
      connectors.flatMap(({ manifest: { hosts } }) => {
        const gate = (url: string) => checkUrl(url, [...hosts.api, ...hosts.media]).broken === undefined;
        return strangersReached(control === 'on' ? gate : () => true, STRANGERS);
      }),
  },
  {
    name: 'a connector reaches hosts of its own platform only',
    found: (control) => {
      const [one, other] = connectors.filter(({ manifest }) => manifest.hosts.consent.length === 1);
      const own = [...(one?.manifest.hosts.api ?? []), ...(one?.manifest.hosts.media ?? [])];
      const list = control === 'on' ? own : [...own, ...(other?.manifest.hosts.api ?? [])];
      const strange = other?.manifest.hosts.api.filter((host) => !own.includes(host)) ?? [];
      return strangersReached((url) => checkUrl(url, list).broken === undefined, strange);
    },
  },
  {
    name: 'refused purposes are refused',
    found: (control) => usesAllowed(control === 'on' ? purposeOf : String, REFUSED_PURPOSES),
  },
  {
    name: 'what people type is sealed',
    found: async (control) => {
      const world = new PublicPagesWorld();
      const plain = { seal: async (_code: string, typed: object) => Buffer.from(JSON.stringify(typed)) };
      if (control === 'off') Object.assign(world.deps, { sealer: plain });
      await world.post();
      const bytes = [...world.aws.table('Ledger').values()].map(({ typed }) =>
        Buffer.from(typed?.B ?? []).toString(),
      );
      return inTheClear(bytes.join(), WORDS);
    },
  },
  {
    name: 'errors are logged without their words',
    found: (control) => {
      const error = new Error(WORDS.join());
      return inTheClear(
        JSON.stringify(control === 'on' ? describeError(error) : { error: String(error) }),
        WORDS,
      );
    },
  },
  {
    name: 'secrets print as sealed',
    found: (control) => {
      const secret = control === 'on' ? new SecretText('an-invented-token') : 'an-invented-token';
      return inTheClear(`${secret} ${JSON.stringify({ secret })}`, ['an-invented-token']);
    },
  },
  {
    name: 'disconnecting destroys tokens',
    found: async (control) => {
      const world = await ConnectingWorld.create();
      const { id } = await world.connect();
      const { deps } = world.main;
      // Off: the store closes nothing, and says that it did.
      const connections = new Proxy(deps.connections, {
        get: (store, name) => {
          if (name === 'close') return async () => true;
          const operation: unknown = Reflect.get(store, name);
          return typeof operation === 'function' ? operation.bind(store) : operation;
        },
      });
      await disconnect(control === 'on' ? deps : { ...deps, connections }, sessionOf('owner'), id, 'keep');
      return world.sealedLeft();
    },
  },
  {
    name: 'a consent is finished by the browser that began it',
    found: async (control) => {
      const world = await ConnectingWorld.create();
      const started = await world.start();
      const query = world.platform.consent(started.authorizeUrl, NOK);
      const cookies = control === 'on' ? {} : { [started.cookie.name]: started.cookie.value };
      const outcome = await finishConsent(world.main.deps, { platform: 'parrot', query, cookies });
      return outcome.kind === 'failed' ? [] : [outcome.kind];
    },
  },
  {
    name: 'what was written before an erasure stays out',
    found: async (control) => {
      const standing = control === 'on' ? { erasedAt: NOON } : {};
      const keys = { standing: async () => standing, existingKey: async () => null };
      const where = {
        identity: { workspaceId: 'ws_1', conversationId: 'c_1', subjectId: 's_1' },
        subjectId: 's_1',
      };
      const admitted = await judge({ keys } as never, where as never, NOON - 1, null);
      return admitted === null ? [] : ['admitted'];
    },
  },
  {
    name: 'a request that waits too long is told of',
    found: async (control) => {
      const world = new PublicPagesWorld();
      await world.post();
      world.clock.moveTo(NOON + 21 * DAY);
      world.meter.counts.clear();
      const inbox = control === 'on' ? world.inbox : { waiting: async () => [] };
      await watchPublicRequests({ ...world.deps, inbox });
      return world.meter.counts.get('PrivacyRequestLate') === 1 ? [] : ['late in silence'];
    },
  },
  {
    name: 'what nobody decides about ends by itself',
    found: async (control) => {
      const world = new PublicPagesWorld();
      await world.post();
      const rows = [...world.aws.table('Ledger').values()];
      if (control === 'off') for (const row of rows) row.expiresAt = { N: '99999999999' };
      return world.inbox.waiting(NOON + 121 * DAY);
    },
  },
  {
    name: 'the public form is limited',
    found: async (control) => {
      const world = new PublicPagesWorld();
      if (control === 'off') Object.assign(world.deps, { visits: { count: async () => true } });
      const statuses: unknown[] = [];
      for (let i = 0; i < 50; i++) statuses.push((await world.post()).statusCode);
      return statuses.includes(429) ? [] : ['no limit'];
    },
  },
  {
    name: 'opening a token leaves a trace',
    found: async (control) => {
      const aws = new FakeAws();
      const trail: AuditTrail =
        control === 'on'
          ? new DynamoAuditTrail(new Table(aws.dynamo, 'Ledger'), () => 'e_1', noTurns)
          : { record: async () => {} };
      const vault = new KmsTokenVault(new Kms(aws.caller), 'token-key', trail, new VirtualClock(NOON));
      const owner = { workspaceId: 'ws_1', connectionId: 'c_1', platform: 'pigeon' };
      const secrets = { access_token: new SecretText('an invented token') };
      const sealed = await vault.sealTokens(owner, { secrets, expiresAt: null, authorizedUntil: null });
      await vault.openTokens(owner, sealed, { actor: { kind: 'operator' }, reason: 'health_check' });
      const written = [...aws.table('Ledger').values()];
      return written.some(({ action }) => action?.S === 'token.open') ? [] : ['no trace'];
    },
  },
  {
    name: 'a correction leaves a trace',
    found: async (control) => {
      const world = new AgentWorld();
      await world.receive(LINE, aMessage());
      const audit = control === 'on' ? world.deps.audit : { record: async () => {} };
      const customerId = String(world.heads()[0]?.subjectId);
      const right = { displayName: 'สุดา ใจดี', reason: 'customer_request' } as const;
      await correctCustomer({ ...world.deps, audit }, AGENT, customerId, right);
      return world.audited.length > 0 ? [] : ['no trace'];
    },
  },
  {
    name: 'a disclosure has its approver and scope on record, and a trace',
    found: async (control) => {
      const traces: string[] = [];
      const kept: Disclosure[] = [];
      const disclosures = { add: async (one: Disclosure) => void (control === 'on' && kept.push(one)) };
      const deps = {
        disclosures,
        audit: { record: async ({ action }: { action: string }) => void traces.push(action) },
        clock: new VirtualClock(NOON),
        random: { bytes: (count: number) => Buffer.alloc(count) },
      };
      const said = {
        legalBasis: 'a court order',
        authority: 'a court',
        categories: ['content'],
        scope: { workspace: true },
      };
      await recordDisclosure(deps as never, sessionOf('owner'), said as never);
      return kept.some(({ by, scope }) => by && scope.workspace) && traces.length > 0
        ? []
        : ['not on record'];
    },
  },
  {
    name: 'an incident is closed only once all is done',
    found: (control) => {
      const incident = openedIncident({ id: 'i_1', kind: 'loss', knownAt: NOON, words: 'a disk' }, NOON);
      const close = control === 'on' ? closedIncident : () => ({ ...incident, closedAt: NOON });
      return usesAllowed(() => close(incident, NOON), ['closed too early']);
    },
  },
  {
    name: 'a notice that is owed calls somebody',
    found: async (control) => {
      const incident = openedIncident({ id: 'i_1', kind: 'loss', knownAt: NOON, words: 'a disk' }, NOON);
      const meter = new FakeMeter();
      // Off: the notices have no clocks.
      const notices = control === 'on' ? incident.notices : [];
      const incidents = { all: async () => [{ ...incident, notices }], save: async () => true };
      await watchIncidents({ incidents, meter, clock: new VirtualClock(NOON + 3 * DAY) });
      return meter.counts.size > 0 ? [] : ['nobody called'];
    },
  },
  {
    name: 'an export has all that is held',
    found: async (control) => {
      // Off: the tables' rows are not looked for.
      const world = new ExportingWorld();
      if (control === 'off') world.boot({ rows: [] });
      await world.begin();
      const { subjectId } = await world.receive('U_som', 'my address is 7 Sukhumvit');
      const ref = await world.askFor('access', { customerId: subjectId });
      await world.export(ref);
      const files = await world.fetch(ref);
      return String(files['data.json']).includes('7 Sukhumvit') ? [] : ['left out'];
    },
  },
];

describe('kept:', () => {
  it.each(SWITCHES)('$name', async ({ found }) => {
    expect(await found('on')).toEqual([]);
  });
});

describe('switched off:', () => {
  it.each(SWITCHES)('$name', async ({ found }) => {
    expect(await found('off')).not.toEqual([]);
  });
});

it('a refused purpose is an error of its own', () => {
  expect(() => purposeOf('advertising')).toThrow(PurposeRefused);
});
