import { connectors } from '../../lambdas/connectors/index.ts';
import type { TourLogin } from './logins.ts';
import { FILE_KINDS, type FileKind } from './sample-files.ts';

/** Which files go which way, as the platform's manifest says. */
export interface FileKinds {
  /** From customers. */
  readonly inbound: readonly FileKind[];
  /** To customers. */
  readonly outbound: readonly FileKind[];
}

export function fileKindsOf({ platform, login }: TourLogin): FileKinds {
  const { manifest } = connectors.find(({ manifest: { id } }) => id === platform) ?? {};
  const limits = manifest?.outbound[manifest.logins[login]?.surface ?? 'main'];
  return {
    inbound: FILE_KINDS.filter((kind) => manifest?.media[kind] === 'copy'),
    outbound: FILE_KINDS.filter((kind) => limits?.[kind] !== undefined),
  };
}

/** The kinds that are missing, in words: `no audio and no file`. Empty when none is. */
export function without(kinds: readonly FileKind[]): string {
  return FILE_KINDS.filter((kind) => !kinds.includes(kind))
    .map((kind) => `no ${kind}`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
}
