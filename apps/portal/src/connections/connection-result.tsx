import type { ConnectionTest, ConnectionView } from '@abgleich/contracts';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { CopyValue } from '../ui/copy-value.js';
import { ExactMoment } from '../ui/moment.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';

/** A clock that is further off than this may date things wrongly; less is the network. */
const CLOCK_OFF_SECONDS = 60;
type Named = Pick<ConnectionView, 'username' | 'database'>;

/** What a test found, what it means and what to do. */
export function ConnectionResult({ test, of }: { test: ConnectionTest; of: Named }) {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (test.result) {
    case 'passed':
      return (
        <Note tone="good" title={t('connections.result.passed')} testId="test-passed">
          <Clock ahead={test.clockAheadSeconds} />
          <TestedAt at={test.at} />
        </Note>
      );
    case 'lacking':
      return <Lacking test={test} of={of} />;
    case 'failed':
      return (
        <Note
          tone="bad"
          title={t(`connections.cause.${test.cause}.what`)}
          testId={`test-failed-${test.cause}`}
        >
          <p>{t(`connections.cause.${test.cause}.todo`)}</p>
          {test.status !== null && <p>{t('connections.status', { status: test.status })}</p>}
          <TestedAt at={test.at} />
        </Note>
      );
    case 'quiet-window': {
      const time = formatMoment(test.until, language);
      return (
        <Note tone="info" title={t('connections.quietTitle', { time })} testId="test-quiet">
          <p>{t('connections.quiet', { time })}</p>
        </Note>
      );
    }
  }
}

function Clock({ ahead }: { ahead: number | null }) {
  const { t } = useTranslation();
  if (ahead === null || Math.abs(ahead) < CLOCK_OFF_SECONDS) return null;
  return <p>{t('connections.result.clock', { seconds: Math.abs(ahead) })}</p>;
}

function TestedAt({ at }: { at: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.quiet}>
      {t('connections.result.at', { time: '' })}
      <ExactMoment at={at} />
    </p>
  );
}

function Lacking({
  test,
  of,
}: {
  test: Extract<ConnectionTest, { result: 'lacking' }>;
  of: Named;
}) {
  const { t } = useTranslation();
  const procedures = test.lacking.map(({ procedure }) => procedure).join(', ');
  return (
    <Note
      tone="warn"
      title={t('connections.result.lacking', { count: test.lacking.length })}
      testId="test-lacking"
    >
      <table className={classes.table}>
        <caption>{t('connections.lackingCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('connections.lackingProcedure')}</th>
            <th scope="col">{t('connections.lackingFor')}</th>
          </tr>
        </thead>
        <tbody>
          {test.lacking.map(({ procedure, ability }) => (
            <tr key={procedure}>
              <td>
                <code>{procedure}</code>
              </td>
              <td>{t(`connections.ability.${ability}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('connections.lackingTodo')}</p>
      <CopyValue
        value={t('connections.supportText', { ...of, procedures })}
        name={t('connections.supportName')}
      />
      <TestedAt at={test.at} />
    </Note>
  );
}
