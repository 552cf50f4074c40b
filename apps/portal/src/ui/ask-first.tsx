import { Button } from '@mantine/core';
import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ask-first.module.css';

type AskFirstProps = {
  readonly label: string;
  /** What is asked before anything happens. */
  readonly question: string;
  readonly busy: boolean;
  readonly testId: string;
  readonly variant?: 'default' | 'filled';
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
  /** What will happen. */
  readonly children: ReactNode;
};

/** A button that asks first. The browser's own dialog keeps the focus inside, gives it back, and closes on Escape. */
export function AskFirst({ variant = 'default', disabled = false, ...props }: AskFirstProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  const close = () => dialog.current?.close();
  const confirm = () => {
    close();
    props.onConfirm();
  };
  return (
    <>
      <Button
        variant={variant}
        loading={props.busy}
        disabled={disabled}
        onClick={() => dialog.current?.showModal()}
        data-testid={props.testId}
      >
        {props.label}
      </Button>
      <dialog
        ref={dialog}
        className={classes.dialog}
        aria-labelledby={titleId}
        aria-describedby={textId}
      >
        <h2 id={titleId} className={classes.question}>
          {props.question}
        </h2>
        <div id={textId} className={classes.text}>
          {props.children}
        </div>
        <div className={classes.choices}>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button onClick={confirm} data-testid={`${props.testId}-confirm`}>
            {props.label}
          </Button>
        </div>
      </dialog>
    </>
  );
}
