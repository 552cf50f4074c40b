import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AUDIT_ACTIONS, AUDIT_ACTORS, AUDIT_SENTENCES, auditQuery } from '@abgleich/contracts';
import type { AuditSearch } from '../api/audit.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from './audit-page.module.css';

/** What of the log is shown. Becomes the address of the page; an empty field does not matter. */
export function AuditFiltersForm({ search }: { search: AuditSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const submit = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const fields = [...new FormData(submitted.currentTarget)].filter(([, value]) => value !== '');
    const { limit: _own, ...chosen } = auditQuery.parse(Object.fromEntries(fields));
    void navigate({ to: '/protokoll', search: chosen });
  };
  const isChosen = Object.entries(search).some(
    ([name, value]) => name !== 'after' && value !== undefined,
  );
  return (
    <form onSubmit={submit} className={classes.filters} aria-label={t('auditLog.filters')}>
      <Choices search={search} />
      <TextInput
        className={classes.search ?? ''}
        label={t('auditLog.search')}
        name="search"
        placeholder={t('auditLog.searchHelp')}
        maxLength={100}
        defaultValue={search.search ?? ''}
      />
      <TextInput
        type="date"
        label={t('auditLog.from')}
        name="from"
        min="2000-01-01"
        max="2199-12-31"
        defaultValue={search.from ?? ''}
      />
      <TextInput
        type="date"
        label={t('auditLog.to')}
        name="to"
        min="2000-01-01"
        max="2199-12-31"
        defaultValue={search.to ?? ''}
      />
      <div className={classes.buttons}>
        <Button type="submit" data-testid="audit-apply">
          {t('auditLog.apply')}
        </Button>
        {isChosen && (
          <Button variant="default" onClick={() => void navigate({ to: '/protokoll', search: {} })}>
            {t('auditLog.clear')}
          </Button>
        )}
      </div>
    </form>
  );
}

function Choices({ search }: { search: AuditSearch }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <NativeSelect
        className={classes.action ?? ''}
        label={t('auditLog.action')}
        name="action"
        defaultValue={search.action ?? ''}
      >
        <option value="">{t('auditLog.allActions')}</option>
        {AUDIT_ACTIONS.map((action) => (
          <option key={action} value={action}>
            {plainSentence(AUDIT_SENTENCES[language][action])}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect label={t('auditLog.actor')} name="actor" defaultValue={search.actor ?? ''}>
        <option value="">{t('auditLog.allActors')}</option>
        {AUDIT_ACTORS.map((actor) => (
          <option key={actor} value={actor}>
            {t(`auditLog.${actor}`)}
          </option>
        ))}
      </NativeSelect>
    </>
  );
}

/** `{{actor}} hat {{target}} eingeladen.` as a choice: `… hat … eingeladen`. */
const plainSentence = (sentence: string): string =>
  sentence
    .split('. ')[0]
    ?.replaceAll(/[„“"]?\{\{\w+\}\}[“”"]?/g, '…')
    .replace(/\.$/, '') ?? sentence;
