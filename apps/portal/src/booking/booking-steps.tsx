import type { BookingAnswer } from '@abgleich/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bookingQuery, type BookingStepName, takeBookingStep } from '../api/booking.js';
import { isRefusal } from '../api/request.js';
import { refusalText } from '../connections/connection-error.js';
import { formatAmount } from '../format/amount.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { AskFirst } from '../ui/ask-first.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';
import { needsAreMet } from './booking-needs.js';

/** What may be done about the booking now; each asks first and says what it means. */
export function BookingSteps({ booking }: { booking: BookingAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const step = useMutation({
    mutationFn: (name: BookingStepName) => takeBookingStep(name),
    onSettled: () => client.invalidateQueries({ queryKey: bookingQuery.queryKey }),
  });
  const { steps, trialDays, state } = booking;
  const notReady = !needsAreMet(booking);
  const takesBack = state === 'cancelled';
  return (
    <>
      {step.error !== null && (
        <Note
          tone="bad"
          title={isRefusal(step.error, 409) ? t('booking.changed') : refusalText(t, step.error)}
        />
      )}
      <div className={classes.buttons}>
        {steps.includes('start-trial') && (
          <AskFirst
            label={t('booking.trial')}
            question={t('booking.trialQuestion')}
            variant="filled"
            busy={step.isPending}
            disabled={notReady}
            testId="start-trial"
            onConfirm={() => step.mutate('trial')}
          >
            <p>{t('booking.trialText', { days: trialDays })}</p>
          </AskFirst>
        )}
        {steps.includes('order') && (
          <AskFirst
            label={t(takesBack ? 'booking.orderAgain' : 'booking.order')}
            question={t(takesBack ? 'booking.orderAgainQuestion' : 'booking.orderQuestion')}
            variant={steps.includes('start-trial') ? 'default' : 'filled'}
            busy={step.isPending}
            disabled={notReady}
            testId="order-app"
            onConfirm={() => step.mutate('order')}
          >
            <OrderTerms booking={booking} />
          </AskFirst>
        )}
        {steps.includes('cancel') && (
          <AskFirst
            label={t('booking.cancel')}
            question={t('booking.cancelQuestion')}
            busy={step.isPending}
            testId="cancel-booking"
            onConfirm={() => step.mutate('cancel')}
          >
            <p>{t('booking.cancelText')}</p>
            <p>{t('booking.underWay', { count: booking.ordersUnderWay })}</p>
          </AskFirst>
        )}
      </div>
    </>
  );
}

function OrderTerms({ booking: { fee, state, endsAt } }: { booking: BookingAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <p>{t('booking.orderText')}</p>
      <p>
        {fee.monthly === null
          ? t('booking.noFee')
          : t('booking.orderFee', { amount: formatAmount(fee.monthly, language) })}
      </p>
      {fee.monthly !== null && state === 'trial' && endsAt !== null && (
        <p>{t('booking.orderFeeFrom', { time: formatMoment(endsAt, language) })}</p>
      )}
    </>
  );
}
