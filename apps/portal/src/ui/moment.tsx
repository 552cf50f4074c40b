import { useTranslation } from 'react-i18next';
import { formatMoment, formatRelative } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { useNow } from './use-now.js';

/** "vor 3 Minuten" as text; the exact moment as title and for machines. */
export function useRelative(iso: string): string {
  const { t } = useTranslation();
  const language = useLanguage();
  return formatRelative(iso, useNow(), language) ?? t('app.justNow');
}

export function RelativeMoment({ at }: { at: string }) {
  const language = useLanguage();
  const text = useRelative(at);
  return (
    <time dateTime={at} title={formatMoment(at, language, 'precise')}>
      {text}
    </time>
  );
}

/** The exact moment as text. */
export function ExactMoment({ at, style = 'moment' }: { at: string; style?: 'moment' | 'clock' }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={formatMoment(at, language, 'precise')}>
      {formatMoment(at, language, style)}
    </time>
  );
}
