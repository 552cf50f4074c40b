import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import type { BookingAnswer } from '@abgleich/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../ui/set-up.module.css';

/** Whether everything is there that the app needs before it is booked. */
export const needsAreMet = ({ needs }: BookingAnswer): boolean =>
  needs.connection && needs.mailAccount === 'accepted';

/** What is needed before the app is booked, each with the way there. */
export function BookingNeeds({ booking: { needs } }: { booking: BookingAnswer }) {
  const { t } = useTranslation();
  const mail = needs.mailAccount;
  return (
    <section className={classes.card} aria-labelledby="booking-needs" data-testid="needs">
      <h2 id="booking-needs" className={classes.title}>
        {t('booking.needsTitle')}
      </h2>
      <Need
        text={t('booking.needConnection')}
        met={needs.connection}
        state={t(needs.connection ? 'booking.done' : 'booking.missing')}
        to="/pixi-api"
        link={t('booking.toConnections')}
      />
      <Need
        text={t('booking.needMail')}
        met={mail === 'accepted'}
        state={t(
          mail === 'accepted'
            ? 'booking.done'
            : mail === 'untested'
              ? 'booking.untested'
              : 'booking.missing',
        )}
        to="/e-mail"
        link={t('booking.toMail')}
      />
    </section>
  );
}

type NeedProps = {
  readonly text: string;
  readonly met: boolean;
  readonly state: string;
  readonly to: '/pixi-api' | '/e-mail';
  readonly link: string;
};

function Need({ text, met, state, to, link }: NeedProps) {
  const Icon = met ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <div className={classes.head}>
      <Icon size={18} aria-hidden color={met ? 'var(--green)' : 'var(--amber)'} />
      <span>
        {text}: <strong>{state}</strong>
      </span>
      {!met && <Link to={to}>{link}</Link>}
    </div>
  );
}
