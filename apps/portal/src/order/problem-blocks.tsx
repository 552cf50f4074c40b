import { useTranslation } from 'react-i18next';
import type { OrderDetail, OrderRow, ProblemView } from '@abgleich/contracts';
import { useLanguage } from '../i18n/use-language.js';
import { problemText } from '../texts/problem-text.js';
import { Mark } from '../ui/mark.js';
import { useRelative } from '../ui/moment.js';
import { ResolveAction } from './order-actions.js';
import classes from './problem-blocks.module.css';

/** Every open problem: what happened, what it means, what to do. Errors come first, as the server sends them. */
export function ProblemBlocks({ detail: { order, problems } }: { detail: OrderDetail }) {
  const open = problems.filter((problem) => problem.resolvedAt === null);
  return open.map((problem) => <ProblemBlock key={problem.id} order={order} problem={problem} />);
}

function ProblemBlock({ order, problem }: { order: OrderRow; problem: ProblemView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = problemText(problem, language);
  const since = useRelative(problem.raisedAt);
  const { number, severity } = problem;
  const title = t(severity === 'error' ? 'order.problem' : 'order.notice', { number });
  return (
    <section
      className={classes.block}
      data-severity={severity}
      data-testid={`problem-${problem.code}`}
      aria-label={title}
    >
      <div className={classes.head}>
        <Mark kind={severity} />
        <h2 className={classes.title}>{text.what}</h2>
      </div>
      <dl className={classes.sentences}>
        <div>
          <dt>{t('order.means')}</dt>
          <dd>{text.means}</dd>
        </div>
        <div>
          <dt>{t('order.todo')}</dt>
          <dd className={classes.todo}>{text.todo}</dd>
        </div>
      </dl>
      <p className={classes.foot}>
        {title}
        {problem.document !== null && ` · ${problem.document}`} ·{' '}
        {t('order.raised', { when: since })}
      </p>
      <ResolveAction order={order} problem={problem} />
    </section>
  );
}

/** What was wrong once, small and below. */
export function ResolvedProblems({ problems }: Pick<OrderDetail, 'problems'>) {
  const { t } = useTranslation();
  const resolved = problems.filter((problem) => problem.resolvedAt !== null);
  if (resolved.length === 0) return null;
  return (
    <section className={classes.resolved}>
      <h2 className={classes.resolvedTitle}>{t('order.resolvedTitle')}</h2>
      <ul>
        {resolved.map((problem) => (
          <ResolvedProblem key={problem.id} problem={problem} />
        ))}
      </ul>
    </section>
  );
}

function ResolvedProblem({ problem }: { problem: OrderDetail['problems'][number] }) {
  const { t } = useTranslation();
  const when = useRelative(problem.resolvedAt ?? problem.raisedAt);
  return (
    <li>
      {problemText(problem, useLanguage()).what}{' '}
      <span className={classes.quiet}>
        (
        {problem.resolvedBy === null
          ? t('order.resolvedAt', { when })
          : t('order.resolvedBy', { when, name: problem.resolvedBy })}
        )
      </span>
    </li>
  );
}
