import type { UnzerAction, UnzerCommand } from './commands.js';
import type { UnzerEvent } from './ledger-state.js';
import type { UnzerLedger, UnzerResult } from './unzer-ledger.js';

export type UnzerBooks = {
  readonly ledger: UnzerLedger;
  /** Stamps an action, applies and remembers it, then has its events delivered. Throws `UnzerRefusal`; then nothing happened. */
  book(action: UnzerAction): UnzerResult;
};

export type UnzerBooksOptions = {
  readonly ledger: UnzerLedger;
  /** Applies and remembers: what the store's `attach` gave back for the ledger. */
  readonly execute: (command: UnzerCommand) => UnzerResult;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** A fresh random text per call; where ids come from. */
  readonly newSeed: () => string;
  readonly deliver: (event: UnzerEvent) => void;
};

/** The one way to change the ledger, for the HTTP side and the control interface alike. */
export function createUnzerBooks(options: UnzerBooksOptions): UnzerBooks {
  const { ledger, execute, now, newSeed, deliver } = options;
  return {
    ledger,
    book(action) {
      const result = execute({ ...action, at: new Date(now()).toISOString(), seed: newSeed() });
      result.events.forEach(deliver);
      return result;
    },
  };
}
