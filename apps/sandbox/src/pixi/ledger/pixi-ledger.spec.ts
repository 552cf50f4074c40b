import { describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '../../seed.js';
import { anImport } from '../testing.js';
import type { PixiCommand } from './commands.js';
import { headerStatus } from './line-status.js';
import { documentsOf, eventsOf } from './lookup.js';
import { createPixiLedger, type PixiLedger } from './pixi-ledger.js';
import { isSettled, orderTotal } from './totals.js';
import { parseUnits, printCents } from './units.js';

/**
 * Plays a text table against a fresh ledger. Left of the arrow what happens to the one order, right of it what pixi
 * shows afterwards: the header, lines as `qty status`, documents as `total`, `*` = settled; or the refusal.
 */
function play(table: string): void {
  const ledger = createPixiLedger(sandboxSeed.pixi.master);
  for (const row of table.trim().split('\n')) {
    const [left = '', right = ''] = row.split('->').map((part) => part.trim());
    expect(`${left} -> ${step(ledger, left)}`).toBe(`${left} -> ${right.replace(/ +/g, ' ')}`);
  }
}

function step(ledger: PixiLedger, words: string): string {
  try {
    ledger.apply(commandOf(ledger, words.split(/ +/)));
  } catch (error) {
    return `no: ${error instanceof Error ? error.message : ''}`;
  }
  return shown(ledger);
}

function shown(ledger: PixiLedger): string {
  const state = ledger.state();
  const [order] = state.orders.values();
  if (!order) return 'nothing';
  const lines = order.lines.map(({ qty, status }) => `${qty} ${status}`).join(', ');
  const documents = documentsOf(state, order).map(
    (one) => `${printCents(one.total)}${isSettled(one) ? '*' : ''}`,
  );
  const booked = eventsOf(state, order).reduce((sum, { amount }) => sum + amount, 0);
  const parts = [headerStatus(order), printCents(orderTotal(order)), `[${lines}]`];
  if (documents.length > 0) parts.push(`{${documents.join(' ')}}`);
  if (booked !== 0) parts.push(`booked ${printCents(booked)}`);
  if (order.locked) parts.push('locked');
  if (order.failTries > 0) parts.push(`tries ${order.failTries}`);
  return parts.join(' ');
}

function commandOf(ledger: PixiLedger, [verb = '', ...words]: string[]): PixiCommand {
  const state = ledger.state();
  const [order] = state.orders.values();
  const orderNr = order?.orderNr ?? 0;
  const at = 1_000;
  const [first = '', second = ''] = words;
  const choices = words.flatMap((word) => {
    const match = /^#(\d)x(\d+)$/.exec(word);
    const lineKey = order?.lines[Number(match?.[1]) - 1]?.originKey ?? 0;
    return match ? [{ lineKey, qty: Number(match[2]) }] : [];
  });
  const lines = choices.length === 0 ? null : choices;
  const documents = order ? documentsOf(state, order) : [];
  const named = documents[Number(/^d(\d)$/.exec(first)?.[1]) - 1]?.invoiceNr ?? first;
  switch (verb) {
    case 'import':
      return { do: 'import-order', at, order: importOf(words) };
    case 'authorize':
      return authorization(orderNr, first === 'yes');
    case 'hold':
      return { do: 'hold', at, orderNr, user: 'person' };
    case 'lock':
    case 'unlock':
      return { do: 'lock-order', at, orderNr, locked: verb === 'lock', user: 'API', reason: '' };
    case 'customer-lock':
      return { do: 'lock-customer', at, custKey: order?.custKey ?? 0, locked: true };
    case 'ship':
      return { do: 'ship', at, orderNr, lines };
    case 'cancel':
      return { do: 'cancel', at, orderNr, lines, status: words.includes('NLB') ? 'NLB' : 'STO' };
    case 'return':
      return { do: 'return', at, orderNr, lines: choices, shipCost: 0, alreadySettled: false };
    case 'capture':
    case 'capture-failed':
      return capture(named, {
        amount: second,
        success: verb === 'capture',
        hold: words.includes('hold'),
      });
    case 'book':
      return booking(order?.custKey ?? 0, { matchTo: named, amount: second });
    default:
      throw new Error(`Unknown word ${verb}`);
  }
}

const authorization = (orderNr: number, success: boolean): PixiCommand => {
  const ids = { authId: null, authCode: null, message: '' };
  return { do: 'authorize', at: 1_000, orderNr, success, ...ids };
};

function capture(
  invoiceNr: string,
  { amount, success, hold }: { amount: string; success: boolean; hold: boolean },
): PixiCommand {
  const details = { payId: 's-chg-1', eventId: 'RPZ', message: '', holdRemaining: hold };
  return { do: 'capture', at: 1_000, invoiceNr, success, amount: parseUnits(amount), ...details };
}

function booking(
  custKey: number,
  { matchTo, amount }: { matchTo: string; amount: string },
): PixiCommand {
  const eventId = amount.startsWith('-') ? 'GPZ' : 'RPZ';
  const details = { bookedAt: null, comment: '', matchTo, amount: parseUnits(amount) };
  return { do: 'book', at: 1_000, custKey, eventId, ...details };
}

function importOf(words: readonly string[]) {
  const lines = words.flatMap((word) => {
    const match = /^(\d+)x([\d.]+)$/.exec(word);
    return match
      ? [{ itemNr: 'GT-1001', qty: Number(match[1]), price: parseUnits(match[2] ?? '') }]
      : [];
  });
  const signed = (sign: string) => words.find((word) => word.startsWith(sign))?.slice(1) ?? '0';
  return anImport({ lines, shipCost: parseUnits(signed('+')), discount: parseUnits(signed('-')) });
}

describe('pixi’s ledger', () => {
  it('releases, ships in one parcel, and settles once', () => {
    play(`
      import 2x50.00 1x10.50 +4.90    -> HOLD 115.40 [2 HAL, 1 HAL]
      ship                            -> no: Order 10001 is on HOLD
      authorize no                    -> HOLD 115.40 [2 HAL, 1 HAL] tries 1
      authorize yes                   -> OPEN 115.40 [2 ANG, 1 ANG]
      authorize yes                   -> OPEN 115.40 [2 ANG, 1 ANG]
      ship                            -> CLOSED 115.40 [2 AUS, 1 AUS] {115.40}
      ship                            -> no: Order 10001 has no line that can be shipped
      capture d1 115.40               -> CLOSED 115.40 [2 AUS, 1 AUS] {115.40*} booked 115.40
      capture d1 115.40               -> no: Invoice DEM0000001 is already set to paid
      book d1 115.40                  -> no: The amount 115.4000 exceeds the open amount 0.0000 of invoice DEM0000001`);
  });

  it('puts shipping cost and voucher on the first invoice and splits lines', () => {
    play(`
      import 3x10.00 1x20.00 +5.00 -40.00  -> HOLD 15.00 [3 HAL, 1 HAL]
      authorize yes                        -> OPEN 15.00 [3 ANG, 1 ANG]
      ship #1x1                            -> OPEN 15.00 [1 AUS, 1 ANG, 2 ANG] {0.00}
      ship #1x2                            -> OPEN 15.00 [1 AUS, 1 ANG, 2 AUS] {0.00 0.00}
      ship                                 -> CLOSED 15.00 [1 AUS, 1 AUS, 2 AUS] {0.00 0.00 15.00}
      capture d1 0                         -> CLOSED 15.00 [1 AUS, 1 AUS, 2 AUS] {0.00* 0.00 15.00}`);
  });

  it('keeps cancelled goods out of the total, and closes when nothing is left', () => {
    play(`
      import 2x50.00 1x10.00 +4.90    -> HOLD 114.90 [2 HAL, 1 HAL]
      cancel #1x1 NLB                 -> HOLD 64.90 [1 HAL, 1 HAL, 1 NLB]
      authorize yes                   -> OPEN 64.90 [1 ANG, 1 ANG, 1 NLB]
      cancel #1x2                     -> no: Line 50001 has 1 of 2 that can be cancelled
      ship #2x1                       -> OPEN 64.90 [1 ANG, 1 AUS, 1 NLB] {14.90}
      cancel #2x1                     -> no: Line 50002 has 0 of 1 that can be cancelled
      cancel                          -> CLOSED 14.90 [1 STO, 1 AUS, 1 NLB] {14.90}`);
  });

  it('totals nothing when everything was cancelled, shipping cost included', () => {
    play(`
      import 2x50.00 +4.90            -> HOLD 104.90 [2 HAL]
      cancel                          -> CLOSED 0.00 [2 STO]
      authorize yes                   -> CLOSED 0.00 [2 STO]`);
  });

  it('credits a return with a negative document that only a refund event settles', () => {
    play(`
      import 2x50.00 +4.90            -> HOLD 104.90 [2 HAL]
      authorize yes                   -> OPEN 104.90 [2 ANG]
      return #1x1                     -> no: Line 50001 has 0 of 1 that can be returned
      ship                            -> CLOSED 104.90 [2 AUS] {104.90}
      capture d1 104.90               -> CLOSED 104.90 [2 AUS] {104.90*} booked 104.90
      return #1x1                     -> CLOSED 104.90 [1 AUS, 1 RET] {104.90* -50.00} booked 104.90
      capture d2 50.00                -> no: Invoice DEMG000001 is a credit note
      book d2 50.00                   -> no: The amount 50.0000 exceeds the open amount -50.0000 of invoice DEMG000001
      book d2 -60.00                  -> no: The amount -60.0000 exceeds the open amount -50.0000 of invoice DEMG000001
      book d2 -20.00                  -> CLOSED 104.90 [1 AUS, 1 RET] {104.90* -50.00} booked 84.90
      book d2 -30.00                  -> CLOSED 104.90 [1 AUS, 1 RET] {104.90* -50.00*} booked 54.90
      book d2 -0.01                   -> no: The amount -0.0100 exceeds the open amount 0.0000 of invoice DEMG000001`);
  });

  it('never credits more than the invoices carry, when a voucher lowered them', () => {
    play(`
      import 2x50.00 -30.00           -> HOLD 70.00 [2 HAL]
      authorize yes                   -> OPEN 70.00 [2 ANG]
      ship                            -> CLOSED 70.00 [2 AUS] {70.00}
      return #1x2                     -> CLOSED 70.00 [2 RET] {70.00 -70.00}`);
  });

  it('sets an invoice back to unpaid when its capture failed, and the rest of the order to HOLD', () => {
    play(`
      import 2x50.00                  -> HOLD 100.00 [2 HAL]
      authorize yes                   -> OPEN 100.00 [2 ANG]
      ship #1x1                       -> OPEN 100.00 [1 AUS, 1 ANG] {50.00}
      capture d1 50.00                -> OPEN 100.00 [1 AUS, 1 ANG] {50.00*} booked 50.00
      capture-failed d1 0 hold        -> HOLD 100.00 [1 AUS, 1 HAL] {50.00}`);
  });

  it('ships nothing past a lock of the order or of the customer', () => {
    play(`
      import 1x50.00                  -> HOLD 50.00 [1 HAL]
      lock                            -> HOLD 50.00 [1 HAL] locked
      authorize yes                   -> OPEN 50.00 [1 ANG] locked
      ship                            -> no: Order 10001 is locked for shipping
      unlock                          -> OPEN 50.00 [1 ANG]
      customer-lock                   -> OPEN 50.00 [1 ANG]
      ship                            -> no: Order 10001 is locked for shipping
      hold                            -> HOLD 50.00 [1 HAL]`);
  });

  it('is the same after dumping and loading, with its queues', () => {
    const ledger = createPixiLedger(sandboxSeed.pixi.master);
    for (const words of ['import 2x50.00', 'authorize yes', 'ship #1x1', 'capture d1 50.00'])
      step(ledger, words);
    const copy = createPixiLedger(sandboxSeed.pixi.master);
    copy.load(JSON.parse(JSON.stringify(ledger.dump())));
    expect(shown(copy)).toBe(shown(ledger));
    expect(copy.state().index).toEqual(ledger.state().index);
  });
});
