import { EmfMeter, METRIC_NAMESPACE } from '../../../lambdas/runtime/emf-meter.ts';
import { captureLog } from '../../support/captured-log.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;

function setUp() {
  const lines: string[] = [];
  return { lines, meter: new EmfMeter(new VirtualClock(NOON), (line) => void lines.push(line)) };
}

describe('a count', () => {
  it('is one line that CloudWatch takes for a metric: a total and one value per dimension', () => {
    const { lines, meter } = setUp();
    meter.count('DeliveryVisible', { Platform: 'pigeon', Surface: 'main' }, { deliveryId: 'd_1' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      _aws: {
        Timestamp: NOON,
        CloudWatchMetrics: [
          {
            Namespace: METRIC_NAMESPACE,
            Dimensions: [[], ['Platform'], ['Surface']],
            Metrics: [{ Name: 'DeliveryVisible', Unit: 'Count' }],
          },
        ],
      },
      DeliveryVisible: 1,
      Platform: 'pigeon',
      Surface: 'main',
      deliveryId: 'd_1',
    });
  });

  it('has a total alone where there are no dimensions; fields never become any', () => {
    const { lines, meter } = setUp();
    meter.count('HandlingFailed', {}, { workspaceId: 'ws_1' });
    const { _aws, ...line } = JSON.parse(lines[0] ?? '');
    expect(_aws.CloudWatchMetrics[0].Dimensions).toEqual([[]]);
    expect(line).toEqual({ HandlingFailed: 1, workspaceId: 'ws_1' });
  });

  it('goes to standard output, past the console that Lambda replaces', () => {
    const written = captureLog();
    new EmfMeter(new VirtualClock(NOON)).count('HandlingFailed');
    jest.restoreAllMocks();
    expect(written).toHaveLength(1);
    expect(written[0]?.endsWith('}\n')).toBe(true);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ HandlingFailed: 1 });
  });
});
