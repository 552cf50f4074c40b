import { FAULT_CATALOG, type FaultEntry, type Language, type ThreeTexts } from '@abgleich/domain';

const entries: Readonly<Record<string, FaultEntry | undefined>> = FAULT_CATALOG;

export type DescribedFault = { readonly code: string; readonly number: string } & Readonly<
  Record<Language, ThreeTexts>
>;

/** Number and words of a fault; a code that a newer notifier wrote is told as a fault of our own. */
export function describeMailFault(code: string): DescribedFault {
  const known = Object.hasOwn(entries, code) ? entries[code] : undefined;
  const { number, de, en } = known ?? FAULT_CATALOG['platform.bug'];
  return { code, number, de, en };
}
