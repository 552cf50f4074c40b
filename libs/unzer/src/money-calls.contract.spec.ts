import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Fault, eur } from '@abgleich/domain';
import {
  type CannedUnzer,
  CAPTURE,
  CHARGE,
  KEY,
  PAYMENT_ID,
  type Reply,
  aProvider,
  aTransaction,
  startCannedUnzer,
} from './testing/canned-unzer.js';

let unzer: CannedUnzer;
beforeEach(async () => {
  unzer = await startCannedUnzer();
});
afterEach(() => unzer.close());

describe('what goes out', () => {
  const back = { ...CAPTURE, charge: CHARGE, reason: 'return' as const };
  it.each([
    [
      'a capture',
      () => aProvider().capture(unzer.access, CAPTURE, unzer.ctx),
      'POST /v1/payments/s-pay-1042/charges',
      { amount: '30.0000', paymentReference: 'RE-1', invoiceId: 'RE-1' },
      's-chg-2',
      'charges/s-chg-2',
    ],
    [
      'a reversal at payment level',
      () =>
        aProvider().reverse(unzer.access, { ...back, charge: null, reason: 'cancel' }, unzer.ctx),
      'POST /v1/payments/s-pay-1042/authorize/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'CANCEL' },
      's-cnl-1',
      'authorize/cancels/s-cnl-1',
    ],
    [
      'a reversal of a request to pay',
      () => aProvider().reverse(unzer.access, { ...back, reason: 'cancel' }, unzer.ctx),
      'POST /v1/payments/s-pay-1042/charges/s-chg-1/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'CANCEL' },
      's-cnl-1',
      'charges/s-chg-1/cancels/s-cnl-1',
    ],
    [
      'a refund of a charge',
      () => aProvider().refund(unzer.access, back, unzer.ctx),
      'POST /v1/payments/s-pay-1042/charges/s-chg-1/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'RETURN' },
      's-cnl-1',
      'charges/s-chg-1/cancels/s-cnl-1',
    ],
    [
      'a refund at payment level',
      () => aProvider().refund(unzer.access, { ...back, charge: null }, unzer.ctx),
      'POST /v1/payments/s-pay-1042/charges/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'RETURN', invoiceId: 'RE-1' },
      's-cnl-3',
      'charges/cancels/s-cnl-3',
    ],
    [
      'a shipment notice',
      () =>
        aProvider().announceShipment(
          unzer.access,
          { paymentId: PAYMENT_ID, invoiceNumber: 'RE 1/ä', reference: 'S-1' },
          unzer.ctx,
        ),
      'POST /v1/payments/s-pay-1042/shipments',
      { invoiceId: 'RE-1/-', paymentReference: 'S-1' },
      's-shp-1',
      'shipments/s-shp-1',
    ],
  ])('%s', async (_name, act, line, body, id, path) => {
    unzer.answers({ status: 201, body: aTransaction({ id }) });
    const receipt = await act();
    expect(unzer.seen).toEqual([{ line, body, authorization: `Basic ${btoa(`${KEY}:`)}` }]);
    expect(receipt).toEqual({
      path,
      status: 'success',
      amount: eur('30'),
      at: Date.UTC(2026, 2, 4, 7, 55, 10),
    });
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'a foreign payment id',
      'unzer.payment-unknown',
      () => aProvider().readPayment(unzer.access, '../keypair' as never, unzer.ctx),
    ],
    [
      'an amount of zero',
      'unzer.wrong-request',
      () => aProvider().capture(unzer.access, { ...CAPTURE, amount: eur('0') }, unzer.ctx),
    ],
    [
      'a reference nobody could find again',
      'unzer.wrong-request',
      () => aProvider().capture(unzer.access, { ...CAPTURE, reference: 'Größe 1' }, unzer.ctx),
    ],
    [
      'a cancel of something that is no charge',
      'unzer.wrong-request',
      () =>
        aProvider().refund(
          unzer.access,
          { ...back, charge: 'authorize/s-aut-1' as never },
          unzer.ctx,
        ),
    ],
    [
      'a path of unknown shape',
      'unzer.wrong-request',
      () => aProvider().readTransaction(unzer.access, PAYMENT_ID, '../x' as never, unzer.ctx),
    ],
  ])('is never %s: %s', async (_name, code, act) => {
    await expect(act()).rejects.toMatchObject({ code });
    expect(unzer.seen).toEqual([]);
  });
});

describe('what comes back from a call that moves money', () => {
  const capture = (rest: Record<string, number> = {}) =>
    aProvider(rest).capture(unzer.access, CAPTURE, unzer.ctx);

  it.each([['isPending'], ['isResumed']])('with %s is taken and not final', async (flag) => {
    unzer.answers({ status: 201, body: aTransaction({ isSuccess: false, [flag]: true }) });
    await expect(capture()).resolves.toMatchObject({ status: 'pending' });
  });

  it.each<[string, Reply]>([
    ['cut off', 'cut'],
    ['a server error', { status: 500, body: '<html/>' }],
    ['a gateway that gave up', { status: 504 }],
    ['half a JSON', { status: 201, body: '{"id":"s-chg' }],
    ['a web page', { status: 200, body: '<html>hello</html>' }],
    ['neither yes nor no', { status: 201, body: aTransaction({ isSuccess: false }) }],
    ['yes and no at once', { status: 201, body: aTransaction({ isError: true }) }],
    ['about another payment', { body: aTransaction({ resources: { paymentId: 's-pay-1' } }) }],
    ['with an id of unknown shape', { body: aTransaction({ id: 'x' }) }],
    ['more than a megabyte', { body: `"${'x'.repeat(1_100_000)}"` }],
    ['a redirect', { status: 307, headers: { location: 'https://evil.example/' } }],
  ])('and is %s leaves it uncertain', async (_name, reply) => {
    unzer.answers(reply);
    await expect(capture()).rejects.toMatchObject({ kind: 'uncertain', code: 'unzer.answer-lost' });
    expect(unzer.seen).toHaveLength(1);
  });

  it('and does not come in time leaves it uncertain', async () => {
    unzer.answers('hang');
    await expect(capture({ totalTimeoutMs: 150 })).rejects.toMatchObject({ kind: 'uncertain' });
  });

  it('cannot come where nobody listens: nothing was sent', async () => {
    const { port } = new URL(unzer.access.baseUrl ?? '');
    unzer.close();
    const nobody = { ...unzer.access, baseUrl: `http://127.0.0.1:${port}` };
    await expect(aProvider().capture(nobody, CAPTURE, unzer.ctx)).rejects.toMatchObject({
      kind: 'transient',
      code: 'unzer.unreachable',
    });
  });

  it('cannot come from a host that does not exist: nothing was sent', async () => {
    const nowhere = { ...unzer.access, baseUrl: 'https://unzer.invalid' };
    await expect(aProvider().capture(nowhere, CAPTURE, unzer.ctx)).rejects.toMatchObject({
      kind: 'transient',
      code: 'unzer.unreachable',
    });
  });

  it('and is a no, is one, with the reason', async () => {
    const errors = [{ code: 'API.330.100.007', merchantMessage: 'exceeds 60.0000' }];
    unzer.answers({ status: 200, body: { id: 's-err-1', isError: true, errors } });
    await expect(capture()).rejects.toMatchObject({
      kind: 'rejected',
      code: 'unzer.amount-exceeded',
      params: {
        unzerCode: 'API.330.100.007',
        message: 'exceeds 60.0000 (API.330.100.007)',
      },
      ref: { paymentId: PAYMENT_ID, traceId: 't-1' },
    });
  });

  it('asks for a pause when the rate was too high, and is held to it', async () => {
    unzer.answers({ status: 429, headers: { 'retry-after': '20' } }, { body: aTransaction() });
    const own = aProvider();
    const limited = { kind: 'transient', code: 'unzer.rate-limited' };
    await expect(own.capture(unzer.access, CAPTURE, unzer.ctx)).rejects.toMatchObject({
      ...limited,
      retryAfterMs: 20_000,
    });
    await expect(own.capture(unzer.access, CAPTURE, unzer.ctx)).rejects.toMatchObject(limited);
    expect(unzer.seen).toHaveLength(1);
  });
});

describe('a call whose time is over', () => {
  const late = {
    traceId: 't',
    record: () => undefined,
    beforeSending: () => {
      throw new Fault({ kind: 'transient', code: 'platform.too-late' });
    },
  };

  it('is not sent when it moves money, and reads all the same', async () => {
    await expect(aProvider().capture(unzer.access, CAPTURE, late)).rejects.toMatchObject({
      code: 'platform.too-late',
    });
    await aProvider()
      .readPayment(unzer.access, PAYMENT_ID, late)
      .catch(() => undefined);
    expect(unzer.lines()).toEqual([`GET /v1/payments/${PAYMENT_ID}`]);
  });
});
