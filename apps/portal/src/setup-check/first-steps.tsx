import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import setUp from '../ui/set-up.module.css';
import classes from './first-steps.module.css';
import { useFirstSteps } from './use-first-steps.js';

/** What leads from an empty organisation to its first order, with what is done of it. Nothing once all is done. */
export function FirstSteps() {
  const { t } = useTranslation();
  const steps = useFirstSteps();
  const next = steps?.find(({ done }) => !done);
  if (!steps || next === undefined) return null;
  return (
    <section className={setUp.card} aria-labelledby="first-steps" data-testid="first-steps">
      <h2 id="first-steps" className={setUp.title}>
        {t('setupCheck.first.title')}
      </h2>
      <ol className={classes.steps}>
        {steps.map(({ name, to, done, label }) => {
          const Icon = done ? IconCircleCheckFilled : IconCircleDashed;
          return (
            <li key={name} data-testid={`first-${name}`} data-done={done}>
              <Icon size={20} aria-hidden color={done ? 'var(--green)' : 'var(--amber)'} />
              <div>
                <Link to={to} className={classes.name}>
                  {t(`setupCheck.first.${label}`)}
                </Link>
                <p className={setUp.quiet}>
                  {done ? t('setupCheck.first.done') : t(`setupCheck.first.${name}Help`)}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
