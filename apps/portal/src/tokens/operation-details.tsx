import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeSchema } from '@abgleich/contracts';
import type { Operation } from './read-operations.js';
import classes from './tokens-page.module.css';

/** One operation; what it takes and answers unfolds below it. */
export function OperationDetails({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { method, path, summary } = operation;
  const least = operation['x-least-role'];
  return (
    <details
      className={classes.operation}
      onToggle={(toggled) => setOpened(toggled.currentTarget.open)}
      data-testid={`operation-${operation.operationId}`}
    >
      <summary>
        <span className={classes.method}>{method}</span>
        <span className={classes.path}>{path}</span>
        <span className={classes.summary} lang="en">
          {summary}
        </span>
      </summary>
      {opened && (
        <div className={classes.inner}>
          <p className={classes.quiet}>
            {least === 'public' ? t('tokens.open') : t('tokens.least', { role: least })}
            {least !== 'public' &&
              ` · ${t(operation['x-with-token'] ? 'tokens.withToken' : 'tokens.withoutToken')}`}
          </p>
          <Parameters operation={operation} />
          <Body operation={operation} />
          <Answers operation={operation} />
        </div>
      )}
    </details>
  );
}

function Parameters({ operation: { parameters } }: { operation: Operation }) {
  const { t } = useTranslation();
  if (parameters.length === 0) return null;
  return (
    <>
      <h4>{t('tokens.parameters')}</h4>
      <table className={classes.table}>
        <caption className="visually-hidden">{t('tokens.parameters')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('tokens.parameter')}</th>
            <th scope="col">{t('tokens.place')}</th>
            <th scope="col">{t('tokens.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, in: place, required, schema }) => (
            <tr key={`${place} ${name}`}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{place}</td>
              <td>
                {describeSchema(schema)}
                {required && ` · ${t('tokens.required')}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Body({ operation: { requestBody } }: { operation: Operation }) {
  const { t } = useTranslation();
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  if (schema === undefined) return null;
  return (
    <>
      <h4>{t('tokens.body')}</h4>
      <Code text={describeSchema(schema)} />
    </>
  );
}

function Answers({ operation: { responses } }: { operation: Operation }) {
  const { t } = useTranslation();
  const all = Object.entries(responses);
  const done = all.filter(([status]) => status.startsWith('2'));
  const refused = all.filter(([status]) => !status.startsWith('2'));
  return (
    <>
      {done.map(([status, { content }]) => {
        const [type, one] = Object.entries(content ?? {})[0] ?? [];
        return (
          <div key={status}>
            <h4>
              {t('tokens.answer', { status })} {type ?? t('tokens.noContent')}
            </h4>
            {one !== undefined && <Code text={describeSchema(one.schema)} />}
          </div>
        );
      })}
      <h4>{t('tokens.refusals')}</h4>
      <ul lang="en">
        {refused.map(([status, { description }]) => (
          <li key={status}>
            <strong>{status}</strong> {description}
          </li>
        ))}
      </ul>
    </>
  );
}

function Code({ text }: { text: string }) {
  return (
    <pre className={classes.code} tabIndex={0}>
      {text}
    </pre>
  );
}
