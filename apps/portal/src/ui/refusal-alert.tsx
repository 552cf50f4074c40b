import { Alert } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What did not work and what to do about it; read out at once. Nothing while there is nothing to say. */
export function RefusalAlert({ children, testId }: { children: ReactNode; testId: string }) {
  if (children === null) return null;
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangleFilled size={18} aria-hidden />}
      styles={{ message: { color: 'var(--ink)' } }}
      data-testid={testId}
    >
      {children}
    </Alert>
  );
}
