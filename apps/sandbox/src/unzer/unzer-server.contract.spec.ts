import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { summary, units } from './testing/ledger-bench.js';
import {
  KEYS_A,
  KEYS_B,
  type RunningUnzer,
  ask,
  codeIn,
  startUnzerForTest,
} from './testing/running-unzer.js';

let unzer: RunningUnzer;
beforeAll(async () => {
  unzer = await startUnzerForTest({ webhookSpeed: 60_000 });
});
afterAll(() => unzer.close());
beforeEach(() => {
  unzer.faults.clear();
  unzer.calls.clear();
});

describe('the interface of the sandbox Unzer', () => {
  it('shows a payment the way Unzer does', async () => {
    const { id, typeId } = unzer.create({
      references: { orderId: 'SHOP-1' },
      customer: { lastname: 'Muster' },
    });
    await ask(unzer, `POST /payments/${id}/charges`, {
      body: { amount: 40, invoiceId: 'RE-1', paymentReference: 'RE-1' },
    });
    const { status, json } = await ask(unzer, `GET /payments/${id}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id,
      state: { id: 3, name: 'partly' },
      amount: {
        total: '100.0000',
        charged: '40.0000',
        canceled: '0.0000',
        remaining: '60.0000',
      },
      currency: 'EUR',
      orderId: 'SHOP-1',
      resources: { paymentId: id, typeId, basketId: '', metadataId: '' },
      transactions: [
        {
          type: 'authorize',
          status: 'success',
          amount: '100.0000',
          url: `${unzer.url}/v1/payments/${id}/authorize/s-aut-1`,
          date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        },
        { type: 'charge', amount: '40.0000' },
      ],
    });
  });

  it('echoes references in the single transaction, and finds payments by order id, too', async () => {
    const { id } = unzer.create({ references: { orderId: 'SHOP-2' } });
    const made = await ask(unzer, 'POST /payments/SHOP-2/charges/', {
      body: { amount: '12.5', invoiceId: 'RE-2', paymentReference: 'K-2' },
    });
    expect(made.status).toBe(201);
    const read = await ask(unzer, `GET /payments/${id}/charges/s-chg-1`);
    expect(read.json).toEqual(made.json);
    expect(read.json).toMatchObject({
      isSuccess: true,
      isPending: false,
      isError: false,
      amount: '12.5000',
      invoiceId: 'RE-2',
      paymentReference: 'K-2',
      orderId: 'SHOP-2',
      message: { code: 'COR.000.100.112' },
      processing: { shortId: expect.stringMatching(/^\d{4}\.\d{4}\.\d{4}$/) },
    });
    const byCollection = await ask(unzer, `GET /payments/${id}/charges`);
    expect(byCollection.json).toEqual(made.json);
  });

  it('serves a cancel below its charge and in the payment-level form', async () => {
    const { id } = unzer.create();
    await ask(unzer, `POST /payments/${id}/charges`);
    const refund = await ask(unzer, `POST /payments/${id}/charges/s-chg-1/cancels`, {
      body: { amount: '10', paymentReference: 'GS-1', reasonCode: 'RETURN' },
    });
    expect(refund.status).toBe(201);
    expect(refund.json).not.toHaveProperty('invoiceId');
    for (const path of ['charges/s-chg-1/cancels/s-cnl-1', 'charges/cancels/s-cnl-1'])
      expect((await ask(unzer, `GET /payments/${id}/${path}`)).json).toMatchObject({
        id: 's-cnl-1',
        paymentReference: 'GS-1',
        amount: '10.0000',
      });
  });

  it('gives the account to transfer to with the request to pay', async () => {
    const { id } = unzer.create({ apiType: 'prepayment', outcome: 'pending' });
    const { json } = await ask(unzer, `GET /payments/${id}/charges/s-chg-1`);
    expect(json).toMatchObject({
      isPending: true,
      processing: {
        iban: 'DE89370400440532013000',
        bic: 'COBADEFFXXX',
        holder: expect.any(String),
        descriptor: expect.stringMatching(/^\d{4}\.\d{4}\.\d{4}$/),
      },
    });
  });

  it.each([
    ['GET /payments/s-pay-1', {}, 404, 'API.310.100.003'],
    ['GET /payments/s-crd-1', {}, 404, 'API.310.100.003'],
    ['GET /keypair', { key: 's-priv-stranger' }, 401, 'API.320.000.002'],
    ['GET /keypair', { key: KEYS_A.publicKey }, 403, 'API.710.000.005'],
    ['GET /webhooks/s-whk-1', {}, 404, 'API.510.310.008'],
    ['GET /types/s-crd-1', {}, 404, 'API.500.100.001'],
    ['PUT /keypair', {}, 405, 'API.710.300.003'],
    ['GET /nothing', {}, 404, 'API.710.100.000'],
    ['POST /payments/charges', { body: { amount: 1 } }, 400, 'API.320.200.143'],
  ])('refuses %s %j', async (line, options, status, code) => {
    const answer = await ask(unzer, line, options);
    expect(answer.status).toBe(status);
    expect(codeIn(answer)).toBe(code);
    expect(answer.json).toMatchObject({ isError: true, traceId: expect.any(String) });
  });

  it.each(['0.12345', '-5', '0', 'zwölf', { value: 1 }])(
    'refuses to charge the amount %j',
    async (amount) => {
      const { id } = unzer.create();
      const answer = await ask(unzer, `POST /payments/${id}/charges`, { body: { amount } });
      expect([answer.status, codeIn(answer)]).toEqual([400, 'API.500.300.999']);
    },
  );

  it('shows no payment of another key pair', async () => {
    const { id } = unzer.create();
    for (const line of [`GET /payments/${id}`, `POST /payments/${id}/charges`])
      expect(codeIn(await ask(unzer, line, { key: KEYS_B.privateKey }))).toBe('API.310.100.003');
    expect(summary(unzer.look(id))).toBe('100 0 0 100 pending');
  });

  it('lets a shop create types and payments, as foreign clients do', async () => {
    const type = await ask(unzer, 'POST /types/card', { body: { number: '4711100000000000' } });
    expect(JSON.stringify(type.json)).not.toContain('4711100000000000');
    const made = await ask(unzer, 'POST /payments/authorize', {
      body: { amount: 10, currency: 'EUR', resources: { typeId: type.json.id } },
    });
    expect(made.json).toMatchObject({ id: 's-aut-1', isSuccess: true });
    const read = await ask(unzer, `GET /types/card/${String(type.json.id)}`);
    expect(read.json).toMatchObject({ id: type.json.id, method: 'card' });
  });

  it('names the merchant of a key pair, and keeps an error for later', async () => {
    expect((await ask(unzer, 'GET /keypair')).json).toMatchObject({
      publicKey: KEYS_A.publicKey,
      availablePaymentTypes: expect.arrayContaining(['card', 'przelewy24']),
    });
    const error = await ask(unzer, 'GET /payments/s-pay-1');
    expect((await ask(unzer, `GET /errors/${String(error.json.id)}`)).json).toEqual(error.json);
  });
});

describe('a fault at the sandbox Unzer', () => {
  const inject = (kind: string, rest: Record<string, unknown> = {}) =>
    // The registry checks the kind itself.
    unzer.faults.add({ target: 'unzer', kind, times: 1, ...rest } as never);
  const charge = (id: string) =>
    ask(unzer, `POST /payments/${id}/charges`, { body: { amount: '10' } });
  const charged = (id: string) => unzer.look(id).transactions.length - 1;

  it.each([
    ['return-error', {}, 200, 'API.500.300.999', 0],
    ['unauthorized', {}, 401, 'API.320.000.002', 0],
    ['fault', {}, 500, 'API.000.000.999', 0],
    ['business-code', { code: 'API.330.100.007' }, 400, 'API.330.100.007', 0],
    ['business-code', { code: 'API.330.000.004' }, 405, 'API.330.000.004', 0],
    // Tried at the acquirer and declined: stays in the history as an error.
    ['business-code', { code: 'COR.100.100.303' }, 400, 'COR.100.100.303', 1],
  ])('%s %j', async (kind, rest, status, code, transactions) => {
    const { id } = unzer.create();
    inject(kind, rest);
    const answer = await charge(id);
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
    expect(charged(id)).toBe(transactions);
    expect((await charge(id)).status).toBe(201);
  });

  it('error-500 and rate-limit do nothing and say when to come back', async () => {
    const { id } = unzer.create();
    inject('rate-limit', { delayMs: 3_000 });
    const limited = await charge(id);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    inject('error-500');
    await expect(charge(id)).rejects.toThrow(/JSON/);
    expect(charged(id)).toBe(0);
  });

  it('lost-answer acts and cuts the line; drop cuts it without acting', async () => {
    const { id } = unzer.create();
    inject('lost-answer');
    await expect(charge(id)).rejects.toThrow('fetch failed');
    expect(charged(id)).toBe(1);
    inject('drop');
    await expect(charge(id)).rejects.toThrow('fetch failed');
    expect(charged(id)).toBe(1);
    expect(unzer.calls.list({ target: 'unzer' }).map(({ status }) => status)).toEqual([0, 0]);
  });

  it('malformed acts and answers HTML, then half a JSON', async () => {
    const { id } = unzer.create();
    inject('malformed', { times: 2 });
    await expect(charge(id)).rejects.toThrow(/JSON/);
    await expect(charge(id)).rejects.toThrow(/JSON/);
    expect(charged(id)).toBe(2);
  });

  it('slow acts at once and answers later', async () => {
    const { id } = unzer.create();
    inject('slow', { delayMs: 150 });
    const answer = charge(id);
    const isThere = async () => {
      while (charged(id) === 0) await new Promise((resolve) => setImmediate(resolve));
      return 'acted';
    };
    expect(await Promise.race([answer.then(() => 'answered'), isThere()])).toBe('acted');
    expect((await answer).status).toBe(201);
  });

  it('timeout does nothing and lets the client hang until it leaves', async () => {
    const { id } = unzer.create();
    inject('timeout');
    const request = fetch(`${unzer.url}/v1/payments/${id}/charges`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${KEYS_A.privateKey}:`).toString('base64')}`,
      },
      signal: AbortSignal.timeout(200),
    });
    await expect(request).rejects.toThrow(/timeout/);
    expect(charged(id)).toBe(0);
  });

  it('pending is a charge that gets its outcome later', async () => {
    const { id } = unzer.create();
    inject('business-code', { code: 'COR.000.200.000' });
    expect((await charge(id)).json).toMatchObject({ isPending: true, isSuccess: false });
    unzer.books.book({ kind: 'finish', paymentId: id, outcome: 'charged' });
    expect(summary(unzer.look(id))).toBe('100 10 0 90 partly');
  });

  it('is noted in the call log with the payment it was about', async () => {
    const { id } = unzer.create();
    await charge(id);
    expect(unzer.calls.list({ target: 'unzer' })).toMatchObject([
      { name: `POST /v1/payments/${id}/charges`, status: 201, paymentId: id },
    ]);
  });
});

describe('webhooks of the sandbox Unzer', () => {
  /** A receiver that remembers what came and answers with the next status of a list, then with 200. */
  async function startReceiver(statuses: number[] = []) {
    const received: { type: string; event: string; retrieveUrl: string; paymentId: string }[] = [];
    let wake: (() => void) | null = null;
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      request.on('end', () => {
        received.push({ type: request.headers['content-type'] ?? '', ...parsed(text) });
        response.writeHead(statuses.shift() ?? 200).end();
        wake?.();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return {
      url: `http://127.0.0.1:${port}/hooks`,
      received,
      async until(count: number) {
        while (received.length < count)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      },
      close: () => server.close(),
    };
  }
  const parsed = (text: string) => {
    try {
      return JSON.parse(text) as { event: string; retrieveUrl: string; paymentId: string }; // what Unzer sends
    } catch {
      return { event: 'no JSON', retrieveUrl: '', paymentId: '' };
    }
  };
  /** The first `count` deliveries, once they are written down. */
  async function written(count: number) {
    const tries = () => unzer.calls.list().filter(({ target }) => target === 'webhook');
    while (tries().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    return tries();
  }
  const register = (url: string, events: string[]) =>
    ask(unzer, 'POST /webhooks', { body: { url, eventList: events } });

  it('registers, lists, changes and deletes them per key pair', async () => {
    const url = 'http://127.0.0.1:9/hooks';
    const made = await register(url, ['payment', 'charge']);
    expect(made.json).toMatchObject({ events: [{ url, event: 'payment' }, { event: 'charge' }] });
    expect(codeIn(await register(url, ['charge']))).toBe('API.510.310.009');
    const [first] = (await ask(unzer, 'GET /webhooks')).json.events as { id: string }[];
    const other = await ask(unzer, 'GET /webhooks', { key: KEYS_B.privateKey });
    expect(other.json).toEqual({ events: [] });
    const moved = { url: 'http://127.0.0.1:9/moved', event: 'ignored' };
    const changed = await ask(unzer, `PUT /webhooks/${first?.id}`, { body: moved });
    expect(changed.json).toEqual({ id: first?.id, url: moved.url, event: 'payment' });
    expect((await ask(unzer, `DELETE /webhooks/${first?.id}`)).json).toEqual({ id: first?.id });
    await ask(unzer, 'DELETE /webhooks');
    expect((await ask(unzer, 'GET /webhooks')).json).toEqual({ events: [] });
  });

  it('tells each matching registration once, as text/plain', async () => {
    const receiver = await startReceiver();
    await register(receiver.url, ['payment']);
    const { id } = unzer.create();
    unzer.books.book({ kind: 'charge', paymentId: id, amount: units('40') });
    await receiver.until(2);
    const seen = receiver.received.map(({ event, type }) => [event, type]).sort();
    expect(seen).toEqual([
      ['payment.partly', 'text/plain'],
      ['payment.pending', 'text/plain'],
    ]);
    expect(receiver.received[0]).toMatchObject({
      paymentId: id,
      publicKey: KEYS_A.publicKey,
      retrieveUrl: `${unzer.url}/v1/payments/${id}`,
    });
    await ask(unzer, 'DELETE /webhooks');
    receiver.close();
  });

  it('comes again after an answer that is not 200', async () => {
    const receiver = await startReceiver([500, 404]);
    await register(receiver.url, ['chargeback']);
    const { id } = unzer.create({ outcome: 'charged' });
    unzer.books.book({ kind: 'chargeback', paymentId: id });
    await receiver.until(3);
    expect(receiver.received.map(({ event }) => event)).toEqual(Array(3).fill('chargeback'));
    await ask(unzer, 'DELETE /webhooks');
    receiver.close();
  });

  it.each([
    ['duplicate', ['charge.succeeded', 'charge.succeeded', 'charge.canceled']],
    ['drop', ['charge.canceled']],
    // The first is held back until the second has arrived.
    ['reorder', ['charge.canceled', 'charge.succeeded']],
  ] as const)('can %s a notification', async (kind, expected) => {
    const receiver = await startReceiver();
    await register(receiver.url, ['charge']);
    const { id } = unzer.create();
    unzer.faults.add({ target: 'webhook', kind, times: 1, match: 'charge.succeeded' });
    unzer.books.book({ kind: 'charge', paymentId: id, amount: units('40') });
    if (kind === 'duplicate') await receiver.until(2);
    unzer.books.book({ kind: 'cancel-charge', paymentId: id, chargeId: 's-chg-1', amount: null });
    await receiver.until(expected.length);
    expect(receiver.received.map(({ event }) => event)).toEqual([...expected]);
    await ask(unzer, 'DELETE /webhooks');
    receiver.close();
  });

  it.each([
    // Nothing arrives at first, and then it comes again by the schedule.
    ['timeout', 1, [0, 200]],
    ['error-500', 1, [500, 200]],
    ['unauthorized', 1, [401, 200]],
    ['rate-limit', 1, [429, 200]],
    // It arrives, and Unzer does not learn of it.
    ['lost-answer', 2, [0, 200]],
  ] as const)('comes again after %s', async (kind, times, statuses) => {
    const receiver = await startReceiver();
    await register(receiver.url, ['chargeback']);
    const { id } = unzer.create({ outcome: 'charged' });
    unzer.faults.add({ target: 'webhook', kind, times: 1 });
    unzer.calls.clear();
    unzer.books.book({ kind: 'chargeback', paymentId: id });
    await receiver.until(times);
    const tries = await written(statuses.length);
    expect(tries.map(({ status }) => status)).toEqual([...statuses]);
    expect(receiver.received.map(({ event }) => event)).toEqual(Array(times).fill('chargeback'));
    await ask(unzer, 'DELETE /webhooks');
    receiver.close();
  });

  it('can arrive cut off in the middle', async () => {
    const receiver = await startReceiver();
    await register(receiver.url, ['chargeback']);
    const { id } = unzer.create({ outcome: 'charged' });
    unzer.faults.add({ target: 'webhook', kind: 'malformed', times: 1 });
    unzer.books.book({ kind: 'chargeback', paymentId: id });
    await receiver.until(1);
    expect(receiver.received[0]).toMatchObject({ type: 'text/plain', event: 'no JSON' });
    await ask(unzer, 'DELETE /webhooks');
    receiver.close();
  });
});
