import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A form that is there when somebody asks for it. */
export function WithForm({ label, children }: Props) {
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Stack align="flex-start">
      <Button variant="default" aria-expanded={opened} onClick={toggle}>
        {label}
      </Button>
      {opened && children(close)}
    </Stack>
  );
}
