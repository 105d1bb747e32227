import {
  type PlatformSandbox,
  type SandboxAction,
  type SandboxAnswer,
  SandboxProblem,
  type SandboxRequest,
} from './platform-sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** Stands in the place of a host. */
export const CONTROL = '_control';

export interface Controlled extends Pick<Sandbox, 'act' | 'addFault' | 'setAhead' | 'calls'> {
  readonly platforms: readonly PlatformSandbox[];
}

/**
 * `GET /_control` names the platforms, `POST /_control/{platform}` takes a `SandboxAction`, `POST /_control/faults` a `SandboxFault`,
 * `POST /_control/clock` how far the platforms' clocks are ahead (`{"aheadMs"}`), `GET /_control/calls` shows the calls that were made.
 */
export async function control(
  controlled: Controlled,
  { path, body }: SandboxRequest,
): Promise<SandboxAnswer> {
  const name = path.slice(1);
  if (name === '') return { status: 200, body: { platforms: controlled.platforms.map((p) => p.name) } };
  if (name === 'calls') return { status: 200, body: controlled.calls };
  try {
    return { status: 200, body: { result: (await act(controlled, name, body)) ?? null } };
  } catch (error) {
    if (!(error instanceof SandboxProblem)) throw error;
    return { status: 400, body: { error: error.message } };
  }
}

async function act(controlled: Controlled, name: string, body: Buffer): Promise<unknown> {
  const input: unknown = JSON.parse(body.toString('utf8') || 'null');
  if (name === 'faults') return controlled.addFault(input as Parameters<Sandbox['addFault']>[0]);
  if (name === 'clock') return controlled.setAhead((input as { aheadMs: number }).aheadMs);
  return controlled.act(name, input as SandboxAction);
}
