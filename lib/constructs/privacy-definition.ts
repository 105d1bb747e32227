/** What the workflow's tasks invoke, by ARN, and how long it waits. */
export interface PrivacyDefinitionProps {
  readonly eraserArn: string;
  readonly exporterArn: string;
  /** Longer than key material stays in memory anywhere, in seconds. */
  readonly keyLifeSeconds: number;
  /** Longer than any function that writes may run, in seconds. */
  readonly slowestSeconds: number;
  /** How often a held request is looked at, in seconds. */
  readonly holdCheckSeconds: number;
  /** How long the archive of an export can be had, in seconds. */
  readonly archiveSeconds: number;
}

type State = Readonly<Record<string, unknown>>;

/** A step is tried for about two hours; then the request fails, an alarm goes off, and the clock starts it anew. */
const RETRY = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 12,
    MaxDelaySeconds: 900,
    JitterStrategy: 'FULL',
  },
];

/** A function that does steps, and where its failures lead. */
interface Worker {
  readonly arn: string;
  readonly failed: string;
}

/**
 * The workflow of privacy requests in Amazon States Language. Its input is {workspaceId, requestId, type}, ids only; what a step knows of the
 * steps before it stands in the request, so that each can be repeated, and a run that is started anew goes on where it ended.
 */
export function privacyDefinition(props: PrivacyDefinitionProps): State {
  const eraser: Worker = { arn: props.eraserArn, failed: 'Fail' };
  const exporter: Worker = { arn: props.exporterArn, failed: 'FailAnswer' };
  return {
    Comment: 'Does what a verified privacy request asks for: erases and proves it, exports, or corrects',
    StartAt: 'Type',
    States: {
      Type: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.type', StringEquals: 'access', Next: 'Gather' },
          { Variable: '$.type', StringEquals: 'correct', Next: 'Correct' },
        ],
        Default: 'CheckHolds',
      },
      ...erasure(eraser, props),
      ...answers(exporter, eraser, props),
      NothingToDo: { Type: 'Succeed' },
      ...failure(eraser),
      ...failure(exporter),
    },
  };
}

function erasure(eraser: Worker, props: PrivacyDefinitionProps): Readonly<Record<string, State>> {
  return {
    ...step(eraser, 'CheckHolds', 'check_holds', { done: 'Restrict', held: 'WaitForHold' }),
    WaitForHold: { Type: 'Wait', Seconds: props.holdCheckSeconds, Next: 'CheckHolds' },
    ...step(eraser, 'Restrict', 'restrict', { done: 'DestroyKeys' }),
    ...step(eraser, 'DestroyKeys', 'destroy_keys', { done: 'Delete' }),
    ...step(eraser, 'Delete', 'delete', { done: 'Notify', held: 'WaitForHold' }),
    ...step(eraser, 'Notify', 'notify', { done: 'WaitForCaches' }),
    // Whoever had the keys in memory has forgotten them by then, and what was begun with one is written; that goes as well.
    WaitForCaches: { Type: 'Wait', Seconds: props.keyLifeSeconds + props.slowestSeconds, Next: 'DeleteRest' },
    ...step(eraser, 'DeleteRest', 'delete', { done: 'Prove', held: 'WaitForHold' }),
    ...step(eraser, 'Prove', 'prove', { done: 'Certify', found: 'Prove' }),
    ...step(eraser, 'Certify', 'certify', { done: 'Close' }),
    ...step(eraser, 'Close', 'close', { done: 'Erased' }),
    Erased: { Type: 'Succeed' },
  };
}

/** Whoever answers may destroy nothing: what the answers leave is ended by the eraser. */
function answers(
  exporter: Worker,
  eraser: Worker,
  { archiveSeconds }: PrivacyDefinitionProps,
): Readonly<Record<string, State>> {
  return {
    ...step(exporter, 'Gather', 'gather', { done: 'Pack' }),
    ...step(exporter, 'Pack', 'pack', { done: 'Ready', stale: 'Gather' }),
    ...step(exporter, 'Ready', 'ready', { done: 'WaitForArchive', stale: 'Gather' }),
    WaitForArchive: { Type: 'Wait', Seconds: archiveSeconds, Next: 'Forget' },
    ...step(exporter, 'Correct', 'correct', { done: 'CloseCorrection' }),
    ...step(exporter, 'CloseCorrection', 'close', { done: 'Forget' }),
    ...step(eraser, 'Forget', 'forget', { done: 'Answered' }),
    Answered: { Type: 'Succeed' },
  };
}

/** A task, and the choice of where it leads; a step that is not done goes on at its cursor. */
function step(
  worker: Worker,
  name: string,
  task: string,
  leadsTo: Readonly<Record<string, string>>,
): Readonly<Record<string, State>> {
  const choices = Object.entries(leadsTo).map(([result, next]) => ({
    Variable: '$.result.next',
    StringEquals: result,
    Next: next,
  }));
  return {
    [name]: invoke(worker, task, null, `${name}Ended`),
    [`${name}Again`]: invoke(worker, task, '$.result.cursor', `${name}Ended`),
    [`${name}Ended`]: {
      Type: 'Choice',
      Choices: [...choices, { Variable: '$.result.next', StringEquals: 'again', Next: `${name}Again` }],
      // The request was rejected, or is done.
      Default: 'NothingToDo',
    },
  };
}

function invoke({ arn, failed }: Worker, task: string, cursor: string | null, next: string): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: {
      FunctionName: arn,
      Payload: {
        step: task,
        'workspaceId.$': '$.workspaceId',
        'requestId.$': '$.requestId',
        ...(cursor === null ? { cursor: null } : { 'cursor.$': cursor }),
      },
    },
    ResultSelector: { 'next.$': '$.Payload.next', 'cursor.$': '$.Payload.cursor' },
    ResultPath: '$.result',
    Retry: RETRY,
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: failed }],
    Next: next,
  };
}

function failure(worker: Worker): Readonly<Record<string, State>> {
  const { Catch: _catch, ...task } = invoke(worker, 'fail', null, `${worker.failed}Ended`);
  return {
    [worker.failed]: task,
    [`${worker.failed}Ended`]: { Type: 'Fail', Error: 'PrivacyRunFailed' },
  };
}
