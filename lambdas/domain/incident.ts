import { InvalidInput, KaoJaiError } from './errors.ts';
import type { Millis } from './platform.ts';

/** What happened to data without anybody's right to it (clause INC-1). */
export const INCIDENT_KINDS = ['access', 'disclosure', 'alteration', 'loss'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What is done about it. It ends only once it is contained, its cause is known, and the cause is remedied. */
export const INCIDENT_ACTS = ['note', 'contain', 'cause', 'remedy'] as const;
export type IncidentAct = (typeof INCIDENT_ACTS)[number];
const NEEDED: readonly IncidentAct[] = ['contain', 'cause', 'remedy'];

/**
 * Whom to tell, and within how many hours of knowing of it (clause INC-2). 72 hours: Thailand's Personal Data Protection Act, section 37(4), and the
 * GDPR, article 33. The others are ours: merchants have 72 hours of their own, and platforms' terms ask for less than that.
 */
export const NOTICE_HOURS = { thai_regulator: 72, gdpr_authority: 72, platforms: 24, merchants: 48 } as const;
export type NoticeTo = keyof typeof NOTICE_HOURS;

/** A notice that is owed until it was sent, or somebody said why it is not required. */
export interface IncidentNotice {
  readonly to: NoticeTo;
  readonly dueAt: Millis;
  readonly settled: {
    readonly how: 'sent' | 'not_required';
    readonly at: Millis;
    readonly words: string;
  } | null;
}

/** An incident with its timeline. Words are the operator's, without personal data. */
export interface Incident {
  readonly id: string;
  readonly kind: IncidentKind;
  /** When the operator came to know of it: clocks run from here. */
  readonly knownAt: Millis;
  readonly openedAt: Millis;
  readonly timeline: readonly { readonly at: Millis; readonly act: IncidentAct; readonly words: string }[];
  readonly notices: readonly IncidentNotice[];
  readonly closedAt: Millis | null;
  /** Counts writes. */
  readonly rev: number;
}

/** The incident is over, or cannot be yet. */
export class IncidentState extends KaoJaiError {
  constructor(message: string, details: readonly string[] = []) {
    super('incident_state', 'refuse', message, details);
  }
}

const HOUR_MS = 3_600_000;

/** An incident that somebody has just told of. @throws InvalidInput when it is known only in the future */
export function openedIncident(
  { id, kind, knownAt, words }: Pick<Incident, 'id' | 'kind' | 'knownAt'> & { readonly words: string },
  now: Millis,
): Incident {
  if (knownAt > now)
    throw new InvalidInput('an incident is known before it is told of', ['known: not in the future']);
  const notices = (Object.keys(NOTICE_HOURS) as NoticeTo[]).map((to) => ({
    to,
    dueAt: knownAt + NOTICE_HOURS[to] * HOUR_MS,
    settled: null,
  }));
  const timeline = [{ at: now, act: 'note', words }] as const;
  return { id, kind, knownAt, openedAt: now, timeline, notices, closedAt: null, rev: 0 };
}

/** @throws IncidentState when it is closed */
export function actedOn(incident: Incident, act: IncidentAct, words: string, at: Millis): Incident {
  refuseClosed(incident);
  return { ...incident, timeline: [...incident.timeline, { at, act, words }] };
}

/** A notice was sent, or is not required, and why. The first word stands. @throws IncidentState when it is closed */
export function noticeSettled(
  incident: Incident,
  to: NoticeTo,
  settled: NonNullable<IncidentNotice['settled']>,
): Incident {
  refuseClosed(incident);
  const notices = incident.notices.map((one) => (one.to === to && !one.settled ? { ...one, settled } : one));
  return { ...incident, notices };
}

/** @throws IncidentState naming what is left to do */
export function closedIncident(incident: Incident, now: Millis): Incident {
  refuseClosed(incident);
  const left = [
    ...NEEDED.filter((act) => !incident.timeline.some((one) => one.act === act)),
    ...incident.notices.filter(({ settled }) => !settled).map(({ to }) => `notice to ${to}`),
  ];
  if (left.length > 0) throw new IncidentState('the incident cannot be closed yet', left);
  return { ...incident, closedAt: now };
}

/** Less than this before a notice is due, somebody is called. */
const WARN_MS = 12 * HOUR_MS;

/** Notices that are owed and soon due, or late. */
export function pressingNotices({ notices, closedAt }: Incident, now: Millis): readonly IncidentNotice[] {
  return closedAt === null ? notices.filter(({ settled, dueAt }) => !settled && dueAt - now < WARN_MS) : [];
}

function refuseClosed({ closedAt }: Incident): void {
  if (closedAt !== null) throw new IncidentState('the incident is closed');
}
