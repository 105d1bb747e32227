import type { StageSettings } from './config.ts';

/** What MiniStack does not know. The local stage leaves exactly these out; all else is what AWS gets. */
const UNKNOWN_TO_MINISTACK = [
  'alarms on metric math',
  'selections of backup plans',
  'trails',
  'locks of backup vaults',
  'origin access control',
] as const;

/** Whether this stage has to do without something of that list. */
export function leftOutLocally(
  what: (typeof UNKNOWN_TO_MINISTACK)[number],
  { stage }: StageSettings,
): boolean {
  return stage === 'local' && UNKNOWN_TO_MINISTACK.includes(what);
}
