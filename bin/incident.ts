import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KaoJaiError } from '../lambdas/domain/errors.ts';
import {
  actedOn,
  closedIncident,
  INCIDENT_ACTS,
  INCIDENT_KINDS,
  type Incident,
  NOTICE_HOURS,
  type NoticeTo,
  noticeSettled,
} from '../lambdas/domain/incident.ts';
import { systemClock } from '../lambdas/runtime/system-clock.ts';
import { DynamoIncidents } from '../lambdas/store/dynamo-incidents.ts';
import { Table } from '../lambdas/store/table.ts';
import {
  changeIncident,
  type IncidentDeps,
  openIncident,
} from '../lambdas/usecases/incidents/keep-incident.ts';
import { Problem } from '../local/cloud/problem.ts';
import { findDeployment } from './deployment.ts';

const USAGE = `npm run incident [-- DOES …] [--stage NAME [--region REGION]] [--state DIR]
  open ${INCIDENT_KINDS.join('|')} TIME WORDS     TIME: when it became known, such as 2026-11-25T09:00Z
  ${INCIDENT_ACTS.join('|')} ID WORDS
  sent|not_required ID ${Object.keys(NOTICE_HOURS).join('|')} WORDS
  close ID`;

/** Keeps the operator's incidents: timeline, what contained them, cause and remedy, and the notices that are owed. */
async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArgs(args);
  const deployment = await findDeployment({ ...values, state: path.resolve(values.state) });
  const table = new Table(new DynamoDBClient(deployment.client), deployment.output('LedgerTable'));
  const deps = { incidents: new DynamoIncidents(table), clock: systemClock };
  const [does, ...rest] = positionals;
  const shown = does === undefined ? await deps.incidents.all() : [await act(deps, does, rest)];
  for (const incident of shown) show(incident);
  if (shown.length === 0) console.log('no incidents');
}

function readArgs(args: readonly string[]) {
  try {
    const options = {
      stage: { type: 'string' },
      region: { type: 'string' },
      state: { type: 'string', default: '.local' },
    } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

async function act(
  deps: IncidentDeps,
  does: string,
  [first = '', ...rest]: readonly string[],
): Promise<Incident> {
  const kind = INCIDENT_KINDS.find((one) => one === first);
  const known = INCIDENT_ACTS.find((one) => one === does);
  const words = rest.slice(does === 'open' || does === 'sent' || does === 'not_required' ? 1 : 0).join(' ');
  if (does === 'close') return changeIncident(deps, first, closedIncident);
  if (words === '') throw new Problem(`Something is missing. Usage: ${USAGE}`);
  if (does === 'open' && kind)
    return openIncident(deps, { id: randomUUID(), kind, knownAt: momentOf(rest[0]), words });
  if (known) return changeIncident(deps, first, (incident, now) => actedOn(incident, known, words, now));
  const to = Object.keys(NOTICE_HOURS).find((one) => one === rest[0]) as NoticeTo | undefined;
  if ((does === 'sent' || does === 'not_required') && to)
    return changeIncident(deps, first, (incident, at) =>
      noticeSettled(incident, to, { how: does, at, words }),
    );
  throw new Problem(`That is nothing to do. Usage: ${USAGE}`);
}

function momentOf(text = ''): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Problem(`"${text}" is no time. Usage: ${USAGE}`);
  return at;
}

function show({ id, kind, knownAt, closedAt, timeline, notices }: Incident): void {
  console.log(
    `${id}  ${kind}  known ${timeOf(knownAt)}  ${closedAt === null ? 'open' : `closed ${timeOf(closedAt)}`}`,
  );
  for (const { at, act: what, words } of timeline)
    console.log(`  ${timeOf(at)}  ${what.padEnd(8)}  ${words}`);
  for (const { to, dueAt, settled } of notices)
    console.log(
      `  notice to ${to.padEnd(15)}  ${settled ? `${settled.how} ${timeOf(settled.at)}: ${settled.words}` : `due ${timeOf(dueAt)}`}`,
    );
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem || error instanceof KaoJaiError)) throw error;
  const details =
    error instanceof KaoJaiError && error.details.length > 0 ? `: ${error.details.join(', ')}` : '';
  console.error(`${error.message}${details}`);
  process.exit(1);
}
