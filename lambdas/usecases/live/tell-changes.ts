import { frameFor, type LiveChange } from '../../domain/live-change.ts';
import { type LiveDeps, tellSocket } from './live-deps.ts';

/**
 * Tells each open socket what of the changes its browser shows, in one message. Sockets are asked for anew each time: one that was opened before a
 * change is told of it, so that a browser that reads after its socket is open misses nothing.
 * @throws Unavailable; telling again does no harm
 */
export async function tellChanges(deps: LiveDeps, changes: readonly LiveChange[]): Promise<void> {
  const byWorkspace = Map.groupBy(changes, ({ workspaceId }) => workspaceId);
  const told = await Promise.allSettled(
    [...byWorkspace].map(([workspaceId, own]) => tellWorkspace(deps, workspaceId, own)),
  );
  // The others have been told by then.
  for (const one of told) if (one.status === 'rejected') throw one.reason;
}

async function tellWorkspace(
  deps: LiveDeps,
  workspaceId: string,
  changes: readonly LiveChange[],
): Promise<void> {
  const sockets = await deps.sockets.of(workspaceId);
  const told = await Promise.allSettled(
    sockets.map(async (socket) => {
      const frame = frameFor(socket.view, changes, deps.clock.now());
      if (frame !== null) await tellSocket(deps, socket, frame);
    }),
  );
  for (const one of told) if (one.status === 'rejected') throw one.reason;
}
