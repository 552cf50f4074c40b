import { createHash } from 'node:crypto';
import type { VirtualTime } from './virtual-time.js';

export type Violation = { readonly rule: string; readonly detail: string };

/** What happened, line by line, and what must not have. */
export class HistoryLog {
  readonly lines: string[] = [];
  readonly violations: Violation[] = [];
  readonly #began: number;

  constructor(readonly time: VirtualTime) {
    this.#began = time.now();
  }

  add(text: string): void {
    const seconds = (this.time.now() - this.#began) / 1_000;
    this.lines.push(`${seconds.toFixed(1).padStart(8)} ${text}`);
  }

  violate(rule: string, detail: string): void {
    this.add(`VIOLATION ${rule}: ${detail}`);
    this.violations.push({ rule, detail });
  }

  /** Two runs are the same when their hashes are. */
  hash = (): string => createHash('sha256').update(this.lines.join('\n')).digest('hex');

  /** The lines without the dull ones: reads that went well, and what the lists answered. */
  shortened = (linesMax: number): string =>
    this.lines
      .filter((line) => !/\.(queue|invoices|payment|header|invoice) .* done$/.test(line))
      .slice(-linesMax)
      .join('\n');
}
