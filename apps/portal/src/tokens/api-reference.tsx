import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { openApiQuery } from '../api/tokens.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { OperationDetails } from './operation-details.js';
import { operationsByTag } from './read-operations.js';
import classes from './tokens-page.module.css';

/** The description of the interface, drawn from its OpenAPI document. */
export function ApiReference() {
  const { t } = useTranslation();
  const { data: document, error } = useQuery(openApiQuery);
  return (
    <section className={classes.card} aria-labelledby="api-reference" data-testid="api-reference">
      <Title order={2} id="api-reference">
        {t('tokens.reference')}
      </Title>
      <p>
        {t('tokens.referenceIntro')} <a href="/api/openapi.json">{t('tokens.document')}</a>.{' '}
        {t('tokens.technical')}
      </p>
      <Title order={3}>{t('tokens.example')}</Title>
      <p>{t('tokens.exampleText')}</p>
      <pre className={classes.code} tabIndex={0}>
        {`curl -H 'Authorization: Bearer abg_…' '${window.location.origin}/api/orders?filter=problem'`}
      </pre>
      {error && <ConnectionNotice error={error} />}
      {document === undefined
        ? error === null && <Skeleton height={200} mt="md" />
        : operationsByTag(document).map(({ tag, operations }) => (
            <div key={tag}>
              <Title order={3} className={classes.tag ?? ''} lang="en">
                {tag}
              </Title>
              {operations.map((operation) => (
                <OperationDetails key={operation.operationId} operation={operation} />
              ))}
            </div>
          ))}
    </section>
  );
}
