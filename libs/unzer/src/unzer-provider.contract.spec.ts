import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eur,
  type ForeignCall,
  instant,
  type MoneyRequest,
  type ProviderAccess,
  type ProviderPaymentId,
  Secret,
  type TransactionPath,
} from '@abgleich/domain';
import { createUnzerProvider } from './unzer-provider.js';

const KEY = 's-priv-verysecret1';
const paymentId = 's-pay-1042' as ProviderPaymentId;
const charge = 'charges/s-chg-1' as TransactionPath;
const NOW = instant(Date.UTC(2026, 2, 4));

type Seen = { line: string; body: unknown; authorization: string };
type Reply = { status?: number; body?: unknown; headers?: Record<string, string> } | 'cut' | 'hang';
let server: Server;
let access: ProviderAccess;
let seen: Seen[];
let calls: ForeignCall[];
let replies: Reply[];
const ctx = { traceId: 't-1', record: (call: ForeignCall) => calls.push(call) };

beforeEach(async () => {
  [seen, calls, replies] = [[], [], []];
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  access = {
    privateKey: new Secret(KEY),
    publicKey: 's-pub-public1',
    baseUrl: `http://127.0.0.1:${port}`,
  };
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  seen.push({
    line: `${request.method} ${request.url}`,
    body: text === '' ? null : JSON.parse(text),
    authorization: request.headers.authorization ?? '',
  });
  const reply = replies.shift() ?? { status: 500 };
  if (reply === 'hang') return;
  if (reply === 'cut') {
    response.destroy();
    return;
  }
  const { status = 200, body = '', headers = {} } = reply;
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
}

const provider = (rest: Record<string, number> = {}) =>
  createUnzerProvider({ clock: { now: () => NOW }, requestsPerSecond: 0, ...rest });
const transaction = (rest: Record<string, unknown> = {}) => ({
  id: 's-chg-2',
  isSuccess: true,
  isPending: false,
  isResumed: false,
  isError: false,
  message: { code: 'COR.000.100.112', merchant: 'ok', customer: 'ok' },
  amount: '30.0000',
  currency: 'EUR',
  date: '2026-03-04 07:55:10',
  resources: { paymentId, traceId: 'trace-9' },
  invoiceId: 'RE-1',
  paymentReference: 'RE-1',
  processing: { uniqueId: 'U', shortId: '1.2.3' },
  ...rest,
});
const payment = (transactions: unknown[] = []) => ({
  id: paymentId,
  state: { id: 3, name: 'partly' },
  amount: { total: '100.0000', charged: '30.0000', canceled: '0.0000', remaining: '70.0000' },
  currency: 'EUR',
  resources: { typeId: 's-crd-1', paymentId, traceId: 'trace-1' },
  transactions,
});
const entry = (path: string, type: string, status = 'success', amount = '30.0000') => ({
  date: '2026-03-04 07:55:10',
  type,
  status,
  amount,
  url: `https://somewhere.else/v1/payments/${paymentId}/${path}`,
});
const request: MoneyRequest = {
  paymentId,
  amount: eur('30'),
  reference: 'RE-1',
  invoiceNumber: 'RE-1',
  lines: null,
};

describe('what goes out', () => {
  const back = { ...request, charge, reason: 'return' as const };
  it.each([
    [
      'a capture',
      () => provider().capture(access, request, ctx),
      'POST /v1/payments/s-pay-1042/charges',
      { amount: '30.0000', paymentReference: 'RE-1', invoiceId: 'RE-1' },
      's-chg-2',
      'charges/s-chg-2',
    ],
    [
      'a reversal at payment level',
      () => provider().reverse(access, { ...back, charge: null, reason: 'cancel' }, ctx),
      'POST /v1/payments/s-pay-1042/authorize/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'CANCEL' },
      's-cnl-1',
      'authorize/cancels/s-cnl-1',
    ],
    [
      'a reversal of a request to pay',
      () => provider().reverse(access, { ...back, reason: 'cancel' }, ctx),
      'POST /v1/payments/s-pay-1042/charges/s-chg-1/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'CANCEL' },
      's-cnl-1',
      'charges/s-chg-1/cancels/s-cnl-1',
    ],
    [
      'a refund of a charge',
      () => provider().refund(access, back, ctx),
      'POST /v1/payments/s-pay-1042/charges/s-chg-1/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'RETURN' },
      's-cnl-1',
      'charges/s-chg-1/cancels/s-cnl-1',
    ],
    [
      'a refund at payment level',
      () => provider().refund(access, { ...back, charge: null }, ctx),
      'POST /v1/payments/s-pay-1042/charges/cancels',
      { amount: '30.0000', paymentReference: 'RE-1', reasonCode: 'RETURN', invoiceId: 'RE-1' },
      's-cnl-3',
      'charges/cancels/s-cnl-3',
    ],
    [
      'a shipment notice',
      () =>
        provider().announceShipment(
          access,
          { paymentId, invoiceNumber: 'RE 1/ä', reference: 'S-1' },
          ctx,
        ),
      'POST /v1/payments/s-pay-1042/shipments',
      { invoiceId: 'RE-1/-', paymentReference: 'S-1' },
      's-shp-1',
      'shipments/s-shp-1',
    ],
  ])('%s', async (_name, act, line, body, id, path) => {
    replies = [{ status: 201, body: transaction({ id }) }];
    const receipt = await act();
    expect(seen).toEqual([{ line, body, authorization: `Basic ${btoa(`${KEY}:`)}` }]);
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
      () => provider().readPayment(access, '../keypair' as never, ctx),
    ],
    [
      'an amount of zero',
      'unzer.wrong-request',
      () => provider().capture(access, { ...request, amount: eur('0') }, ctx),
    ],
    [
      'a reference nobody could find again',
      'unzer.wrong-request',
      () => provider().capture(access, { ...request, reference: 'Größe 1' }, ctx),
    ],
    [
      'a cancel of something that is no charge',
      'unzer.wrong-request',
      () => provider().refund(access, { ...back, charge: 'authorize/s-aut-1' as never }, ctx),
    ],
    [
      'a path of unknown shape',
      'unzer.wrong-request',
      () => provider().readTransaction(access, paymentId, '../x' as never, ctx),
    ],
  ])('is never %s: %s', async (_name, code, act) => {
    await expect(act()).rejects.toMatchObject({ code });
    expect(seen).toEqual([]);
  });
});

describe('what comes back from a call that moves money', () => {
  const capture = (rest: Record<string, number> = {}) =>
    provider(rest).capture(access, request, ctx);

  it.each([['isPending'], ['isResumed']])('with %s is taken and not final', async (flag) => {
    replies = [{ status: 201, body: transaction({ isSuccess: false, [flag]: true }) }];
    await expect(capture()).resolves.toMatchObject({ status: 'pending' });
  });

  it.each<[string, Reply]>([
    ['cut off', 'cut'],
    ['a server error', { status: 500, body: '<html/>' }],
    ['a gateway that gave up', { status: 504 }],
    ['half a JSON', { status: 201, body: '{"id":"s-chg' }],
    ['a web page', { status: 200, body: '<html>hello</html>' }],
    ['neither yes nor no', { status: 201, body: transaction({ isSuccess: false }) }],
    ['yes and no at once', { status: 201, body: transaction({ isError: true }) }],
    ['about another payment', { body: transaction({ resources: { paymentId: 's-pay-1' } }) }],
    ['with an id of unknown shape', { body: transaction({ id: 'x' }) }],
    ['more than a megabyte', { body: `"${'x'.repeat(1_100_000)}"` }],
    ['a redirect', { status: 307, headers: { location: 'https://evil.example/' } }],
  ])('and is %s leaves it uncertain', async (_name, reply) => {
    replies = [reply];
    await expect(capture()).rejects.toMatchObject({ kind: 'uncertain', code: 'unzer.answer-lost' });
    expect(seen).toHaveLength(1);
  });

  it('and does not come in time leaves it uncertain', async () => {
    replies = ['hang'];
    await expect(capture({ totalTimeoutMs: 150 })).rejects.toMatchObject({ kind: 'uncertain' });
  });

  it('cannot come where nobody listens: nothing was sent', async () => {
    const { port } = new URL(access.baseUrl ?? '');
    server.close();
    server.closeAllConnections();
    const nobody = { ...access, baseUrl: `http://127.0.0.1:${port}` };
    await expect(provider().capture(nobody, request, ctx)).rejects.toMatchObject({
      kind: 'transient',
      code: 'unzer.unreachable',
    });
  });

  it('cannot come from a host that does not exist: nothing was sent', async () => {
    const nowhere = { ...access, baseUrl: 'https://unzer.invalid' };
    await expect(provider().capture(nowhere, request, ctx)).rejects.toMatchObject({
      kind: 'transient',
      code: 'unzer.unreachable',
    });
  });

  it('and is a no, is one, with the reason', async () => {
    const errors = [{ code: 'API.330.100.007', merchantMessage: 'exceeds 60.0000' }];
    replies = [{ status: 200, body: { id: 's-err-1', isError: true, errors } }];
    await expect(capture()).rejects.toMatchObject({
      kind: 'rejected',
      code: 'unzer.amount-exceeded',
      params: {
        unzerCode: 'API.330.100.007',
        message: 'exceeds 60.0000 (API.330.100.007)',
      },
      ref: { paymentId, traceId: 't-1' },
    });
  });

  it('asks for a pause when the rate was too high, and is held to it', async () => {
    replies = [{ status: 429, headers: { 'retry-after': '20' } }, { body: transaction() }];
    const own = provider();
    const limited = { kind: 'transient', code: 'unzer.rate-limited' };
    await expect(own.capture(access, request, ctx)).rejects.toMatchObject({
      ...limited,
      retryAfterMs: 20_000,
    });
    await expect(own.capture(access, request, ctx)).rejects.toMatchObject(limited);
    expect(seen).toHaveLength(1);
  });
});

describe('reading', () => {
  it('takes ids out of foreign URLs and asks only its own host', async () => {
    replies = [{ body: payment([entry('authorize/s-aut-1', 'authorize')]) }];
    const snapshot = await provider().readPayment(access, paymentId, ctx);
    expect(snapshot).toMatchObject({ method: 'card', state: 'partly', readAt: NOW });
    expect(seen.map(({ line }) => line)).toEqual(['GET /v1/payments/s-pay-1042']);
  });

  it('refuses an answer about another payment', async () => {
    replies = [{ body: { ...payment(), id: 's-pay-9' } }];
    await expect(provider().readPayment(access, paymentId, ctx)).rejects.toMatchObject({
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
    replies = [reply];
    const [kind, code] = expected.split(' ');
    const reading = provider().readPayment(access, paymentId, ctx);
    await expect(reading).rejects.toMatchObject({ kind, code });
  });

  it('tells a reversal of a request to pay from a refund by what it cancels', async () => {
    const cancel = { ...transaction({ id: 's-cnl-1' }), invoiceId: undefined };
    for (const [parent, kind] of [
      [{ isSuccess: false, isPending: true }, 'reversal'],
      [{}, 'refund'],
    ] as const) {
      replies = [{ body: transaction({ id: 's-chg-1', ...parent }) }, { body: cancel }];
      const path = `${charge}/cancels/s-cnl-1` as TransactionPath;
      const detail = await provider().readTransaction(access, paymentId, path, ctx);
      expect(detail).toMatchObject({
        kind,
        reference: 'RE-1',
        invoiceNumber: null,
        parent: charge,
      });
    }
  });

  it('gives the account to transfer to', async () => {
    const processing = { iban: 'DE89', bic: 'COBA', holder: 'Trust', descriptor: '1.2.3' };
    replies = [{ body: transaction({ id: 's-chg-1', processing }) }];
    const detail = await provider().readTransaction(access, paymentId, charge, ctx);
    expect(detail.transfer).toEqual({
      iban: 'DE89',
      bic: 'COBA',
      holder: 'Trust',
      reference: '1.2.3',
    });
  });

  it('finds a lost charge by its reference', async () => {
    const listed = [
      entry('authorize/s-aut-1', 'authorize', 'success', '100.0000'),
      entry('charges/s-chg-1', 'charge'),
      entry('charges/s-chg-2', 'charge'),
      entry('charges/s-chg-3', 'charge'),
    ];
    replies = [
      { body: payment(listed) },
      { body: transaction({ paymentReference: 'OTHER' }) },
      { body: transaction({ id: 's-chg-3' }) },
    ];
    const search = {
      paymentId,
      kind: 'capture',
      reference: 'RE-1',
      amount: eur('30'),
      knownTransactions: ['authorize/s-aut-1', charge] as TransactionPath[],
    } as const;
    await expect(provider().findTransaction(access, search, ctx)).resolves.toMatchObject({
      kind: 'found',
      receipt: { path: 'charges/s-chg-3', status: 'success', amount: eur('30') },
    });
    expect(seen.slice(1).map(({ line }) => line)).toEqual([
      'GET /v1/payments/s-pay-1042/charges/s-chg-2',
      'GET /v1/payments/s-pay-1042/charges/s-chg-3',
    ]);
  });
});

describe('key pairs and webhooks', () => {
  it('accepts a pair that belongs together and refuses another', async () => {
    const pair = { publicKey: 's-pub-public1', privateKey: KEY, availablePaymentTypes: ['card'] };
    replies = [{ body: pair }, { body: { ...pair, publicKey: 's-pub-other' } }];
    await expect(provider().checkKeys(access, ctx)).resolves.toEqual({ paymentTypes: ['card'] });
    await expect(provider().checkKeys(access, ctx)).rejects.toMatchObject({
      kind: 'config',
      code: 'unzer.keys-rejected',
    });
    expect(JSON.stringify(calls)).not.toContain(KEY);
  });

  const url = 'https://app.example/hooks/unzer';
  const own = (event: string, id: string) => ({ id, url, event });
  const shop = { id: 's-whk-9', url: 'https://shop.example/', event: 'all' };

  it('registers only what is missing, and minds no one who was quicker', async () => {
    replies = [
      { body: { events: [shop, own('charge', 's-whk-1')] } },
      { status: 400, body: { errors: [{ code: 'API.510.310.009' }] } },
      { body: { events: [shop, own('charge', 's-whk-1'), own('payment', 's-whk-2')] } },
    ];
    const wanted = { url, events: ['charge', 'payment'] };
    const hooks = await provider().registerWebhooks(access, wanted, ctx);
    expect(hooks.map(({ id }) => id)).toEqual(['s-whk-1', 's-whk-2']);
    expect(seen[1]).toMatchObject({ line: 'POST /v1/webhooks', body: { url, event: 'payment' } });
  });

  it("deletes its own and never the shop's", async () => {
    replies = [{ body: { events: [shop, own('charge', 's-whk-1')] } }, { body: { id: 's-whk-1' } }];
    await provider().deleteOwnWebhooks(access, { url }, ctx);
    expect(seen.map(({ line }) => line)).toEqual([
      'GET /v1/webhooks',
      'DELETE /v1/webhooks/s-whk-1',
    ]);
  });
});

describe('the record of a call', () => {
  it('shows what was asked and answered, and never the key', async () => {
    replies = [{ status: 201, body: transaction() }];
    await provider().capture(access, request, ctx);
    expect(calls).toEqual([
      {
        side: 'psp',
        name: 'POST /payments/{id}/charges',
        startedAt: NOW,
        durationMs: expect.any(Number),
        outcome: 'ok',
        request: { paymentId, amount: '30.0000', paymentReference: 'RE-1', invoiceId: 'RE-1' },
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
    replies = ['cut'];
    await provider()
      .capture(access, request, ctx)
      .catch(() => undefined);
    expect(calls).toMatchObject([{ outcome: 'unzer.answer-lost' }]);
    expect(JSON.stringify(calls)).not.toContain(KEY);
  });
});
