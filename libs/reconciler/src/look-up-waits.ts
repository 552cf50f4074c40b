import type { Operation } from '@abgleich/domain';
import { isAtProvider } from './note-money.js';

/**
 * So many looks at the ERP: its web server ends a request after two minutes, and the third look comes later than that. What
 * comes true after it was given up would cross its own repetition, or the opposite that was decided since.
 */
const LOOKS_AT_ERP = 3;

/**
 * After so many fruitless looks an effect counts as not executed. Money at the provider and bookings only after the last wait, another
 * step in the ERP once the ERP has given it up.
 */
export function looksBeforeGivenUp(kind: Operation['kind'], waitsMs: readonly number[]): number {
  const canDouble = isAtProvider(kind) || kind === 'booking';
  return canDouble ? waitsMs.length : Math.min(LOOKS_AT_ERP, waitsMs.length);
}
