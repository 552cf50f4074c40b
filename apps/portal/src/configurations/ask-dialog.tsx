import { Button } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import classes from './configurations.module.css';

type AskDialogProps = {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  readonly busy?: boolean;
  readonly testId: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Asks once before something happens. The browser's own dialog keeps the focus inside, gives it back, and closes on Escape. */
export function AskDialog(props: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { opened } = props;
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === opened) return;
    if (opened) element.showModal();
    else element.close();
  }, [opened]);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault(); // the state decides, not the browser
        props.onNo();
      }}
      data-testid={props.testId}
    >
      {opened && (
        <>
          <h2 id={titleId} className={classes.dialogTitle}>
            {props.title}
          </h2>
          <div className={classes.dialogText}>{props.children}</div>
          <div className={classes.choices}>
            <Button variant="default" onClick={props.onNo} data-testid={`${props.testId}-no`}>
              {props.no}
            </Button>
            <Button
              onClick={props.onYes}
              loading={props.busy ?? false}
              data-testid={`${props.testId}-yes`}
            >
              {props.yes}
            </Button>
          </div>
        </>
      )}
    </dialog>
  );
}
