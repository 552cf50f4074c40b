import { Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createToken, tokensQuery } from '../api/tokens.js';
import { isRefusal } from '../api/request.js';
import { usePageTitle } from '../app/use-page-title.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ShownOnce } from '../ui/shown-once.js';
import { ApiReference } from './api-reference.js';
import { NewTokenForm } from './new-token-form.js';
import { TokenList } from './token-list.js';
import classes from './tokens-page.module.css';

/** API tokens, and below them the description of what they open. */
export function TokensPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error } = useQuery(tokensQuery);
  const creating = useMutation({
    mutationFn: createToken,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  usePageTitle(t('tokens.title'));
  const mayNot = isRefusal(error, 403);
  const created = creating.data;
  return (
    <>
      <Title order={1}>{t('tokens.title')}</Title>
      <p className={classes.intro}>{t('tokens.intro')}</p>
      {error && !mayNot && <ConnectionNotice error={error} readAt={data?.readAt} />}
      {mayNot ? (
        <p>{t('tokens.notAllowed')}</p>
      ) : (
        <>
          {created !== undefined && (
            <ShownOnce
              title={t('tokens.createdTitle', { name: created.view.name })}
              text={t('tokens.createdText')}
              value={created.token}
              name={t('tokens.tokenName')}
              testId="new-token"
            />
          )}
          <NewTokenForm creating={creating} />
          <TokenList answer={data} />
        </>
      )}
      <ApiReference />
    </>
  );
}
