import { Button } from '@mantine/core';
import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './order-actions.module.css';

type ConfirmButtonProps = {
  readonly label: string;
  readonly icon: ReactNode;
  /** What is asked before anything happens; it names the order. */
  readonly question: string;
  /** What will happen, and what will not. */
  readonly explanation: string;
  readonly busy: boolean;
  readonly testId: string;
  readonly onConfirm: () => void;
};

/** A button that asks first. The browser's own dialog keeps the focus inside, gives it back, and closes on Escape. */
export function ConfirmButton(props: ConfirmButtonProps) {
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
        variant="default"
        size="xs"
        leftSection={props.icon}
        loading={props.busy}
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
        <p id={textId}>{props.explanation}</p>
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
