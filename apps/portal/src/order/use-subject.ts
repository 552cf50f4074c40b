import type { OrderRow } from '@abgleich/contracts';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../format/amount.js';
import { useLanguage } from '../i18n/use-language.js';

/** Which order somebody is about to act on, with its amount where that is known. */
export function useSubject({ orderNumber: number, total }: OrderRow): string {
  const { t } = useTranslation();
  const language = useLanguage();
  if (total === null) return t('order.title', { number });
  return t('order.subject', { number, amount: formatAmount(total, language) });
}
