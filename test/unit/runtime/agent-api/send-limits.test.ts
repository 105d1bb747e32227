import { connectors } from '../../../../lambdas/connectors/index.ts';
import { connection } from '../../../../lambdas/runtime/agent-api/schemas.ts';
import { sendLimitsOf } from '../../../../lambdas/runtime/agent-api/send-limits.ts';
import { connectionToWire } from '../../../../lambdas/runtime/agent-api/wire.ts';
import { aConnection } from '../../../support/fakes.ts';

const KINDS = ['text', 'image', 'video', 'audio', 'file'] as const;
const surfaces = connectors.flatMap(({ manifest }) =>
  manifest.surfaces.map((surface) => ({
    platform: manifest.id,
    surface,
    outbound: manifest.outbound[surface],
  })),
);

describe('what a connection says may be sent', () => {
  it.each(surfaces)(
    'is what the manifest of $platform says of $surface, and no more',
    ({ platform, surface, outbound }) => {
      const wire = connectionToWire(aConnection({ platform, surface }));
      const kinds = KINDS.filter((kind) => outbound?.[kind] !== undefined);
      expect(Object.keys(wire.limits ?? {})).toEqual(kinds);
      for (const kind of kinds) expect(wire.limits?.[kind]).toEqual(outbound?.[kind]);
      expect(connection.safeParse(wire).success).toBe(true);
    },
  );

  it('is nothing where the platform, or that product of it, can only be read', () => {
    const readOnly = connectors.map(({ messaging: _messaging, ...rest }) => rest);
    expect(sendLimitsOf({ platform: 'line', surface: 'main' }, readOnly)).toEqual({});
    expect(sendLimitsOf({ platform: 'line', surface: 'other' })).toEqual({});
    expect(sendLimitsOf({ platform: 'none', surface: 'main' })).toEqual({});
  });
});
