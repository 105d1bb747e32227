import { Title, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** The first page takes no focus: nobody went anywhere yet. */
let opened = false;

/** The one heading of a page: names the tab and takes the focus when somebody comes from another page, so that a screen reader says where they are. */
export function PageTitle({ children, hidden = false }: { children: string; hidden?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · KaoJai`;
  }, [children]);
  useEffect(() => {
    if (opened) heading.current?.focus({ preventScroll: true });
    opened = true;
  }, []);
  const title = (
    <Title order={1} size="h3" ref={heading} tabIndex={-1}>
      {children}
    </Title>
  );
  return hidden ? <VisuallyHidden component="div">{title}</VisuallyHidden> : title;
}
