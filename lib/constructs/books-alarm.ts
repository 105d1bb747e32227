import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../lambdas/ports/meter.ts';
import { METRIC_NAMESPACE } from '../../lambdas/runtime/emf-meter.ts';
import { leftOutLocally } from '../local-cloud.ts';
import { ServiceAlarm } from './alarm.ts';
import type { Foundation } from './foundation.ts';

/** `SUM` passes over a metric that nobody sent, where a minus would give no answer at all. */
const MISSING = 'FILL(accepted, 0) - FILL(SUM([visible, ignored, parked]), 0)';
/** Of deliveries on their way at the edge of a period, one half is missing: about one in 20,000 of a period's. */
const TOLERATED = 'FILL(accepted, 0) / 10000';
const PERIOD = Duration.hours(6);

export interface BooksAlarmsProps extends Foundation {
  /** What went in: the queue's own count, which nobody of us writes. It includes what was parked and put back. */
  readonly deliveries: IQueue;
}

/**
 * Every accepted delivery has to come out as visible, ignored or parked. Tells when one came out nowhere, and when one had to be
 * parked.
 */
export class BooksAlarms extends Construct {
  constructor(scope: Construct, id: string, { deliveries, ...foundation }: BooksAlarmsProps) {
    super(scope, id);
    new ServiceAlarm(this, 'Parked', {
      ...foundation,
      heading: 'parked',
      metric: total('DeliveryParked', Duration.minutes(5)),
    });
    if (leftOutLocally('alarms on metric math', foundation.settings)) return;
    new ServiceAlarm(this, 'Unbalanced', {
      ...foundation,
      heading: 'books',
      metric: this.#missing(deliveries),
    });
  }

  #missing(deliveries: IQueue): MathExpression {
    return new MathExpression({
      label: 'Deliveries accepted and neither visible nor ignored nor parked',
      expression: `IF(${MISSING} > ${TOLERATED}, ${MISSING}, 0)`,
      usingMetrics: {
        accepted: deliveries.metricNumberOfMessagesSent({ period: PERIOD, statistic: 'Sum' }),
        visible: total('DeliveryVisible', PERIOD),
        ignored: total('DeliveryIgnored', PERIOD),
        parked: total('DeliveryParked', PERIOD),
      },
      period: PERIOD,
    });
  }
}

/** A count over all platforms: totals have no dimension. */
export function total(metricName: MetricName, period: Duration): Metric {
  return new Metric({ namespace: METRIC_NAMESPACE, metricName, statistic: 'Sum', period });
}
