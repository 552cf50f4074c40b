import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './configurations.module.css';

/** Orders that were processed with the configuration and are not finished: they meet the new values. Nothing where there are none. */
export function InFlightNotice({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <div className={classes.warning} data-testid="in-flight">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{t('configurations.form.inFlightTitle')}</strong>
        <p>{t('configurations.form.inFlight', { count })}</p>
      </div>
    </div>
  );
}
