import type { Operation } from '../operation.js';

/** Documents that name no credit note: the whole order, or what is left of it. */
const OWN_WORD = /^(order|rest)(-\d+)?(\/|$)/;

/** An effect for cancelled goods rather than for a credit note. */
export const isForCancellation = ({ document }: Operation): boolean => OWN_WORD.test(document);

/** An effect for `base` (a credit note, `order` or `rest`), whichever part or repetition of it. */
export function isFor({ document }: Operation, base: string): boolean {
  if (document === base || document.startsWith(`${base}/`)) return true;
  return OWN_WORD.exec(document)?.[1] === base;
}

/** More repetitions of one purpose than this on one order are no history any more. */
const REPEATS_MAX = 50;

/**
 * The name of an effect for `base`, or for its part on one charge: the first that is not done yet, so that one that was refused or
 * got no answer is taken up under its own name. `rest`, `rest-2`; `rest/s-chg-1`; `DEM22`, `DEM22/2`; `DEM22/s-chg-1`.
 */
export function nextDocument(
  base: string,
  part: string | null,
  operations: readonly Operation[],
): string {
  const done = new Set(
    operations.filter(({ status }) => status === 'done').map(({ document }) => document),
  );
  for (let count = 1; count < REPEATS_MAX; count += 1) {
    const name = documentName({ base, part, count });
    if (!done.has(name)) return name;
  }
  return documentName({ base, part, count: REPEATS_MAX });
}

type Naming = { readonly base: string; readonly part: string | null; readonly count: number };

function documentName({ base, part, count }: Naming): string {
  const parts = part === null ? '' : `/${part}`;
  if (count === 1) return `${base}${parts}`;
  return OWN_WORD.test(base) ? `${base}-${count}${parts}` : `${base}${parts}/${count}`;
}
