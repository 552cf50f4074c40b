import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconInfoCircleFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './note.module.css';

export type NoteTone = 'good' | 'bad' | 'warn' | 'info';
const ICONS = {
  good: IconCircleCheckFilled,
  bad: IconAlertTriangleFilled,
  warn: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
} as const;

/** Something the page has to say: a result, a warning, a hint. New ones are read out. */
export function Note({
  tone,
  title,
  testId,
  children,
}: {
  tone: NoteTone;
  title: string;
  testId?: string;
  children?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div
      className={classes.note}
      data-tone={tone}
      data-testid={testId}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <Icon size={18} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}
