import { useTranslation } from 'react-i18next';
import classes from './people.module.css';
import { refusalText } from './refusal-text.js';

/** What became of the last action; read out when it changes. */
export function Outcome({ error, done }: { error: Error | null; done: string | null }) {
  const { t } = useTranslation();
  return (
    <p className={classes.status} role="status" data-failed={error !== null} data-testid="outcome">
      {error === null ? done : refusalText(error, t)}
    </p>
  );
}
