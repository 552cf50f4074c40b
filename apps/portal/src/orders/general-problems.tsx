import type { GeneralProblem } from '@abgleich/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import { problemText } from '../texts/problem-text.js';
import { Mark } from '../ui/mark.js';
import { RelativeMoment } from '../ui/moment.js';
import classes from './general-problems.module.css';

/** What is wrong with a connection or a configuration as a whole. It may hold up many orders, so it stands above them. */
export function GeneralProblems({ problems }: { problems: readonly GeneralProblem[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (problems.length === 0) return null;
  return (
    <section aria-label={t('orders.general')} className={classes.list} data-testid="general">
      {problems.map((problem) => {
        const { what, means, todo } = problemText(problem, language);
        const subject = [problem.connectionName, problem.document].filter(Boolean).join(' · ');
        return (
          <article key={problem.id} className={classes.item} data-severity={problem.severity}>
            <Mark kind={problem.severity} />
            <div>
              <h2 className={classes.what}>{what}</h2>
              <p>
                {means} {todo}
              </p>
              <p className={classes.foot}>
                {subject} · {t('errorPage.number', { number: problem.number })} ·{' '}
                <RelativeMoment at={problem.raisedAt} />
              </p>
            </div>
          </article>
        );
      })}
    </section>
  );
}
