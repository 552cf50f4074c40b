import { Button } from '@mantine/core';
import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ask-first.module.css';

type AskFirstProps = {
  /** On the button, and on the button that means it. */
  readonly label: string;
  /** For screen readers where several buttons of one page say the same. */
  readonly ariaLabel?: string;
  readonly icon?: ReactNode;
  /** Names what it is done to. */
  readonly question: string;
  /** What will happen, and what cannot be undone. */
  readonly explanation: string;
  readonly busy: boolean;
  readonly tone?: 'plain' | 'danger';
  readonly testId: string;
  readonly onConfirm: () => void;
};

/** A button that asks before it does something that cannot be taken back. The browser's own dialog keeps the focus inside and gives it back. */
export function AskFirst(props: AskFirstProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  const close = () => dialog.current?.close();
  const confirm = () => {
    close();
    props.onConfirm();
  };
  const isDanger = props.tone === 'danger';
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={props.icon}
        loading={props.busy}
        onClick={() => dialog.current?.showModal()}
        aria-label={props.ariaLabel}
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
          <Button
            onClick={confirm}
            {...(isDanger ? { color: 'red.9' } : {})}
            data-testid={`${props.testId}-confirm`}
          >
            {props.label}
          </Button>
        </div>
      </dialog>
    </>
  );
}
