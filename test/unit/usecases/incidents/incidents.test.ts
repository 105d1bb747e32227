import {
  actedOn,
  closedIncident,
  INCIDENT_ACTS,
  NOTICE_HOURS,
  noticeSettled,
} from '../../../../lambdas/domain/incident.ts';
import { DynamoIncidents } from '../../../../lambdas/store/dynamo-incidents.ts';
import { Table } from '../../../../lambdas/store/table.ts';
import { changeIncident, openIncident } from '../../../../lambdas/usecases/incidents/keep-incident.ts';
import { watchIncidents } from '../../../../lambdas/usecases/incidents/watch-incidents.ts';
import { FakeAws } from '../../../support/fake-aws.ts';
import { FakeMeter, VirtualClock } from '../../../support/fakes.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const HOUR = 3_600_000;
const TOLD = {
  id: 'i_1',
  kind: 'access',
  knownAt: NOON - HOUR,
  words: 'a key was in a public place',
} as const;
const NOTICES = Object.keys(NOTICE_HOURS) as (keyof typeof NOTICE_HOURS)[];

function setUp() {
  const clock = new VirtualClock(NOON);
  const meter = new FakeMeter();
  const deps = { incidents: new DynamoIncidents(new Table(new FakeAws().dynamo, 'Ledger')), clock, meter };
  const owed = async (hours: number) => {
    clock.moveTo(TOLD.knownAt + hours * HOUR);
    meter.counts.clear();
    await watchIncidents(deps);
    return meter.counts.get('IncidentNoticeOwed') ?? 0;
  };
  return { deps, owed };
}

describe('an incident', () => {
  it('INC-1: keeps its timeline, and is closed only once it is contained, its cause known and remedied, and everybody told', async () => {
    const { deps } = setUp();
    await openIncident(deps, TOLD);
    const left = { details: ['contain', 'cause', 'remedy', ...NOTICES.map((to) => `notice to ${to}`)] };
    await expect(changeIncident(deps, 'i_1', closedIncident)).rejects.toMatchObject(left);
    for (const act of INCIDENT_ACTS)
      await changeIncident(deps, 'i_1', (incident, now) => actedOn(incident, act, `${act} done`, now));
    await expect(changeIncident(deps, 'i_1', closedIncident)).rejects.toMatchObject({
      code: 'incident_state',
    });
    for (const to of NOTICES)
      await changeIncident(deps, 'i_1', (incident, at) =>
        noticeSettled(incident, to, { how: 'sent', at, words: 'by letter' }),
      );
    await changeIncident(deps, 'i_1', closedIncident);
    const [closed] = await deps.incidents.all();
    expect(closed).toMatchObject({ kind: 'access', closedAt: NOON });
    expect(closed?.timeline.map(({ act }) => act)).toEqual(['note', ...INCIDENT_ACTS]);
    await expect(
      changeIncident(deps, 'i_1', (one, now) => actedOn(one, 'note', 'more', now)),
    ).rejects.toMatchObject({ code: 'incident_state' });
  });

  it('INC-2: has a clock for each notice from when it became known; 72 hours to the regulators', async () => {
    const { deps } = setUp();
    const { notices } = await openIncident(deps, TOLD);
    expect(Object.fromEntries(notices.map(({ to, dueAt }) => [to, (dueAt - TOLD.knownAt) / HOUR]))).toEqual({
      thai_regulator: 72,
      gdpr_authority: 72,
      platforms: 24,
      merchants: 48,
    });
  });

  it('INC-2: calls somebody twelve hours before a notice is due, and until it is sent or not required', async () => {
    const { deps, owed } = setUp();
    await openIncident(deps, TOLD);
    expect(await owed(12)).toBe(0);
    expect(await owed(13)).toBe(1);
    expect(await owed(37)).toBe(2);
    expect(await owed(1_000)).toBe(4);
    for (const to of NOTICES)
      await changeIncident(deps, 'i_1', (incident, at) =>
        noticeSettled(incident, to, { how: 'not_required', at, words: 'no risk' }),
      );
    expect(await owed(1_001)).toBe(0);
  });

  it('is not known before it happens, and one that nobody opened is not found', async () => {
    const { deps } = setUp();
    await expect(openIncident(deps, { ...TOLD, knownAt: NOON + 1 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(changeIncident(deps, 'i_2', closedIncident)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes one of two changes at the same moment', async () => {
    const { deps } = setUp();
    await openIncident(deps, TOLD);
    const change = (words: string) =>
      changeIncident(deps, 'i_1', (incident, now) => actedOn(incident, 'note', words, now));
    const ended = await Promise.allSettled([change('a'), change('b')]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is opened once, and its first word on a notice stands', async () => {
    const { deps } = setUp();
    await openIncident(deps, TOLD);
    await expect(openIncident(deps, TOLD)).rejects.toMatchObject({ code: 'raced' });
    for (const how of ['not_required', 'sent'] as const)
      await changeIncident(deps, 'i_1', (one, at) =>
        noticeSettled(one, 'platforms', { how, at, words: how }),
      );
    const [incident] = await deps.incidents.all();
    expect(incident?.notices.find(({ to }) => to === 'platforms')?.settled?.how).toBe('not_required');
  });
});
