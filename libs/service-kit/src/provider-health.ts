import type { Clock, ForeignCall, Journal, JournalWrite } from '@abgleich/domain';
import type { ConnectionHealth, HealthReport } from '@abgleich/persistence';
import type { Log } from './create-log.js';

/** Nothing came back, or nothing that the provider's interface would say, or it does not know us. Every other refusal is an answer. */
const NO_CONTACT = [
  'unzer.unreachable',
  'unzer.answer-lost',
  'unzer.malformed-answer',
  'unzer.answer-too-large',
  'unzer.keys-rejected',
];
/** Our own pace, or the provider's: neither good nor bad. */
const NEITHER = ['unzer.busy', 'unzer.rate-limited'];

/** What a call to the payment provider says about the contact with it; `null`: nothing. */
export function contactOf({ side, outcome }: ForeignCall): Pick<HealthReport, 'failure'> | null {
  if (side !== 'psp' || NEITHER.includes(outcome)) return null;
  return { failure: NO_CONTACT.includes(outcome) ? { code: outcome, params: {} } : null };
}

/** The journal sees every call to the provider, so it is the one place that knows when it last answered for a connection. */
export function journalWithProviderHealth(
  journal: Journal,
  { health, clock, log }: { health: ConnectionHealth; clock: Clock; log: Log },
): Journal {
  const tell = ({ ref, calls }: JournalWrite): void => {
    const contact = calls?.map(contactOf).findLast((one) => one !== null);
    if (contact === undefined || contact === null) return;
    const { connectionId, organisationId } = ref;
    health
      .report({ connectionId, organisationId, side: 'psp', ...contact, now: clock.now() })
      .catch((fault: unknown) => log.warn({ fault }, 'the contact with Unzer was not noted'));
  };
  return {
    ...journal,
    write: (entry) => {
      tell(entry);
      return journal.write(entry);
    },
    writeSoon: (entry) => {
      tell(entry);
      journal.writeSoon(entry);
    },
  };
}
