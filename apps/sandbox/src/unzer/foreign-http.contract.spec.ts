import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KEYS_A, type RunningUnzer, startUnzerForTest } from './testing/running-unzer.js';

/** What Unzer's documentation says of every answer; read without types on purpose: the shapes are what is tested. */
type Json = Record<string, unknown> & { readonly [index: number]: never };
type Answer = { readonly status: number; readonly json: Json };

let unzer: RunningUnzer;
beforeAll(async () => {
  unzer = await startUnzerForTest();
});
afterAll(() => unzer.close());

/** A client of somebody else: plain HTTP from the documentation alone, amounts as it pleases, absolute URLs followed. */
async function call(method: string, path: string, body?: object): Promise<Answer> {
  const url = path.startsWith('http') ? path : `${unzer.url}${path}`;
  const answer = await fetch(url, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`${KEYS_A.privateKey}:`).toString('base64')}`,
      'Content-Type': 'application/json; charset=UTF-8',
      'Accept-Language': 'de',
      'SDK-TYPE': 'SomebodyElse',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as Json }; // shapes are asserted below
}
const post = (path: string, body: object = {}) => call('POST', path, body);
const get = async (path: string) => (await call('GET', path)).json;
const codeOf = ({ json }: Answer): string => (json['errors'] as { code: string }[])[0]?.code ?? '';
const amountsOf = async (paymentId: string): Promise<string> => {
  const { amount, state } = (await get(`/v1/payments/${paymentId}`)) as {
    amount: Record<string, string>;
    state: { id: number; name: string };
  } & Json;
  const { total, charged, canceled, remaining } = amount;
  return [total, charged, canceled, remaining, state.name].join(' ');
};

/** A checkout as a shop makes it: type, customer, basket, metadata, then the payment. */
async function checkout(type: string, operation: 'authorize' | 'charges') {
  const typeId = (await post(`/v1/types/${type}`)).json['id'];
  const address = { name: 'Maximilian Mustermann', street: 'Hugo-Junkers-Str. 3', zip: '60386' };
  const customer = { firstname: 'Maximilian', lastname: 'Mustermann', billingAddress: address };
  const customerId = (await post('/v1/customers', customer)).json['id'];
  const item = {
    basketItemReferenceId: '1',
    quantity: 1,
    amountPerUnitGross: '99.99',
    title: 'Hose',
  };
  const basket = { currencyCode: 'EUR', totalValueGross: '99.99', basketItems: [item] };
  const basketId = (await post('/v2/baskets', basket)).json['id'];
  const metadataId = (await post('/v1/metadata', { shopType: 'pixi' })).json['id'];
  const made = await post(`/v1/payments/${operation}`, {
    amount: 99.99,
    currency: 'EUR',
    returnUrl: 'https://shop.example/back',
    orderId: `SHOP-${String(basketId)}`,
    resources: { typeId, customerId, basketId, metadataId },
  });
  const { paymentId } = made.json['resources'] as { paymentId: string };
  return { made, paymentId, ids: { typeId, customerId, basketId, metadataId } };
}

describe('a foreign client', () => {
  it('reads type, customer, basket and metadata of the payment it made', async () => {
    const { paymentId, ids } = await checkout('paylater-invoice', 'authorize');
    expect((await get(`/v1/payments/${paymentId}`))['resources']).toMatchObject({
      ...ids,
      paymentId,
    });
    expect(await get(`/v1/types/${String(ids.typeId)}`)).toMatchObject({
      method: 'paylater-invoice',
    });
    expect(await get(`/v1/customers/${String(ids.customerId)}`)).toMatchObject({
      lastname: 'Mustermann',
      billingAddress: { zip: '60386' },
    });
    for (const version of ['v1', 'v2'])
      expect(await get(`/${version}/baskets/${String(ids.basketId)}`)).toMatchObject({
        totalValueGross: '99.99',
        basketItems: [{ title: 'Hose' }],
      });
    expect(await get(`/v1/metadata/${String(ids.metadataId)}`)).toMatchObject({ shopType: 'pixi' });
    const moved = await call('PUT', `/v1/customers/${String(ids.customerId)}`, { lastname: 'Neu' });
    expect(moved).toMatchObject({
      status: 200,
      json: { firstname: 'Maximilian', lastname: 'Neu' },
    });
    expect((await call('GET', '/v1/baskets/s-bsk-none')).status).toBe(404);
  });

  it('charges a pay-later payment in parts, refunds at payment level, and may not reverse after a charge', async () => {
    const { paymentId } = await checkout('paylater-invoice', 'authorize');
    const changed = await call('PATCH', `/v1/payments/${paymentId}/authorize`, {
      amount: '89.99',
      currency: 'EUR',
    });
    expect(changed).toMatchObject({ status: 200, json: { id: 's-aut-1', amount: '89.9900' } });
    const early = await post(`/v1/payments/${paymentId}/authorize/cancels`, { amount: '9.99' });
    expect(early).toMatchObject({ status: 201, json: { isSuccess: true, amount: '9.9900' } });
    expect(await amountsOf(paymentId)).toBe('80.0000 0.0000 0.0000 80.0000 pending');
    for (const invoiceId of ['RE-1', 'RE-2'])
      expect(
        await post(`/v1/payments/${paymentId}/charges`, {
          amount: 25,
          invoiceId,
          paymentReference: invoiceId,
        }),
      ).toMatchObject({ status: 201, json: { isSuccess: true, invoiceId } });
    expect(await amountsOf(paymentId)).toBe('80.0000 50.0000 0.0000 30.0000 partly');
    expect(
      codeOf(await post(`/v1/payments/${paymentId}/authorize/cancels`, { amount: 5 })),
    ).toMatch(/^API\.340/);
    const single = await post(`/v1/payments/${paymentId}/charges/s-chg-1/cancels`, { amount: 5 });
    expect(codeOf(single)).toMatch(/^API\.340/);
    const refund = await post(`/v1/payments/${paymentId}/charges/cancels`, {
      amount: '30.00',
      paymentReference: 'GS-1',
      reasonCode: 'RETURN',
    });
    expect(refund).toMatchObject({
      status: 201,
      json: { id: 's-cnl-1', paymentReference: 'GS-1' },
    });
    expect(await get(`/v1/payments/${paymentId}/charges/cancels/s-cnl-1`)).toMatchObject({
      amount: '30.0000',
    });
    expect(await amountsOf(paymentId)).toBe('80.0000 20.0000 30.0000 30.0000 partly');
  });

  it('ships a secured invoice once, and must say why it cancels', async () => {
    const { made, paymentId } = await checkout('invoice-secured', 'charges');
    expect(made.json).toMatchObject({ isPending: true, processing: { iban: expect.any(String) } });
    expect(codeOf(await post(`/v1/payments/${paymentId}/shipments`))).toBe('API.360.100.025');
    const cancels = `/v1/payments/${paymentId}/charges/s-chg-1/cancels`;
    expect(codeOf(await post(cancels, { amount: '9.99' }))).toBe('API.340.100.024');
    expect((await post(cancels, { amount: '9.99', reasonCode: 'CANCEL' })).status).toBe(201);
    const shipment = await post(`/v1/payments/${paymentId}/shipments`, { invoiceId: 'RE-1' });
    expect(shipment).toMatchObject({ status: 201, json: { id: 's-shp-1', amount: '90.0000' } });
    expect(await get(`/v1/payments/${paymentId}/shipments/s-shp-1`)).toEqual(shipment.json);
    expect(codeOf(await post(`/v1/payments/${paymentId}/shipments`, { invoiceId: 'RE-1' }))).toBe(
      'COR.700.400.800',
    );
    expect(await amountsOf(paymentId)).toMatch(/completed$/);
  });

  it('follows every absolute address that a payment names, and finds chargebacks and cancels there', async () => {
    const { paymentId } = await checkout('card', 'authorize');
    await post(`/v1/payments/${paymentId}/charges`, { amount: '40.0000' });
    await post(`/v1/payments/${paymentId}/charges`, { amount: '30.0000' });
    for (const charge of ['s-chg-1', 's-chg-2'])
      await post(`/v1/payments/${paymentId}/charges/${charge}/cancels`, { amount: 1 });
    await post(`/v1/payments/${paymentId}/authorize/cancels`);
    unzer.books.book({ kind: 'chargeback', paymentId });
    const { transactions } = (await get(`/v1/payments/${paymentId}`)) as {
      transactions: { url: string; type: string; amount: string }[];
    } & Json;
    expect(transactions).toHaveLength(7);
    expect(new Set(transactions.map(({ url }) => url)).size).toBe(7);
    for (const { url, amount } of transactions) expect(await get(url)).toMatchObject({ amount });
  });

  it.each(['prepayment', 'invoice'])(
    'gives a request to pay by %s back before the money comes',
    async (type) => {
      const { paymentId } = await checkout(type, 'charges');
      expect(codeOf(await post(`/v1/payments/${paymentId}/shipments`, { invoiceId: 'RE-1' }))).toBe(
        'API.360.000.004',
      );
      expect(
        (await post(`/v1/payments/${paymentId}/charges/s-chg-1/cancels`, { amount: 49.99 })).status,
      ).toBe(201);
      expect(await amountsOf(paymentId)).toBe('50.0000 0.0000 0.0000 50.0000 pending');
    },
  );
});

describe('the webhooks of a foreign client', () => {
  const url = 'http://127.0.0.1:9/hooks';
  beforeEach(async () => {
    await call('DELETE', '/v1/webhooks');
  });

  it('are registered one by one and as a list, and each once', async () => {
    const one = await post('/v1/webhooks', { url, event: 'payment' });
    expect(one).toMatchObject({
      status: 201,
      json: { id: expect.any(String), url, event: 'payment' },
    });
    const list = await post('/v1/webhooks', { url, eventList: ['charge', 'chargeback'] });
    expect(list.json['events']).toHaveLength(2);
    const single = await post('/v1/webhooks', { url, eventList: ['authorize'] });
    expect(single.json).toMatchObject({ event: 'authorize' });
    expect(codeOf(await post('/v1/webhooks', { url, event: 'payment' }))).toBe('API.510.310.009');
    expect(
      (await post('/v1/webhooks', { url, event: 'payment', eventList: ['charge'] })).status,
    ).toBe(400);
    expect((await get('/v1/webhooks'))['events']).toHaveLength(4);
  });

  it('change their address only, and are gone once deleted', async () => {
    const { json } = await post('/v1/webhooks', { url, event: 'payment' });
    const path = `/v1/webhooks/${String(json['id'])}`;
    const moved = await call('PUT', path, { url: `${url}/2`, event: 'charge' });
    expect(moved.json).toMatchObject({ url: `${url}/2`, event: 'payment' });
    expect(await get(path)).toEqual(moved.json);
    expect((await call('DELETE', path)).json).toEqual({ id: json['id'] });
    expect(codeOf(await call('DELETE', path))).toBe('API.510.310.008');
    expect((await get('/v1/webhooks'))['events']).toEqual([]);
  });
});
