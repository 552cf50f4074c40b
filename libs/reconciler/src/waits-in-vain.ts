import type { Operation, OrderFile } from '@abgleich/domain';
import { TAKING } from './may-concern.js';
import { waitOf } from './waits.js';

/**
 * Whether what is to be given back waits for something that happened while it was judged: a capture, a shipment notice or a settlement
 * ended since `before` was read. Whoever ends a settlement wakes those who wait (see `noteSettlement`), but only a wait that is
 * stored already. So both look for each other after they have written, and whoever writes last finds the other.
 */
export function waitsInVain(before: OrderFile | undefined, now: OrderFile | undefined): boolean {
  if (waitOf(now, 'cancel-return') === null) return false;
  const known = new Set(endedOf(before));
  return endedOf(now).some((one) => !known.has(one));
}

const endedOf = (file: OrderFile | undefined): readonly string[] =>
  (file?.operations ?? []).filter(isEnded).map(({ key, attempt }) => `${key}#${attempt}`);

const isEnded = ({ kind, status }: Operation): boolean =>
  TAKING.includes(kind) && status !== 'open' && status !== 'pending';
