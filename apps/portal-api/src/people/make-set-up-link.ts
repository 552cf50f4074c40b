import type { Clock } from '@abgleich/domain';
import type { PortalStore } from '@abgleich/persistence';
import { newOneTimeToken, oneTimeLink } from './one-time-link.js';

export type SetUpParts = {
  readonly store: Pick<PortalStore, 'people'>;
  readonly clock: Clock;
  /** Where the portal is reached: `https://abgleich.example`. */
  readonly origin: string;
};

/** A new set-up link as long as nobody can sign in; the one before ends. `null`: there are users, so none is needed. */
export async function makeSetUpLink({ store, clock, origin }: SetUpParts): Promise<string | null> {
  const token = newOneTimeToken();
  const made = await store.people.setUp.renew(token, clock.now());
  return made ? oneTimeLink(origin, 'setUp', token) : null;
}
