import { useMemo } from 'react';
import { SafeLink } from '../../ui/SafeLink.tsx';
import { tokensOf } from './linkify.ts';
import classes from './Timeline.module.css';

/** What somebody wrote: text, with web addresses as links. Never markup. */
export function RichText({ text }: { text: string }) {
  const tokens = useMemo(() => tokensOf(text), [text]);
  return (
    <bdi className={classes.words}>
      {tokens.map((token, i) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the same text has the same tokens.
        if (token.kind === 'text') return <span key={i}>{token.text}</span>;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <SafeLink key={i} href={token.href}>
            {token.text}
          </SafeLink>
        );
      })}
    </bdi>
  );
}
