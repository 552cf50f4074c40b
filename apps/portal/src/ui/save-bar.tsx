import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './save-bar.module.css';

type SaveBarProps = {
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly label: string;
  readonly onDiscard: () => void;
};

/** Stays in sight while something is not saved, and asks before the page is left. The button submits the form it stands in. */
export function SaveBar({ dirty, busy, label, onDiscard }: SaveBarProps) {
  const { t } = useTranslation();
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm(t('connections.leave')),
    enableBeforeUnload: () => dirty,
  });
  return (
    <div className={classes.bar} data-dirty={dirty}>
      <span className={classes.text} role="status">
        {dirty && t('connections.unsaved')}
      </span>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDiscard} disabled={busy} data-testid="discard">
          {t('connections.cancel')}
        </Button>
        <Button type="submit" loading={busy} data-testid="save">
          {label}
        </Button>
      </div>
    </div>
  );
}
