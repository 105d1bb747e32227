import { type RefObject, useEffect, useRef } from 'react';

interface Ends {
  readonly isAtEnd: () => boolean;
  readonly scrollToEnd: () => void;
}

/** Whoever is at the end stays there when the place gets smaller: the field below grows, a keyboard comes up. */
export function useAtEnd(scroller: RefObject<HTMLElement | null>, ends: Ends): void {
  const latest = useRef(ends);
  latest.current = ends;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let isAtEnd = true;
    const onScroll = () => {
      isAtEnd = latest.current.isAtEnd();
    };
    const observer = new ResizeObserver(() => isAtEnd && latest.current.scrollToEnd());
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
}
