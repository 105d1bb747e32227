/** What a Task of a state machine invokes, by ARN. */
export type Functions = Readonly<Record<string, (payload: never) => Promise<unknown>>>;

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Seconds?: number;
  readonly Default?: string;
  readonly Choices?: readonly {
    readonly Variable: string;
    readonly StringEquals: string;
    readonly Next: string;
  }[];
  readonly Parameters?: {
    readonly FunctionName: string;
    readonly Payload: Readonly<Record<string, unknown>>;
  };
  readonly ResultSelector?: Readonly<Record<string, string>>;
  readonly ResultPath?: string;
  readonly Retry?: readonly { readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly Next: string; readonly ResultPath: string }[];
}

/** A definition in Amazon States Language, as far as KaoJai uses it. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** How a run ended, and the states that it went through. */
export interface Run {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly path: readonly string[];
}

/** Runs a state machine as Step Functions does: tasks that fail are tried again, waits go to `wait`. Stops after 10,000 states. */
export async function runStateMachine(
  { StartAt, States }: Definition,
  input: Readonly<Record<string, unknown>>,
  functions: Functions,
  wait: (seconds: number, name: string) => void,
): Promise<Run> {
  let data: Record<string, unknown> = { ...input };
  let name = StartAt;
  const path: string[] = [];
  for (let step = 0; step < 10_000; step++) {
    const state = States[name];
    if (!state) throw new Error(`there is no state ${name}`);
    path.push(name);
    if (state.Type === 'Succeed') return { status: 'SUCCEEDED', path };
    if (state.Type === 'Fail') return { status: 'FAILED', path };
    let next = state.Next;
    if (state.Type === 'Wait') wait(state.Seconds ?? 0, name);
    if (state.Type === 'Choice') next = chosen(state, data);
    if (state.Type === 'Task') {
      const done = await attempt(state, data, functions);
      data = done.data;
      next = done.next;
    }
    if (next === undefined) throw new Error(`${name} leads nowhere`);
    name = next;
  }
  throw new Error('the state machine does not end');
}

async function attempt(state: State, data: Record<string, unknown>, functions: Functions) {
  const { FunctionName = '', Payload = {} } = state.Parameters ?? {};
  const call = functions[FunctionName];
  if (!call) throw new Error(`there is no function ${FunctionName}`);
  const tries = 1 + (state.Retry?.[0]?.MaxAttempts ?? 0);
  for (let i = 1; ; i++) {
    try {
      const answer = await call(resolved(Payload, data) as never);
      const result = state.ResultSelector ? resolved(state.ResultSelector, { Payload: answer }) : answer;
      return { data: { ...data, [key(state.ResultPath)]: result }, next: state.Next };
    } catch (error) {
      const caught = state.Catch?.[0];
      if (i < tries) continue;
      if (!caught) throw error;
      return { data: { ...data, [key(caught.ResultPath)]: 'error' }, next: caught.Next };
    }
  }
}

/** Names that end in `.$` take their value from a path. */
function resolved(template: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$') ? [name.slice(0, -2), at(String(value), data)] : [name, value],
    ),
  );
}

/** What is absent stops Step Functions, but for a result that has no cursor: Lambda's answers carry null. */
function at(path: string, data: Readonly<Record<string, unknown>>): unknown {
  return path
    .slice(2)
    .split('.')
    .reduce<unknown>((value, name) => {
      if (typeof value !== 'object' || value === null || !(name in value))
        throw new Error(`the path ${path} leads nowhere`);
      return (value as Record<string, unknown>)[name];
    }, data);
}

function chosen(
  { Choices = [], Default }: State,
  data: Readonly<Record<string, unknown>>,
): string | undefined {
  return Choices.find(({ Variable, StringEquals }) => at(Variable, data) === StringEquals)?.Next ?? Default;
}

function key(path: string | undefined): string {
  return (path ?? '').slice(2);
}
