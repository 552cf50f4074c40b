import { describe, expect, it } from '@jest/globals';
import { runSequence } from './run-sequence.js';

/** Each table is one story; every line says what the rules make of it. `!` marks an error, `?` a notice. */
const STORIES: readonly (readonly [string, string])[] = [
  [
    'Experten: two parts, both captured, nothing twice, nothing beyond the authorisation',
    `
    authorize 100.00          -> release
    review                    -> already-released
    ship  I1 60.00            -> capture I1 60.00, settle I1 60.00
    again I1                  -> already-settled
    again I1 61.00            -> already-settled
    ship  I2 50.00            -> amount-exceeds-authorization, !capture.amount-exceeds-authorization
    ship  I3 40.02            -> capture I3 40.00, settle I3 40.02
    again I2                  -> amount-exceeds-authorization, !capture.amount-exceeds-authorization
    `,
  ],
  [
    'Standard: charged before the release, then every part is settled without another call',
    `
    mode standard
    authorize 100.00          -> capture order 100.00, release
    ship I1 60.00             -> settle I1 60.00
    ship I2 40.02             -> settle I2 40.02
    ship I3 5.00              -> invoiced-more-than-charged, !capture.invoiced-more-than-charged
    again I1                  -> already-settled
    `,
  ],
  [
    'charged in the shop: released and settled at once in either mode',
    `
    charge 100.00             -> release
    ship I1 100.00            -> settle I1 100.00
    `,
  ],
  [
    'an unfinished payment waits, is locked after the grace, and comes back when it is finished',
    `
    begin 100.00              -> payment-not-finished, ?release.payment-not-finished
    review                    -> payment-not-finished, ?release.payment-not-finished
    hours 25
    review                    -> lock, release, !release.payment-never-finished
    review                    -> payment-never-finished, !release.payment-never-finished
    authorize 100.00          -> unlock
    review                    -> already-released
    ship I1 100.00            -> capture I1 100.00, settle I1 100.00
    `,
  ],
  [
    'Standard: a failed payment is locked; when the customer pays again the money comes before the unlocking',
    `
    mode standard
    fail 100.00               -> lock, release, !release.payment-failed
    authorize 100.00          -> capture order 100.00, unlock
    ship I1 100.00            -> settle I1 100.00
    `,
  ],
  [
    'Standard: a refused capture is tried once more for every time somebody asks',
    `
    mode standard
    next-answer refused
    authorize 100.00          -> capture order 100.00, lock, release, !release.capture-refused
    review                    -> capture-refused, !release.capture-refused
    recheck
    next-answer refused
    review                    -> capture order 100.00, !release.capture-refused
    recheck
    review                    -> capture order 100.00, unlock
    ship I1 100.00            -> settle I1 100.00
    `,
  ],
  [
    'a pending capture is no success',
    `
    authorize 100.00          -> release
    next-answer pending
    ship I1 60.00             -> capture I1 60.00, ?capture.pending
    again I1                  -> capture-pending, ?capture.pending
    ship I2 40.00             -> payment-busy
    answer-arrives done
    again I1                  -> settle I1 60.00
    again I2                  -> capture I2 40.00, settle I2 40.00
    `,
  ],
  [
    'a lost answer is looked up and not repeated',
    `
    authorize 100.00          -> release
    next-answer lost
    ship I1 100.00            -> capture I1 100.00
    again I1                  -> capture-uncertain
    answer-arrives done
    again I1                  -> settle I1 100.00
    again I1                  -> already-settled
    `,
  ],
  [
    'a capture that nobody can find out about stays with a person',
    `
    authorize 100.00          -> release
    next-answer lost
    ship I1 100.00            -> capture I1 100.00
    answer-arrives abandoned
    again I1                  -> capture-needs-human, !operation.needs-human
    recheck
    again I1                  -> capture-needs-human, !operation.needs-human
    somebody-captures 100.00
    again I1                  -> settle I1 100.00
    `,
  ],
  [
    'the shop captures too: its money is used once, and only the difference is captured',
    `
    authorize 100.00          -> release
    somebody-captures 70.00
    ship I1 60.00             -> settle I1 60.00
    ship I2 40.00             -> capture I2 30.00, settle I2 40.00
    again I1                  -> already-settled
    again I2                  -> already-settled
    `,
  ],
  [
    'the mode changes to Experten after the order was charged whole: nothing is captured again',
    `
    mode standard
    authorize 100.00          -> capture order 100.00, release
    mode expert
    ship I1 60.00             -> settle I1 60.00
    ship I2 40.00             -> settle I2 40.00
    ship I3 10.00             -> amount-exceeds-authorization, !capture.amount-exceeds-authorization
    `,
  ],
  [
    'the mode changes to Standard before the parts are shipped: they are captured one by one as nobody charged the order',
    `
    authorize 100.00          -> release
    mode standard
    ship I1 60.00             -> capture I1 60.00, settle I1 60.00
    ship I2 40.00             -> capture I2 40.00, settle I2 40.00
    `,
  ],
];

describe('sequences', () => {
  it.each(STORIES)('%s', (_name, table) => {
    const lines = runSequence(table);
    expect(lines.map(({ line, actual }) => `${line} -> ${actual}`)).toEqual(
      lines.map(({ line, expected }) => `${line} -> ${expected}`),
    );
  });
});
