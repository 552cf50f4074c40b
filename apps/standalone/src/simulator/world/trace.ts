import { createHash } from 'node:crypto';
import type { VirtualTime } from './virtual-time.js';

export type Violation = { readonly rule: string; readonly detail: string };

/** What happened, line by line, and what must not have. */
export class Trace {
  readonly lines: string[] = [];
  readonly violations: Violation[] = [];
  readonly counts = new Map<string, number>();

  constructor(readonly time: VirtualTime) {}

  add(text: string): void {
    this.lines.push(`${new Date(this.time.now()).toISOString().slice(5, 23)} ${text}`);
  }

  /** The same is told once. */
  violate(rule: string, detail: string): void {
    if (this.violations.some((one) => one.rule === rule && one.detail === detail)) return;
    this.add(`VIOLATION ${rule}: ${detail}`);
    this.violations.push({ rule, detail });
  }

  /** For the summary at the end: what was done, and how often. */
  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** Two runs are the same when their hashes are. */
  hash = (): string => createHash('sha256').update(this.lines.join('\n')).digest('hex');
}
