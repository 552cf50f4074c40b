import type { LinkDelivery } from '@abgleich/contracts';

/** What the last action on the page came to. */
export type Said = {
  readonly error: Error | null;
  readonly done: string | null;
  readonly link: LinkDelivery | null;
};
export const NOTHING_SAID: Said = { error: null, done: null, link: null };

/** Tells the page, which says it in one place above the tables. */
export type Say = (change: Partial<Said>) => void;
