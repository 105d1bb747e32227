import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { safeAddress } from './safe-address.ts';

/** A link that somebody else wrote: opens in a tab of its own that knows nothing of this one; text only, if the address is no web address. */
export function SafeLink({ href, children }: { href: string; children: ReactNode }) {
  const address = safeAddress(href);
  if (!address) return <Text span>{children}</Text>;
  return (
    <Anchor href={address} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">
      {children}
    </Anchor>
  );
}
