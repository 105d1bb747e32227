import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DataStack } from '../stacks/data-stack.ts';
import { ServiceAlarm } from './alarm.ts';
import { total } from './books-alarm.ts';
import { MinuteSchedule } from './minute-schedule.ts';
import { ServiceFunction } from './service-function.ts';

/** Less than conversations that go wait for (RIPE_AFTER_MS): a turn is over before the next one finishes what it began. */
const TIMEOUT = Duration.minutes(5);
/** How often a turn begins: a customer who writes while their old conversation goes waits for two of them at most. */
const EVERY_MINUTES = 5;

/** Removes what is kept for longer than its workspace and its platform want, and calls somebody when something stays. */
export class RetentionSweeper extends Construct {
  constructor(scope: Construct, id: string, data: DataStack) {
    super(scope, id);
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, media } = data;
    const sweeper = new ServiceFunction(this, 'RetentionSweeper', {
      ...foundation,
      bundle: 'retention-sweeper',
      description: 'Removes what is kept for longer than its workspace and its platform want',
      memoryMb: 512,
      timeout: TIMEOUT,
      // Of its own, and no more than one: a turn never meets another, and live messages never wait for it.
      reservedConcurrency: foundation.settings.eraserConcurrency === undefined ? undefined : 1,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'ledgerTable',
        'mediaBucket',
        'subjectKeyArn',
        'keyLifeSeconds',
      ],
    });
    inbox.grantExpire(sweeper);
    connections.grantListWorkspaces(sweeper);
    subjectKeys.grantExpire(sweeper);
    // Files are kept under names that derive from the workspace's secret.
    subjectKey.grantContent(sweeper);
    ledger.grantExpire(sweeper);
    media.grantExpire(sweeper);
    new MinuteSchedule(this, 'Turn', {
      fn: sweeper,
      description: 'Goes on with the retention sweep of the day',
      minutes: EVERY_MINUTES,
    });
    this.#addAlarms(sweeper, data);
  }

  /** One failure is tried again five minutes later; an hour of them is somebody's matter. */
  #addAlarms(sweeper: ServiceFunction, { foundation }: DataStack): void {
    new ServiceAlarm(this, 'SweeperErrors', {
      ...foundation,
      heading: 'retentionErrors',
      metric: sweeper.target.metricErrors({ period: Duration.hours(1) }),
      above: 3,
    });
    new ServiceAlarm(this, 'RetentionLate', {
      ...foundation,
      heading: 'retentionLate',
      metric: total('RetentionLate', Duration.hours(1)),
    });
  }
}
