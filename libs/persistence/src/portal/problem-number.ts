import { PROBLEM_CATALOG, type ProblemEntry } from '@abgleich/domain';

const entries: Readonly<Record<string, ProblemEntry | undefined>> = PROBLEM_CATALOG;

/** The short number people quote to support. A code that a newer version wrote shows as `–`. */
export function problemNumber(code: string): string {
  return Object.hasOwn(entries, code) ? (entries[code]?.number ?? '–') : '–';
}
