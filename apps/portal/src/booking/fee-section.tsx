import type { BookingAnswer, FeeRecordView } from '@abgleich/contracts';
import type { FeePayment } from '@abgleich/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bookingQuery, chooseFeePayment, feeRecordsQuery } from '../api/booking.js';
import { formatAmount } from '../format/amount.js';
import { formatMoment } from '../format/moment.js';
import { localeOf } from '../format/locale.js';
import { useLanguage } from '../i18n/use-language.js';
import { AskFirst } from '../ui/ask-first.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';

/** What the app costs, how it is paid, and the months that were charged. */
export function FeeSection({ booking: { fee } }: { booking: BookingAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isAdmin = useRole('admin');
  const { monthly, from, directDebit } = fee;
  return (
    <section className={classes.card} aria-labelledby="booking-fee" data-testid="fee">
      <h2 id="booking-fee" className={classes.title}>
        {t('booking.feeTitle')}
      </h2>
      {monthly === null ? (
        <p className={classes.quiet}>{t('booking.noFee')}</p>
      ) : (
        <>
          <p className={classes.quiet}>
            {t('booking.fee', { amount: formatAmount(monthly, language) })}.{' '}
            {from !== null && t('booking.feeFrom', { time: formatMoment(from, language) })}
          </p>
          <dl className={classes.facts}>
            <dt>{t('booking.payment')}</dt>
            <dd data-testid="fee-payment">
              {t(fee.payment === 'card' ? 'booking.paymentCard' : 'booking.paymentDebit')}
            </dd>
          </dl>
          {directDebit === 'asked' && <p>{t('booking.debitAsked')}</p>}
          {isAdmin && <PaymentChoice fee={fee} />}
        </>
      )}
      {isAdmin && <Records />}
    </section>
  );
}

function PaymentChoice({ fee: { payment, directDebit } }: Pick<BookingAnswer, 'fee'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const choosing = useMutation({
    mutationFn: (wanted: FeePayment) => chooseFeePayment(wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: bookingQuery.queryKey }),
  });
  const isCard = payment === 'card' && directDebit !== 'asked';
  const key = isCard ? 'askDebit' : 'backToCard';
  return (
    <div className={classes.buttons}>
      <AskFirst
        label={t(`booking.${key}`)}
        question={t(`booking.${key}Question`)}
        busy={choosing.isPending}
        testId="choose-payment"
        onConfirm={() => choosing.mutate(isCard ? 'direct-debit' : 'card')}
      >
        <p>{t(`booking.${key}Text`)}</p>
      </AskFirst>
    </div>
  );
}

function Records() {
  const { t } = useTranslation();
  const { data } = useQuery(feeRecordsQuery);
  if (data === undefined) return null;
  if (data.records.length === 0)
    return <p className={classes.quiet}>{t('booking.recordsEmpty')}</p>;
  return (
    <table className={classes.table} data-testid="fee-records">
      <caption>{t('booking.records')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('booking.number')}</th>
          <th scope="col">{t('booking.month')}</th>
          <th scope="col">{t('booking.amount')}</th>
          <th scope="col">{t('booking.recordState')}</th>
        </tr>
      </thead>
      <tbody>
        {data.records.map((record) => (
          <Row key={record.number} record={record} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ record }: { record: FeeRecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const day = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' });
  const text = (iso: string) => day.format(new Date(`${iso}T00:00:00Z`)); // a day has no zone
  return (
    <tr>
      <td>{record.number}</td>
      <td>
        {text(record.from)} – {text(record.until)}
      </td>
      <td>{formatAmount(record.amount, language)}</td>
      <td>{t(record.state === 'paid' ? 'booking.paid' : 'booking.open')}</td>
    </tr>
  );
}
