import type { CreatePayment, UnzerAction } from '../commands.js';
import type { LedgerPayment } from '../ledger-state.js';
import { amountsOf, stateOf } from '../payment-amounts.js';
import { printHundredths } from '../units.js';
import { UnzerLedger, type UnzerResult } from '../unzer-ledger.js';
import { UnzerRefusal } from '../unzer-refusal.js';

/** A ledger to try things on: every action gets the next second and the next seed. */
export function createLedgerBench(ledger = new UnzerLedger()) {
  let count = 0;
  const book = (action: UnzerAction): UnzerResult => {
    count += 1;
    const at = new Date(Date.UTC(2026, 2, 1, 8, 0, count)).toISOString();
    return ledger.apply({ ...action, at, seed: `seed-${count}` });
  };
  const create = (seed: Partial<CreatePayment>): LedgerPayment => {
    const { payment } = book({
      kind: 'create-payment',
      publicKey: 's-pub-a',
      apiType: 'card',
      outcome: 'authorized',
      amount: units('100.00'),
      currency: 'EUR',
      ...seed,
    });
    if (payment === null) throw new Error('no payment was made');
    return payment;
  };
  const look = (id: string): LedgerPayment => {
    const payment = ledger.payment(id);
    if (payment === null) throw new Error(`no payment ${id}`);
    return payment;
  };
  return { ledger, book, create, look };
}

/** `'12.34'` as the ledger counts. */
export const units = (text: string): number => Math.round(Number(text) * 10_000);

/** `total charged canceled remaining state`, as the tables of the tests write it. */
export function summary(payment: LedgerPayment): string {
  const { total, charged, canceled, remaining } = amountsOf(payment);
  const amounts = [total, charged, canceled, remaining].map((value) =>
    printHundredths(value).replace(/\.00$/, ''),
  );
  return `${amounts.join(' ')} ${stateOf(payment)}`;
}

/** The code that an action is refused with; `done` when it is not. */
export function codeOf(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof UnzerRefusal) return error.code;
    throw error;
  }
}
