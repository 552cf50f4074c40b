import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eur, type TransactionPath } from '@abgleich/domain';
import {
  type CannedUnzer,
  CAPTURE,
  CHARGE,
  KEY,
  NOW,
  PAYMENT_ID,
  type Reply,
  aPayment,
  aProvider,
  aTransaction,
  anEntry,
  startCannedUnzer,
} from './testing/canned-unzer.js';

let unzer: CannedUnzer;
beforeEach(async () => {
  unzer = await startCannedUnzer();
});
afterEach(() => unzer.close());

describe('reading', () => {
  it('takes ids out of foreign URLs and asks only its own host', async () => {
    unzer.answers({ body: aPayment([anEntry('authorize/s-aut-1', 'authorize')]) });
    const snapshot = await aProvider().readPayment(unzer.access, PAYMENT_ID, unzer.ctx);
    expect(snapshot).toMatchObject({ method: 'card', state: 'partly', readAt: NOW });
    expect(unzer.lines()).toEqual(['GET /v1/payments/s-pay-1042']);
  });

  it('refuses an answer about another payment', async () => {
    unzer.answers({ body: { ...aPayment(), id: 's-pay-9' } });
    await expect(
      aProvider().readPayment(unzer.access, PAYMENT_ID, unzer.ctx),
    ).rejects.toMatchObject({
      kind: 'data',
      code: 'unzer.malformed-answer',
    });
  });

  it.each<[string, string, Reply]>([
    ['cut off', 'transient unzer.unreachable', 'cut'],
    ['a server error', 'transient unzer.busy', { status: 503 }],
    ['not what it should be', 'data unzer.malformed-answer', { body: { id: 7 } }],
    ['too large', 'data unzer.answer-too-large', { body: `"${'x'.repeat(1_100_000)}"` }],
    ['refused for the keys', 'config unzer.keys-rejected', { status: 401 }],
  ])('that is %s is %s', async (_name, expected, reply) => {
    unzer.answers(reply);
    const [kind, code] = expected.split(' ');
    const reading = aProvider().readPayment(unzer.access, PAYMENT_ID, unzer.ctx);
    await expect(reading).rejects.toMatchObject({ kind, code });
  });

  it('tells a reversal of a request to pay from a refund by what it cancels', async () => {
    const cancel = { ...aTransaction({ id: 's-cnl-1' }), invoiceId: undefined };
    for (const [parent, kind] of [
      [{ isSuccess: false, isPending: true }, 'reversal'],
      [{}, 'refund'],
    ] as const) {
      unzer.answers({ body: aTransaction({ id: 's-chg-1', ...parent }) }, { body: cancel });
      const path = `${CHARGE}/cancels/s-cnl-1` as TransactionPath;
      const detail = await aProvider().readTransaction(unzer.access, PAYMENT_ID, path, unzer.ctx);
      expect(detail).toMatchObject({
        kind,
        reference: 'RE-1',
        invoiceNumber: null,
        parent: CHARGE,
      });
    }
  });

  it('gives the account to transfer to', async () => {
    const processing = { iban: 'DE89', bic: 'COBA', holder: 'Trust', descriptor: '1.2.3' };
    unzer.answers({ body: aTransaction({ id: 's-chg-1', processing }) });
    const detail = await aProvider().readTransaction(unzer.access, PAYMENT_ID, CHARGE, unzer.ctx);
    expect(detail.transfer).toEqual({
      iban: 'DE89',
      bic: 'COBA',
      holder: 'Trust',
      reference: '1.2.3',
    });
  });

  const ADDRESS = {
    name: 'Erika Muster',
    street: 'Hauptstr. 1',
    zip: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  it.each([
    ['the delivery address', { shippingAddress: ADDRESS, billingAddress: null }, ADDRESS],
    ['the billing address without another', { billingAddress: { ...ADDRESS } }, ADDRESS],
    ['no address, when all are empty', { shippingAddress: { name: 'Erika' } }, null],
    ['no address, when there is none', {}, null],
  ])('gives %s of a customer', async (_name, addresses, expected) => {
    unzer.answers({ body: { id: 's-cst-0c1f6a2b9d3e', ...addresses } });
    const reading = aProvider().readDeliveryAddress(unzer.access, 's-cst-0c1f6a2b9d3e', unzer.ctx);
    await expect(reading).resolves.toEqual(expected);
    expect(unzer.lines()).toEqual(['GET /v1/customers/s-cst-0c1f6a2b9d3e']);
    expect(JSON.stringify(unzer.calls)).not.toContain('Muster');
  });

  it('knows no address of a customer that Unzer does not know', async () => {
    const errors = [{ code: 'API.410.100.100', merchantMessage: 'not found' }];
    unzer.answers({ status: 400, body: { isError: true, errors } });
    const reading = aProvider().readDeliveryAddress(unzer.access, 's-cst-1', unzer.ctx);
    await expect(reading).resolves.toBeNull();
  });

  it('asks for no customer whose id does not have the shape of one', async () => {
    const reading = aProvider().readDeliveryAddress(unzer.access, '../keypair', unzer.ctx);
    await expect(reading).rejects.toMatchObject({ kind: 'data' });
    expect(unzer.lines()).toEqual([]);
  });

  it('finds a lost charge by its reference', async () => {
    const listed = [
      anEntry('authorize/s-aut-1', 'authorize', '100.0000'),
      anEntry('charges/s-chg-1', 'charge'),
      anEntry('charges/s-chg-2', 'charge'),
      anEntry('charges/s-chg-3', 'charge'),
    ];
    unzer.answers(
      { body: aPayment(listed) },
      { body: aTransaction({ paymentReference: 'OTHER' }) },
      { body: aTransaction({ id: 's-chg-3' }) },
    );
    const search = {
      paymentId: PAYMENT_ID,
      kind: 'capture',
      reference: 'RE-1',
      amount: eur('30'),
      knownTransactions: ['authorize/s-aut-1', CHARGE] as TransactionPath[],
    } as const;
    await expect(
      aProvider().findTransaction(unzer.access, search, unzer.ctx),
    ).resolves.toMatchObject({
      kind: 'found',
      receipt: { path: 'charges/s-chg-3', status: 'success', amount: eur('30') },
    });
    expect(unzer.lines().slice(1)).toEqual([
      'GET /v1/payments/s-pay-1042/charges/s-chg-2',
      'GET /v1/payments/s-pay-1042/charges/s-chg-3',
    ]);
  });
});

describe('key pairs and webhooks', () => {
  it('accepts a pair that belongs together and refuses another', async () => {
    const pair = { publicKey: 's-pub-public1', privateKey: KEY, availablePaymentTypes: ['card'] };
    unzer.answers({ body: pair }, { body: { ...pair, publicKey: 's-pub-other' } });
    await expect(aProvider().checkKeys(unzer.access, unzer.ctx)).resolves.toEqual({
      paymentTypes: ['card'],
    });
    await expect(aProvider().checkKeys(unzer.access, unzer.ctx)).rejects.toMatchObject({
      kind: 'config',
      code: 'unzer.keys-rejected',
    });
    expect(JSON.stringify(unzer.calls)).not.toContain(KEY);
  });

  const url = 'https://app.example/hooks/unzer';
  const own = (event: string, id: string) => ({ id, url, event });
  const shop = { id: 's-whk-9', url: 'https://shop.example/', event: 'all' };

  it('registers only what is missing, and minds no one who was quicker', async () => {
    unzer.answers(
      { body: { events: [shop, own('charge', 's-whk-1')] } },
      { status: 400, body: { errors: [{ code: 'API.510.310.009' }] } },
      { body: { events: [shop, own('charge', 's-whk-1'), own('payment', 's-whk-2')] } },
    );
    const wanted = { url, events: ['charge', 'payment'] };
    const hooks = await aProvider().registerWebhooks(unzer.access, wanted, unzer.ctx);
    expect(hooks.map(({ id }) => id)).toEqual(['s-whk-1', 's-whk-2']);
    expect(unzer.seen[1]).toMatchObject({
      line: 'POST /v1/webhooks',
      body: { url, event: 'payment' },
    });
  });

  it("deletes its own and never the shop's", async () => {
    unzer.answers(
      { body: { events: [shop, own('charge', 's-whk-1')] } },
      { body: { id: 's-whk-1' } },
    );
    await aProvider().deleteOwnWebhooks(unzer.access, { url }, unzer.ctx);
    expect(unzer.lines()).toEqual(['GET /v1/webhooks', 'DELETE /v1/webhooks/s-whk-1']);
  });
});

describe('the record of a call', () => {
  it('shows what was asked and answered, and never the key', async () => {
    unzer.answers({ status: 201, body: aTransaction() });
    await aProvider().capture(unzer.access, CAPTURE, unzer.ctx);
    expect(unzer.calls).toEqual([
      {
        side: 'psp',
        name: 'POST /payments/{id}/charges',
        startedAt: NOW,
        durationMs: expect.any(Number),
        outcome: 'ok',
        request: {
          paymentId: PAYMENT_ID,
          amount: '30.0000',
          paymentReference: 'RE-1',
          invoiceId: 'RE-1',
        },
        response: {
          httpStatus: 201,
          transactionId: 's-chg-2',
          status: 'success',
          code: 'COR.000.100.112',
          amount: '30.0000',
          traceId: 'trace-9',
        },
      },
    ]);
  });

  it('is made for a failed one, too', async () => {
    unzer.answers('cut');
    await aProvider()
      .capture(unzer.access, CAPTURE, unzer.ctx)
      .catch(() => undefined);
    expect(unzer.calls).toMatchObject([{ outcome: 'unzer.answer-lost' }]);
    expect(JSON.stringify(unzer.calls)).not.toContain(KEY);
  });
});
