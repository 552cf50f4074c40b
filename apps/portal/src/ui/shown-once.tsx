import { useEffect, useRef, type ReactNode } from 'react';
import { CopyValue } from './copy-value.js';
import classes from './shown-once.module.css';

type ShownOnceProps = {
  readonly title: string;
  /** Why it is shown only now, and what to do with it. */
  readonly text: string;
  readonly value: string;
  /** What it is, for the button that copies it. */
  readonly name: string;
  readonly testId: string;
  readonly children?: ReactNode;
};

/** A secret that nobody will see again. Takes the focus, so that nobody misses it. */
export function ShownOnce({ title, text, value, name, testId, children }: ShownOnceProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [value]);
  return (
    <div ref={box} tabIndex={-1} role="status" className={classes.box}>
      <h2 className={classes.title}>{title}</h2>
      <p style={{ margin: 0 }}>{text}</p>
      <div className={classes.value} data-testid={testId}>
        <CopyValue value={value} name={name} />
      </div>
      {children !== undefined && <div className={classes.more}>{children}</div>}
    </div>
  );
}
