import { useTranslation } from 'react-i18next';
import { failureOf } from './failure-of.js';
import classes from './order-actions.module.css';

/** What came of an action, said aloud: why not, or what happens now. */
export function Outcome({ error, done }: { error: Error | null; done: string | null }) {
  const { t } = useTranslation();
  const text = error === null ? done : t(failureOf(error));
  return (
    <p className={classes.outcome} role="status" data-failed={error !== null}>
      {text}
    </p>
  );
}
