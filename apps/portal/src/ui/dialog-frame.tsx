import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import classes from './dialog-frame.module.css';

type DialogFrameProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly testId: string;
  readonly children: ReactNode;
};

/** A dialog that is open as long as it is shown. The browser's own one keeps the focus inside, gives it back, and closes on Escape. */
export function DialogFrame({ title, onClose, testId, children }: DialogFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={titleId}
      onCancel={(cancelled) => {
        cancelled.preventDefault();
        onClose();
      }}
      data-testid={testId}
    >
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
