import { useQuery } from '@tanstack/react-query';
import { bookingQuery } from '../api/booking.js';
import { setupCheckQuery } from '../api/setup-check.js';

/** The way from an empty organisation to its first order, each step after those that it needs. */
const FIRST_STEPS = [
  { name: 'connection', to: '/pixi-api' },
  { name: 'mail', to: '/e-mail' },
  { name: 'booking', to: '/app-buchen' },
  { name: 'configuration', to: '/konfiguration' },
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number] & {
  readonly done: boolean;
  /** What it is called as far as it is done: an account that is entered is left to be tested. */
  readonly label: (typeof FIRST_STEPS)[number]['name'] | 'mailTest';
};

/** The first steps with what is done of them; `null`: not known yet. */
export function useFirstSteps(): readonly FirstStep[] | null {
  const { data: booking } = useQuery(bookingQuery);
  const { data: setup } = useQuery(setupCheckQuery);
  if (booking === undefined || setup === undefined) return null;
  const done = {
    connection: booking.needs.connection,
    mail: booking.needs.mailAccount === 'accepted',
    booking: booking.state !== 'none',
    configuration: setup.configurations.length > 0,
  };
  const isEntered = booking.needs.mailAccount !== 'missing';
  return FIRST_STEPS.map((step) => ({
    ...step,
    done: done[step.name],
    label: step.name === 'mail' && isEntered && !done.mail ? 'mailTest' : step.name,
  }));
}
