import { Skeleton, Title } from '@mantine/core';
import { IconBan, IconCircleCheck, IconClockOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TokensAnswer, TokenView } from '@abgleich/contracts';
import { revokeToken, tokensQuery } from '../api/tokens.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { refusalText } from '../texts/refusal-text.js';
import { AskFirst } from '../ui/ask-first.js';
import { Badge } from '../ui/badge.js';
import { useRelative } from '../ui/moment.js';
import classes from './tokens-page.module.css';

const STATES = {
  active: { tone: 'green', Icon: IconCircleCheck },
  ended: { tone: 'grey', Icon: IconClockOff },
  revoked: { tone: 'grey', Icon: IconBan },
} as const;
const COLUMNS = ['name', 'state', 'created', 'lastUsed', 'ends', 'action'] as const;

/** Every token with what became of it; the tokens themselves nobody can show any more. */
export function TokenList({ answer }: { answer: TokensAnswer | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: ({ id }: TokenView) => revokeToken(id),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  return (
    <section className={classes.card} aria-labelledby="tokens">
      <Title order={2} id="tokens">
        {t('tokens.listTitle')}
      </Title>
      {answer === undefined && <Skeleton height={80} />}
      {answer?.tokens.length === 0 && <p>{t('tokens.none')}</p>}
      {answer !== undefined && answer.tokens.length > 0 && (
        <table className={classes.table} data-testid="tokens">
          <caption className="visually-hidden">{t('tokens.caption')}</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`tokens.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.tokens.map((token) => (
              <TokenRow
                key={token.id}
                token={token}
                busy={revoking.isPending && revoking.variables.id === token.id}
                onRevoke={() => revoking.mutate(token)}
              />
            ))}
          </tbody>
        </table>
      )}
      <p role="status" className={classes.quiet}>
        {revoking.isSuccess && t('tokens.revoked', { name: revoking.variables.name })}
      </p>
      {revoking.error !== null && (
        <p role="alert" className={classes.failed}>
          {refusalText(revoking.error, t)}
        </p>
      )}
    </section>
  );
}

type RowProps = {
  readonly token: TokenView;
  readonly busy: boolean;
  readonly onRevoke: () => void;
};
function TokenRow({ token, busy, onRevoke }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, role, state, createdAt, createdBy, creatorIsHere, endsAt, lastUsedAt } = token;
  const { tone, Icon } = STATES[state];
  const when = formatMoment(createdAt, language);
  return (
    <tr data-token={name}>
      <th scope="row">
        {name}
        <span className={classes.quiet}>{t(`tokens.role-${role}`)}</span>
      </th>
      <td>
        <Badge tone={tone} icon={<Icon size={14} aria-hidden />}>
          {t(`tokens.state-${state}`)}
        </Badge>
      </td>
      <td data-label={t('tokens.created')}>
        {t('tokens.createdBy', { when, name: createdBy })}
        {!creatorIsHere && state === 'active' && (
          <span className={classes.quiet}>{t('tokens.creatorGone')}</span>
        )}
      </td>
      <td data-label={t('tokens.lastUsed')}>
        {lastUsedAt === null ? t('tokens.neverUsed') : <Used at={lastUsedAt} />}
      </td>
      <td data-label={t('tokens.ends')}>
        {endsAt === null ? t('tokens.endless') : formatMoment(endsAt, language)}
      </td>
      <td>
        {state === 'active' && (
          <AskFirst
            label={t('tokens.revoke')}
            ariaLabel={t('tokens.revokeAria', { name })}
            question={t('tokens.revokeQuestion', { name })}
            busy={busy}
            tone="danger"
            testId="revoke-token"
            onConfirm={onRevoke}
          >
            {t('tokens.revokeExplained')}
          </AskFirst>
        )}
      </td>
    </tr>
  );
}

function Used({ at }: { at: string }) {
  return useRelative(at);
}
