import type { ReactNode } from 'react';
import classes from './badge.module.css';

export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red';

/** A word for a state. The word says it; the colour only helps to find it. */
export function Badge({
  tone,
  icon,
  children,
  title,
}: {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span className={classes.badge} data-tone={tone} title={title}>
      {icon}
      {children}
    </span>
  );
}
