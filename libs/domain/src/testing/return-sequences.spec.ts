import { describe, expect, it } from '@jest/globals';
import { ReturnWorld } from './return-world.js';

/** Each table is the story of one order; every line says what all rules together make of it. `!` marks an error, `?` a notice. */
const STORIES: readonly (readonly [string, string])[] = [
  [
    'Standard: charged, shipped in part, the rest cancelled, a return, everything once',
    `
    order card/standard 60.00+40.00 -> quiet, ?release.payment-not-finished
    pay authorization-success 100.00 -> capture order 100.00, release
    ship L1 I1                -> settle I1 60.00
    cancel L2                 -> refund rest 40.00 of s-chg-1
    credit N1 20.00 I1        -> refund N1 20.00 of s-chg-1, book N1 -20.00
    look                      -> quiet
    forget                    -> quiet, ?cancel-return.credit-note-settled
    `,
  ],
  [
    'Experten: two parts captured, the third cancelled, a return of more than one charge',
    `
    order card 50.00+30.00+20.00 -> quiet, ?release.payment-not-finished
    pay authorization-success 100.00 -> release
    ship L1 I1                -> capture I1 50.00, settle I1 50.00
    cancel L3                 -> quiet
    ship L2 I2                -> capture I2 30.00, settle I2 30.00, reverse rest 20.00
    credit N1 70.00           -> refund N1/s-chg-1 50.00 of s-chg-1, refund N1/s-chg-2 20.00 of s-chg-2, book N1 -70.00
    credit N2 20.00           -> quiet, !cancel-return.more-than-charged
    `,
  ],
  [
    'a lost answer is not repeated, a refused refund is told',
    `
    order ideal 100.00        -> quiet, ?release.payment-not-finished
    pay capture-success 100.00 -> release
    ship L1 I1                -> settle I1 100.00
    next-answer lost
    credit N1 20.00 I1        -> refund N1 20.00 of s-chg-1
    look                      -> quiet
    arrives done              -> book N1 -20.00
    next-answer refused
    credit N2 30.00 I1        -> refund N2 30.00 of s-chg-1, !cancel-return.refused
    look                      -> quiet, !cancel-return.refused
    refund-by-hand s-chg-1 30.00 -> book N2 -30.00, ?cancel-return.refunded-elsewhere
    `,
  ],
  [
    'prepayment: locked until the money comes in parts; a cancelled line goes back; a return',
    `
    order prepayment 60.00+40.00 -> quiet, ?release.payment-not-finished
    pay capture-pending 100.00 -> lock, release, ?release.awaiting-transfer
    pay capture-success 30.00 -> quiet, !release.transfer-too-little
    pay capture-success 70.00 -> unlock
    cancel L2                 -> refund rest 40.00 of s-chg-3
    ship L1 I1                -> settle I1 60.00
    credit N1 60.00 I1        -> refund N1/s-chg-2 30.00 of s-chg-2, refund N1/s-chg-3 30.00 of s-chg-3, book N1 -60.00
    look                      -> quiet
    `,
  ],
  [
    'prepayment: cancelled whole before and after a part was received',
    `
    order prepayment 100.00   -> quiet, ?release.payment-not-finished
    pay capture-pending 100.00 -> lock, release, ?release.awaiting-transfer
    pay capture-success 40.00 -> quiet, !release.transfer-too-little
    cancel L1                 -> reverse order 60.00 of s-chg-1, refund order 40.00 of s-chg-2
    look                      -> quiet
    `,
  ],
  [
    'invoice: unpaid, a part cancelled and one returned, then the rest is paid',
    `
    order invoice 60.00+40.00 -> quiet, ?release.payment-not-finished
    pay capture-pending 100.00 -> release
    ship L1 I1                -> quiet
    cancel L2                 -> settle I1 60.00, reverse rest 40.00 of s-chg-1
    credit N1 10.00 I1        -> reverse N1 10.00 of s-chg-1, book N1 -10.00
    pay capture-success 50.00 -> quiet
    credit N2 50.00 I1        -> refund N2 50.00 of s-chg-2, book N2 -50.00
    `,
  ],
  [
    'invoice-secured: shipped once when closed, then what was cancelled goes back in one sum',
    `
    order invoice-secured 60.00+30.00+10.00 -> quiet, ?release.payment-not-finished
    pay capture-pending 100.00 -> release
    cancel L2                 -> quiet
    cancel L3                 -> quiet
    ship L1 I1                -> ship I1, settle I1 60.00, reverse rest 40.00 of s-chg-1
    credit N1 60.00 I1        -> reverse N1 60.00 of s-chg-1, book N1 -60.00
    `,
  ],
  [
    'paylater: each part charged, the rest lapses, a return at payment level',
    `
    order paylater-invoice 60.00+40.00 -> quiet, ?release.payment-not-finished
    pay authorization-success 100.00 -> release
    next-answer pending
    ship L1 I1                -> capture I1 60.00, ?capture.pending
    arrives done              -> settle I1 60.00
    cancel L2                 -> quiet
    credit N1 60.00 I1        -> refund N1 60.00, book N1 -60.00
    look                      -> quiet
    `,
  ],
  [
    'Standard: a cancelled line is delivered after all, though its money went back: locked, and never settled with money that is not there',
    `
    order card/standard 60.00+40.00 -> quiet, ?release.payment-not-finished
    pay authorization-success 100.00 -> capture order 100.00, release
    ship L1 I1                -> settle I1 60.00
    cancel L2                 -> refund rest 40.00 of s-chg-1
    reinstate L2              -> lock, !release.amount-too-low
    ship L2 I2                -> quiet, !capture.invoiced-more-than-charged
    `,
  ],
  [
    'shop-charged: the same, and a return before it changes nothing',
    `
    order ideal 60.00+40.00   -> quiet, ?release.payment-not-finished
    pay capture-success 100.00 -> release
    ship L1 I1                -> settle I1 60.00
    credit N1 20.00 I1        -> refund N1 20.00 of s-chg-1, book N1 -20.00
    cancel L2                 -> refund rest 40.00 of s-chg-1
    reinstate L2              -> lock, !release.amount-too-low
    ship L2 I2                -> quiet, !capture.invoiced-more-than-charged
    `,
  ],
  [
    'paylater: cancelled whole before the first charge',
    `
    order paylater-installment 60.00+40.00 -> quiet, ?release.payment-not-finished
    pay authorization-success 100.00 -> release
    cancel L1                 -> quiet
    cancel L2                 -> reverse order 100.00
    look                      -> quiet
    `,
  ],
];

describe('stories of cancellations and returns', () => {
  it.each(STORIES)('%s', (_name, table) => {
    const world = new ReturnWorld();
    const rows = table
      .split('\n')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => text.split(/\s+->\s+/));
    const told = rows.map(([line = '']) => `${line} -> ${world.run(line)}`);
    expect(told).toEqual(rows.map(([line = '', expected = 'ok']) => `${line} -> ${expected}`));
    expect([world.doubles, world.provider.overAsked]).toEqual([0, 0]);
  });
});
