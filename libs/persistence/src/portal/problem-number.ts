import { PROBLEM_CODES } from '@abgleich/domain';

/** The short number people quote to support. Unknown codes (written by a newer version) show as `–`. */
export function problemNumber(code: string): string {
  const index = (PROBLEM_CODES as readonly string[]).indexOf(code);
  return index < 0 ? '–' : String(1000 + index);
}
