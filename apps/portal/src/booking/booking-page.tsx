import { Skeleton, Title } from '@mantine/core';
import type { BookingAnswer } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bookingQuery } from '../api/booking.js';
import { usePageTitle } from '../app/use-page-title.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { Badge, type Tone } from '../ui/badge.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';
import { BookingNeeds, needsAreMet } from './booking-needs.js';
import { BookingSteps } from './booking-steps.js';
import { FeeSection } from './fee-section.js';

/** Whether the app is booked, until when, what that means, and what can be done about it. */
export function BookingPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.booking'));
  const { data, error } = useQuery(bookingQuery);
  return (
    <div className={classes.page}>
      <Title order={1}>{t('navigation.booking')}</Title>
      {data !== undefined && (
        <p className={classes.intro}>{t('booking.intro', { days: data.trialDays })}</p>
      )}
      {error !== null && <ConnectionNotice error={error} readAt={data?.readAt} />}
      {data === undefined && error === null && <Skeleton height={220} aria-hidden />}
      {data !== undefined && <Booking booking={data} />}
    </div>
  );
}

const TONES: Readonly<Record<BookingAnswer['state'], Tone>> = {
  none: 'grey',
  trial: 'blue',
  active: 'green',
  cancelled: 'amber',
  expired: 'red',
};
const STOPS = ['calls', 'orders', 'money', 'after'] as const;

function Booking({ booking }: { booking: BookingAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isAdmin = useRole('admin');
  const { state, endsAt, ordersUnderWay } = booking;
  const time = endsAt === null ? '' : formatMoment(endsAt, language);
  return (
    <>
      <section className={classes.card} aria-labelledby="booking-state" data-testid="booking-state">
        <div className={classes.head}>
          <h2 id="booking-state" className={classes.title}>
            {t('booking.stateTitle')}
          </h2>
          <Badge tone={TONES[state]}>{t(`booking.state.${state}`)}</Badge>
        </div>
        <p className={classes.quiet}>{t(`booking.says.${state}`, { time })}</p>
        {isAdmin ? (
          <BookingSteps booking={booking} />
        ) : (
          <p className={classes.quiet}>{t('booking.onlyAdmin')}</p>
        )}
      </section>
      {(!needsAreMet(booking) || !booking.inForce) && <BookingNeeds booking={booking} />}
      <FeeSection booking={booking} />
      <section className={classes.card} aria-labelledby="booking-stops">
        <h2 id="booking-stops" className={classes.title}>
          {t('booking.stopsTitle')}
        </h2>
        <ul className={classes.list}>
          {STOPS.map((one) => (
            <li key={one}>{t(`booking.stops.${one}`)}</li>
          ))}
        </ul>
        <p className={classes.quiet}>{t('booking.underWay', { count: ordersUnderWay })}</p>
      </section>
    </>
  );
}
