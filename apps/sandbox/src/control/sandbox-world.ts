import type { CallLog } from '../kernel/calls.js';
import type { Now, Random } from '../kernel/clock.js';
import type { FaultRegistry } from '../kernel/faults.js';
import type { KeptMail } from '../kernel/mailbox.js';
import type { PixiEngine } from '../pixi/pixi-engine.js';
import type { SandboxSeed } from '../seed.js';
import type { UnzerBooks } from '../unzer/unzer-books.js';

/** Both ledgers and everything around them, without any network. The control interface and the demo play on it. */
export type SandboxWorld = {
  readonly seed: SandboxSeed;
  readonly now: Now;
  readonly random: Random;
  readonly pixi: PixiEngine;
  readonly unzer: UnzerBooks;
  readonly faults: FaultRegistry;
  readonly calls: CallLog;
  readonly mails: { list(): readonly KeptMail[] };
  /** Empties ledgers, faults, calls and mails; master data, keys and webhook registrations stay. */
  reset(): void;
};

/** The user that stands for a person who works in pixi by hand. */
export const PERSON = 'person';
