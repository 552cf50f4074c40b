import { describe, expect, it } from '@jest/globals';
import {
  eur,
  instant,
  type PaymentSnapshot,
  type ProviderPaymentId,
  type TransactionPath,
  type TransactionSearch,
} from '@abgleich/domain';
import { type Candidate, findTransaction, pickTransaction } from './find-transaction.js';

const path = (text: string) => text as TransactionPath; // test data of known shape
const candidate = (rest: Partial<Candidate> = {}): Candidate => ({
  path: path('charges/s-chg-1'),
  kind: 'capture',
  status: 'success',
  amount: eur('40'),
  at: instant(0),
  parent: null,
  reference: 'RE-1',
  invoiceNumber: 'RE-1',
  ...rest,
});
const second = (rest: Partial<Candidate> = {}) =>
  candidate({ path: path('charges/s-chg-2'), ...rest });
const search: TransactionSearch = {
  paymentId: 's-pay-1' as ProviderPaymentId,
  kind: 'capture',
  reference: 'RE-1',
  amount: eur('40'),
  knownTransactions: [],
};
const nameless = { reference: null, invoiceNumber: null };

describe('which transaction is ours', () => {
  it.each<[string, Candidate[], string]>([
    ['nothing new', [], 'not-found'],
    ['one with our reference', [candidate()], 'found success charges/s-chg-1'],
    [
      'a pending one with our reference',
      [candidate({ status: 'pending' })],
      'found pending charges/s-chg-1',
    ],
    [
      'a resumed one with our reference',
      [candidate({ status: 'resumed' })],
      'found pending charges/s-chg-1',
    ],
    ['a failed one with our reference', [candidate({ status: 'error' })], 'failed charges/s-chg-1'],
    ["somebody else's with the same amount", [candidate({ reference: 'OTHER' })], 'not-found'],
    [
      'a failed one and then a good one',
      [candidate({ status: 'error' }), second()],
      'found success charges/s-chg-2',
    ],
    [
      'two with our reference',
      [candidate(), second()],
      'ambiguous charges/s-chg-1 charges/s-chg-2',
    ],
    [
      'our reference with another amount',
      [candidate({ amount: eur('39.99') })],
      'ambiguous charges/s-chg-1',
    ],
    [
      'ours among others',
      [candidate({ reference: 'OTHER' }), second()],
      'found success charges/s-chg-2',
    ],
    [
      'our invoice number without a reference',
      [candidate({ reference: null })],
      'found success charges/s-chg-1',
    ],
    ['one without any reference', [candidate(nameless)], 'found success charges/s-chg-1'],
    [
      'one without any reference, other amount',
      [candidate({ ...nameless, amount: eur('1') })],
      'not-found',
    ],
    [
      'a failed one without any reference',
      [candidate({ ...nameless, status: 'error' })],
      'not-found',
    ],
    [
      'two without any reference',
      [candidate(nameless), second(nameless)],
      'ambiguous charges/s-chg-1 charges/s-chg-2',
    ],
  ])('%s', (_name, candidates, expected) => {
    const finding = pickTransaction(candidates, search);
    const shown =
      finding.kind === 'found'
        ? `found ${finding.receipt.status} ${finding.receipt.path}`
        : finding.kind === 'failed'
          ? `failed ${finding.path}`
          : finding.kind === 'ambiguous'
            ? `ambiguous ${finding.paths.join(' ')}`
            : finding.kind;
    expect(shown).toBe(expected);
  });
});

describe('looking for a lost transaction', () => {
  const payment = (transactions: Candidate[]): PaymentSnapshot => ({
    paymentId: search.paymentId,
    method: 'card',
    methodName: 'card',
    state: 'partly',
    currency: eur('0').currency,
    total: eur('100'),
    captured: eur('40'),
    refunded: eur('0'),
    remaining: eur('60'),
    transactions,
    readAt: instant(0),
  });
  async function look(transactions: Candidate[], rest: Partial<TransactionSearch> = {}) {
    const read: string[] = [];
    const parts = {
      readPayment: async () => payment(transactions),
      readReferences: async (_access: unknown, of: { path: TransactionPath }) => {
        read.push(of.path);
        const found = transactions.find((entry) => entry.path === of.path);
        return { reference: found?.reference ?? null, invoiceNumber: found?.invoiceNumber ?? null };
      },
    };
    // Neither keys nor context are used by these parts.
    const finding = await findTransaction(parts, {} as never, { ...search, ...rest });
    return { finding, read };
  }

  it('leaves alone what was known before, and reads only its own kind', async () => {
    const authorization = candidate({ path: path('authorize/s-aut-1'), kind: 'authorization' });
    const known = [path('charges/s-chg-1')];
    const { finding, read } = await look([authorization, candidate(), second()], {
      knownTransactions: known,
    });
    expect(read).toEqual(['charges/s-chg-2']);
    expect(finding).toMatchObject({ kind: 'found', receipt: { path: 'charges/s-chg-2' } });
  });

  it('finds a reversal that looks like a refund since the money came', async () => {
    const cancel = candidate({ path: path('charges/s-chg-1/cancels/s-cnl-1'), kind: 'refund' });
    const { finding } = await look([cancel], { kind: 'reversal' });
    expect(finding).toMatchObject({ kind: 'found' });
  });

  it('finds a shipment, whose amount we did not choose', async () => {
    const shipment = candidate({ path: path('shipments/s-shp-1'), kind: 'shipment-notice' });
    const { finding } = await look([shipment], { kind: 'shipment-notice', amount: null });
    expect(finding).toMatchObject({ kind: 'found', receipt: { path: 'shipments/s-shp-1' } });
  });

  it('gives up on more candidates than a person would read', async () => {
    const many = Array.from({ length: 21 }, (_, n) =>
      candidate({ path: path(`charges/s-chg-${n}`) }),
    );
    const { finding, read } = await look(many);
    expect(finding.kind).toBe('ambiguous');
    expect(read).toEqual([]);
  });
});
