import { describe, expect, it } from '@jest/globals';
import { eur } from '../money.js';
import {
  aMemory,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  found,
  hoursAgo,
  NOW,
  releaseFacts,
} from '../testing/builders.js';
import { printDecision } from '../testing/print-decision.js';
import { RELEASE_CASES } from '../testing/release-cases/index.js';
import { DAY, HOUR, MINUTE, plusMs } from '../time.js';
import { decideRelease } from './decide-release.js';
import { RELEASE_REASONS } from './release-reasons.js';

describe('decideRelease', () => {
  it.each(RELEASE_CASES)('$rule', ({ facts, reason, state, commands, problems }) => {
    expect(printDecision(decideRelease(facts))).toEqual({ reason, state, commands, problems });
  });

  it('has a row for every reason', () => {
    const shown = new Set<string>(RELEASE_CASES.map(({ reason }) => reason));
    expect(RELEASE_REASONS.filter((reason) => !shown.has(reason))).toEqual([]);
  });

  it('pauses the configuration for rejected keys and for nothing else', () => {
    const pausing = RELEASE_CASES.filter(({ facts }) => decideRelease(facts).pauseConfiguration);
    expect(pausing.map(({ reason }) => reason)).toEqual(['keys-rejected']);
  });

  it('never releases an order with an error unless a lock comes first or is there', () => {
    for (const { facts, rule } of RELEASE_CASES) {
      const { commands, problems } = decideRelease(facts);
      const kinds = commands.map(({ kind }) => kind);
      const isLocked =
        facts.order.locked === true ||
        facts.memory.operations.some(({ kind, status }) => kind === 'lock' && status === 'done');
      if (!problems.some(({ severity }) => severity === 'error') || !kinds.includes('release'))
        continue;
      expect({ rule, safe: isLocked || kinds.indexOf('lock') === 0 }).toEqual({ rule, safe: true });
    }
  });

  it('looks again at the end of the grace, which counts from when we first saw the order', () => {
    const facts = releaseFacts({
      payment: found(aPayment(['authorization pending 100.00'])),
      policy: aPolicy({ graceHours: 6 }),
      memory: aMemory({ firstSeenAt: hoursAgo(2) }),
    });
    expect(decideRelease(facts).lookAgain).toBe(plusMs(NOW, 4 * HOUR));
  });

  it('looks again at a pending capture when its operation says so, and after five minutes otherwise', () => {
    const pending = anOperation({
      kind: 'capture',
      status: 'pending',
      finishedAt: null,
      amount: eur('100.00'),
    });
    const lookAgain = (operation: typeof pending) =>
      decideRelease(
        releaseFacts({
          policy: aPolicy({ mode: 'standard' }),
          memory: aMemory({ operations: [operation] }),
        }),
      ).lookAgain;
    expect(lookAgain({ ...pending, nextLookAt: plusMs(NOW, MINUTE) })).toBe(plusMs(NOW, MINUTE));
    expect(lookAgain({ ...pending, nextLookAt: hoursAgo(1) })).toBe(plusMs(NOW, 5 * MINUTE));
    expect(lookAgain(pending)).toBe(plusMs(NOW, 5 * MINUTE));
  });

  it('tells the open amount and the words of the provider when a capture was refused', () => {
    const refused = anOperation({
      kind: 'capture',
      status: 'refused',
      amount: eur('100.00'),
      refusal: { code: 'unzer.not-allowed', message: 'Authorisation expired' },
    });
    const decision = decideRelease(
      releaseFacts({
        policy: aPolicy({ mode: 'standard' }),
        memory: aMemory({ operations: [refused] }),
      }),
    );
    expect(decision.problems[0]?.params).toMatchObject({
      open: '100.00 EUR',
      message: 'Authorisation expired',
      orderNumber: '200417',
    });
  });

  it('names both amounts when the payment is too low', () => {
    const { problems } = decideRelease(releaseFacts({ order: anOrder({ total: eur('120.00') }) }));
    expect(problems[0]?.params).toMatchObject({ amount: '120.00 EUR', available: '100.00 EUR' });
  });

  it('says the same in the lock reason and in the comment, with the error number', () => {
    const { commands, comment } = decideRelease(
      releaseFacts({ payment: { kind: 'unknown-to-keys' } }),
    );
    const text =
      'Abgleich: Versandsperre gesetzt: Unzer kennt die Zahlung s-pay-1042 nicht (Fehler R102)';
    expect(commands[0]).toEqual({ kind: 'lock', reason: text });
    expect(comment).toEqual({ code: 'release.payment-unknown', document: 'order', text });
  });

  it('comments a release with the amount as Germans write it', () => {
    expect(
      decideRelease(releaseFacts({ order: anOrder({ total: eur('99.90') }) })).comment?.text,
    ).toBe('Abgleich: Zahlung s-pay-1042 autorisiert, Auftrag über 99,90 EUR freigegeben.');
  });

  it('looks daily at what is released and not shipped, and warns of an authorisation at the moment the configuration names', () => {
    const authorizedAt = hoursAgo(2);
    const lookAgain = (warnBeforeExpiryDays: number | null, now = NOW) =>
      decideRelease(releaseFacts({ policy: aPolicy({ warnBeforeExpiryDays }), now })).lookAgain;
    expect(lookAgain(null)).toBe(plusMs(NOW, DAY));
    const at = (days: number) => plusMs(authorizedAt, days * DAY);
    expect(lookAgain(null, at(5.5))).toBe(at(6));
    expect(lookAgain(2, at(1.5))).toBe(at(2));
    expect(lookAgain(2, plusMs(authorizedAt, 3.5 * DAY))).toBe(plusMs(authorizedAt, 4 * DAY));
  });

  const BANK = {
    holder: 'Merchant Trust',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFFXXX',
    reference: '5513.0000.1234',
  };
  const unpaid = releaseFacts({
    payment: found(aPayment(['capture pending 100.00'], { method: 'prepayment' })),
    transfer: { atProvider: BANK, inErp: null },
  });

  it('puts bank details that the ERP lacks into the comment', () => {
    const { comment } = decideRelease(unpaid);
    expect(comment?.text).toBe(
      'Abgleich: Versandsperre gesetzt: Die Überweisung des Kunden über 100,00 EUR ist noch nicht eingegangen (Zahlung s-pay-1042) (Hinweis R122) Für die Rechnung: Kontoinhaber Merchant Trust, IBAN DE89370400440532013000, BIC COBADEFFXXX, Bank 5513.0000.1234.',
    );
  });

  it('writes bank details once, under whichever reason', () => {
    const { comment } = decideRelease(unpaid);
    const told = anOperation({ kind: 'comment', document: `${comment?.code}:order` });
    const operations = [anOperation({ kind: 'lock' }), told];
    const again = decideRelease({ ...unpaid, memory: aMemory({ operations }) });
    expect(again.comment?.code).toBe(comment?.code);
    const little = aPayment(['capture pending 100.00', 'capture success 40.00'], {
      method: 'prepayment',
    });
    const later = decideRelease({
      ...unpaid,
      payment: found(little),
      memory: aMemory({ operations }),
    });
    expect(later.comment?.text).not.toContain('IBAN');
  });

  it('names both amounts when a transfer is too low or too high', () => {
    for (const received of ['40.00', '110.00']) {
      const payment = aPayment(['capture pending 100.00', `capture success ${received}`], {
        method: 'prepayment',
      });
      const { problems } = decideRelease(releaseFacts({ payment: found(payment) }));
      expect(problems[0]?.params).toMatchObject({
        amount: '100.00 EUR',
        received: `${received} EUR`,
      });
    }
  });
});
