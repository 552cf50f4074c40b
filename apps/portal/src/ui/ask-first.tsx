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
  /** What is asked before anything happens; names what it is done to. */
  readonly question: string;
  /** What will happen, and what cannot be undone. */
  readonly children: ReactNode;
  readonly busy: boolean;
  readonly tone?: 'plain' | 'danger';
  readonly variant?: 'default' | 'filled';
  readonly disabled?: boolean;
  readonly size?: 'xs' | 'sm';
  readonly testId: string;
  readonly onConfirm: () => void;
};

/** A button that asks first. The browser's own dialog keeps the focus inside, gives it back, and closes on Escape. */
export function AskFirst({
  variant = 'default',
  disabled = false,
  size = 'sm',
  ...props
}: AskFirstProps) {
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
        size={size}
        leftSection={props.icon}
        loading={props.busy}
        disabled={disabled}
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
        <div id={textId} className={classes.text}>
          {props.children}
        </div>
        <div className={classes.choices}>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button
            onClick={confirm}
            {...(props.tone === 'danger' ? { color: 'red.9' } : {})}
            data-testid={`${props.testId}-confirm`}
          >
            {props.label}
          </Button>
        </div>
      </dialog>
    </>
  );
}
