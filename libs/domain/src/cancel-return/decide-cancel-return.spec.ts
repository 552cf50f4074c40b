import { describe, expect, it } from '@jest/globals';
import { eur } from '../money.js';
import {
  aCreditNote,
  aMemory,
  anInvoice,
  anOperation,
  aPayment,
  cancelReturnFacts,
  found,
  NOW,
  orderLines,
  path,
} from '../testing/builders.js';
import { CANCEL_RETURN_CASES } from '../testing/cancel-return-cases/index.js';
import { printDecision } from '../testing/print-decision.js';
import { HOUR, plusMs } from '../time.js';
import { CANCEL_RETURN_REASONS } from './cancel-return-reasons.js';
import { decideCancelReturn } from './decide-cancel-return.js';

describe('decideCancelReturn', () => {
  it.each(CANCEL_RETURN_CASES)('$rule', ({ facts, reason, state, commands, problems }) => {
    expect(printDecision(decideCancelReturn(facts))).toEqual({ reason, state, commands, problems });
  });

  it('has a row for every reason', () => {
    const shown = new Set<string>(CANCEL_RETURN_CASES.map(({ reason }) => reason));
    expect(CANCEL_RETURN_REASONS.filter((reason) => !shown.has(reason))).toEqual([]);
  });

  it('pauses the configuration for rejected keys and for nothing else', () => {
    const pausing = CANCEL_RETURN_CASES.filter(
      ({ facts }) => decideCancelReturn(facts).pauseConfiguration,
    );
    expect(pausing.map(({ reason }) => reason)).toEqual(['keys-rejected']);
  });

  it('gives the provider a reason for every amount that goes back: the cancellation or the return', () => {
    const whys = CANCEL_RETURN_CASES.flatMap(({ facts }) =>
      decideCancelReturn(facts).commands.flatMap((command) =>
        command.kind === 'refund' || command.kind === 'reverse'
          ? [[/^(order|rest)\b/.test(command.document), command.why]]
          : [],
      ),
    );
    expect(new Set(whys.map(String))).toEqual(new Set(['true,cancel', 'false,return']));
  });

  it('names both amounts when more is to be refunded than was charged', () => {
    const { problems } = decideCancelReturn(
      cancelReturnFacts({ documents: [anInvoice(), aCreditNote({ total: eur('-120.00') })] }),
    );
    expect(problems[0]).toMatchObject({
      document: 'DEM0000022',
      params: { amount: '120.00 EUR', available: '100.00 EUR' },
    });
  });

  it('looks again in an hour while an order is open, and at once when a step is done', () => {
    const facts = cancelReturnFacts({
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      order: { ...cancelReturnFacts().order, status: 'open' },
      payment: found(aPayment(['capture success 100.00'])),
    });
    expect(decideCancelReturn(facts).lookAgain).toBe(plusMs(NOW, HOUR));
    const { lookAgain } = decideCancelReturn(cancelReturnFacts({ documents: [aCreditNote()] }));
    expect(lookAgain).toBe(NOW);
  });

  it('looks again by itself while money is held for an invoice that was never shipped', () => {
    const told = CANCEL_RETURN_CASES.filter(({ problems }) =>
      problems.includes('notice cancel-return.invoice-not-shipped'),
    );
    expect(told.length).toBeGreaterThan(0);
    for (const { facts } of told)
      expect(decideCancelReturn(facts).lookAgain).toBeGreaterThanOrEqual(NOW);
  });

  it('keeps what the other lines of a prepaid order cost, voucher or not, until the invoices tell', () => {
    const refunds = (requested: string, total = '60.00') =>
      decideCancelReturn(
        cancelReturnFacts({
          order: { ...cancelReturnFacts().order, status: 'open', total: eur(total) },
          lines: orderLines('accepted 60.00', 'cancelled 40.00'),
          documents: [],
          payment: found(
            aPayment([`capture pending ${requested}`, `capture success ${requested}`], {
              method: 'prepayment',
            }),
          ),
        }),
      ).commands.map((command) => ('amount' in command ? command.amount.minor : null));
    expect(refunds('105.00')).toEqual([4_000]);
    expect(refunds('90.00')).toEqual([3_000]);
    expect(refunds('50.00')).toEqual([]);
    // Half paid, and what is left costs shipping, too: nothing is left over.
    expect(refunds('62.50', '64.90')).toEqual([]);
  });

  it('tells that part of a return was given back by hand, and books the whole', () => {
    const facts = cancelReturnFacts({
      documents: [anInvoice({ settled: true }), aCreditNote({ settled: true })],
      payment: found(
        aPayment([
          'authorization success 100.00',
          'capture success 100.00',
          'refund success 15.00 s-chg-1',
          'refund success 5.00 s-chg-1',
        ]),
      ),
      memory: aMemory({
        operations: [
          anOperation({
            kind: 'refund',
            document: 'DEM0000022',
            amount: eur('15.00'),
            transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
          }),
          anOperation({ kind: 'booking', document: 'DEM0000022', amount: eur('-20.00') }),
        ],
      }),
    });
    expect(decideCancelReturn(facts)).toMatchObject({
      commands: [],
      problems: [{ code: 'cancel-return.refunded-elsewhere', severity: 'notice' }],
    });
  });

  it('comments a return in German with number and amount', () => {
    const { comment } = decideCancelReturn(
      cancelReturnFacts({ documents: [anInvoice({ settled: true }), aCreditNote()] }),
    );
    expect(comment).toEqual({
      code: 'cancel-return.return',
      document: 'DEM0000022',
      text: 'Abgleich: Gutschrift DEM0000022 über 20,00 EUR: bei Unzer erstattet und gebucht.',
    });
  });
});
