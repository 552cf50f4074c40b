import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bookingQuery } from '../api/booking.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from './booking-banner.module.css';

/** Stands above every page while nothing is processed, or soon will not be. Nothing while the app is booked. */
export function BookingBanner() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: booking } = useQuery(bookingQuery);
  if (booking === undefined) return null;
  const { inForce, state, endsAt } = booking;
  if (inForce && state !== 'cancelled') return null;
  const title = inForce
    ? t('booking.bannerEnds', { time: endsAt === null ? '' : formatMoment(endsAt, language) })
    : t('booking.bannerTitle');
  return (
    <div
      className={classes.banner}
      role="status"
      data-testid="booking-banner"
      data-ended={!inForce}
    >
      <IconAlertTriangleFilled size={18} aria-hidden />
      <p>
        <strong>{title}.</strong>{' '}
        {!inForce && t(`booking.banner.${state === 'none' ? 'none' : 'expired'}`)}{' '}
        <Link to="/app-buchen">{t('booking.bannerLink')}</Link>
      </p>
    </div>
  );
}
