import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DataStack } from '../stacks/data-stack.ts';
import { ServiceAlarm } from './alarm.ts';
import { total } from './books-alarm.ts';
import { grantMail } from './mail.ts';
import { MinuteSchedule } from './minute-schedule.ts';
import { grantStartPrivacyRuns } from './privacy-runs.ts';
import { ServiceFunction } from './service-function.ts';

/** The clock looks again within the minute. */
const CLOCK_TIMEOUT = Duration.seconds(50);
/** A late request is counted every half hour (domain/privacy-deadlines.ts): the alarm stays on as long as there is one. */
const LATE_PERIOD = Duration.hours(1);

/** Starts privacy requests that may begin, warns of those that will soon be due, and calls somebody when one is late or the clock stands. */
export class PrivacyClock extends Construct {
  constructor(scope: Construct, id: string, data: DataStack) {
    super(scope, id);
    const { foundation, inbox, subjectKeys, subjectKey, ledger } = data;
    const { settings } = foundation;
    const clock = new ServiceFunction(this, 'PrivacyClock', {
      ...foundation,
      bundle: 'privacy-clock',
      description: 'Starts privacy requests, and tells of those that will soon be due or are late',
      memoryMb: 256,
      timeout: CLOCK_TIMEOUT,
      needs: [
        'inboxTable',
        'ledgerTable',
        'subjectKeysTable',
        'subjectKeyArn',
        'keyLifeSeconds',
        'privacyStateMachineArn',
        'publicBaseUrl',
        ...(settings.mailFrom ? (['mailFrom'] as const) : []),
      ],
    });
    clock.set('publicBaseUrl', settings.publicBaseUrl);
    inbox.grantReadStaff(clock);
    ledger.grantWatchRequests(clock);
    ledger.grantWatchOperator(clock);
    subjectKeys.grantRead(clock);
    subjectKey.grantContent(clock);
    grantStartPrivacyRuns(clock, settings.stage);
    if (settings.mailFrom) grantMail(clock, settings.mailFrom);
    new MinuteSchedule(this, 'Tick', { fn: clock, description: 'Looks for privacy requests that are due' });
    new ServiceAlarm(this, 'ClockErrors', {
      ...foundation,
      heading: 'privacyClockErrors',
      metric: clock.target.metricErrors({ period: Duration.minutes(5) }),
    });
    new ServiceAlarm(this, 'RequestLate', {
      ...foundation,
      heading: 'privacyRequestLate',
      metric: total('PrivacyRequestLate', LATE_PERIOD),
    });
    new ServiceAlarm(this, 'IncidentNotice', {
      ...foundation,
      heading: 'incidentNotice',
      metric: total('IncidentNoticeOwed', Duration.minutes(5)),
    });
  }
}
