import { useTranslation } from 'react-i18next';
import { formatAmount, type Amount } from '../format/amount.js';
import { useLanguage } from '../i18n/use-language.js';

/** An amount in figures of equal width, so that columns line up. */
export function AmountText({ value }: { value: Amount | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {value === null ? t('app.none') : formatAmount(value, language)}
    </span>
  );
}
