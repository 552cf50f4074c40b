import { describe, expect, it } from '@jest/globals';
import { eur } from '../money.js';
import { CAPTURE_CASES } from '../testing/capture-cases/index.js';
import {
  aMemory,
  anInvoice,
  anOperation,
  aPayment,
  aPolicy,
  captureFacts,
  found,
  hoursAgo,
  NOW,
} from '../testing/builders.js';
import { printDecision } from '../testing/print-decision.js';
import { HOUR, plusMs } from '../time.js';
import { CAPTURE_REASONS } from './capture-reasons.js';
import { decideCapture } from './decide-capture.js';

describe('decideCapture', () => {
  it.each(CAPTURE_CASES)('$rule', ({ facts, reason, state, commands, problems }) => {
    expect(printDecision(decideCapture(facts))).toEqual({ reason, state, commands, problems });
  });

  it('has a row for every reason', () => {
    const shown = new Set<string>(CAPTURE_CASES.map(({ reason }) => reason));
    expect(CAPTURE_REASONS.filter((reason) => !shown.has(reason))).toEqual([]);
  });

  it('pauses the configuration for rejected keys and for nothing else', () => {
    const pausing = CAPTURE_CASES.filter(({ facts }) => decideCapture(facts).pauseConfiguration);
    expect(pausing.map(({ reason }) => reason)).toEqual(['keys-rejected']);
  });

  it('never captures and settles in one decision, so that nothing is booked before the money is there', () => {
    for (const { facts } of CAPTURE_CASES)
      expect(decideCapture(facts).commands.length).toBeLessThanOrEqual(1);
  });

  it('puts every problem on its invoice', () => {
    for (const { facts } of CAPTURE_CASES)
      for (const { document } of decideCapture(facts).problems)
        expect(document).toBe(facts.invoice.invoiceNumber);
  });

  it('names the open amount when a capture was refused, because the goods are gone', () => {
    const refused = anOperation({
      kind: 'capture',
      document: 'DEM0000021',
      status: 'refused',
      amount: eur('60.00'),
      refusal: { code: 'unzer.not-allowed', message: 'Authorisation expired' },
    });
    const decision = decideCapture(
      captureFacts({
        invoice: anInvoice({ total: eur('60.00') }),
        memory: aMemory({ operations: [refused] }),
      }),
    );
    expect(decision.problems[0]?.params).toMatchObject({
      open: '60.00 EUR',
      message: 'Authorisation expired',
      document: 'DEM0000021',
    });
    expect(decision.comment?.text).toBe(
      'Abgleich: Unzer hat den Einzug für Rechnung DEM0000021 abgelehnt. Offen sind 60,00 EUR (Fehler C209).',
    );
  });

  it('looks again at the end of the grace, which counts from when we first saw the order', () => {
    const facts = captureFacts({
      payment: found(aPayment(['authorization pending 100.00'])),
      policy: aPolicy({ graceHours: 6 }),
      memory: aMemory({ firstSeenAt: hoursAgo(2) }),
    });
    expect(decideCapture(facts).lookAgain).toBe(plusMs(NOW, 4 * HOUR));
  });
});
