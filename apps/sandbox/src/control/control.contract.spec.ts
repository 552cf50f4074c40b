import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../start-sandbox.js';

/** Answers of the control interface, read without types on purpose: the shapes are what is tested. */
type Json = Record<string, unknown> & { readonly [index: number]: never };

describe('the control interface', () => {
  let dir = '';
  let sandbox: Sandbox;

  const start = async (): Promise<Sandbox> =>
    await startSandbox({
      host: '127.0.0.1',
      ports: { pixi: 0, unzer: 0, smtp: 0, control: 0 },
      dataDir: dir,
    });

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sandbox-'));
    sandbox = await start();
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(dir, { recursive: true });
  });
  beforeEach(async () => {
    await post('/reset');
  });

  async function ask(method: string, path: string, body?: unknown) {
    const answer = await fetch(`${sandbox.urls.control}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Json }; // shapes are asserted below
  }
  const get = async (path: string) => (await ask('GET', path)).json;
  const post = async (path: string, body?: unknown) => (await ask('POST', path, body)).json;

  const checkout = {
    shopId: 'DEM',
    paymentCode: 'C',
    unzerType: 'card',
    outcome: 'authorized',
    lines: [
      { itemNr: 'GT-1001', qty: 2, price: '50.00' },
      { itemNr: 'GT-1002', qty: 1, price: '10.50' },
    ],
    shipCost: '4.90',
    discount: '5.00',
  };

  it('plays a checkout: a payment at Unzer and an order on HOLD in pixi that knows it', async () => {
    const { orderNr, orderNrExternal, paymentId } = await post('/shop/checkout', checkout);
    expect(orderNr).toEqual(expect.any(String));
    expect(orderNrExternal).toMatch(/^DEM-\d+$/);
    expect(await get(`/pixi/orders/${orderNr}`)).toMatchObject({
      status: 'HOLD',
      locked: false,
      lockReason: '',
      paymentCode: 'C',
      kkId: paymentId,
      total: '110.40',
      invoices: [],
      creditNotes: [],
      bookings: [],
      accountBalance: '0.00',
      comments: [],
    });
    expect(await get(`/unzer/payments/${paymentId}`)).toMatchObject({
      state: 'pending',
      type: 'card',
      currency: 'EUR',
      total: '110.40',
      charged: '0.00',
      remaining: '110.40',
    });
  });

  it('makes a manual order without a payment, numbered after pixi itself', async () => {
    const { orderNr, orderNrExternal, paymentId } = await post('/shop/checkout', {
      ...checkout,
      manual: true,
      outcome: 'none',
    });
    expect(orderNrExternal).toBe(`P${String(orderNr)}`);
    expect(paymentId).toBeNull();
  });

  it('lets the payment differ from the order, and puts another id into pixi', async () => {
    const { orderNr, paymentId } = await post('/shop/checkout', {
      ...checkout,
      paymentAmount: '99.00',
      paymentCurrency: 'CHF',
      kkId: 's-pay-0',
    });
    expect(await get(`/pixi/orders/${orderNr}`)).toMatchObject({ kkId: 's-pay-0' });
    expect(await get(`/unzer/payments/${paymentId}`)).toMatchObject({
      total: '99.00',
      currency: 'CHF',
    });
  });

  it('refuses to ship an order on HOLD or locked with 409, and ships it otherwise', async () => {
    const { orderNr } = await post('/shop/checkout', checkout);
    const held = await ask('POST', `/pixi/orders/${orderNr}/ship`);
    expect(held).toEqual({ status: 409, json: { error: `Order ${String(orderNr)} is on HOLD.` } });
    await post(`/pixi/orders/${orderNr}/release`);
    await post(`/pixi/orders/${orderNr}/lock`, { locked: true });
    expect((await ask('POST', `/pixi/orders/${orderNr}/ship`)).status).toBe(409);
    await post(`/pixi/orders/${orderNr}/lock`, { locked: false });
    expect(await post(`/pixi/orders/${orderNr}/ship`)).toEqual({
      invoiceNr: expect.stringMatching(/^DEM\d{7}$/),
      total: '110.40',
    });
  });

  it('ships in parts: shipping cost and voucher go on the first invoice', async () => {
    const { orderNr } = await post('/shop/checkout', checkout);
    await post(`/pixi/orders/${orderNr}/release`);
    const { lines } = (await get(`/pixi/orders/${orderNr}`)) as {
      lines?: { orderlineKey: number }[];
    };
    const orderlineKey = lines?.[0]?.orderlineKey;
    const first = await post(`/pixi/orders/${orderNr}/ship`, { lines: [{ orderlineKey, qty: 1 }] });
    expect(first).toMatchObject({ total: '49.90' });
    const second = await post(`/pixi/orders/${orderNr}/ship`, {
      lines: [{ orderlineKey, qty: 1 }],
    });
    expect(second).toMatchObject({ total: '50.00' });
    expect(await post(`/pixi/orders/${orderNr}/cancel`)).toEqual({ status: 'CLOSED' });
    const back = await post(`/pixi/orders/${orderNr}/return`, {
      lines: [{ orderlineKey, qty: 2 }],
    });
    expect(back).toEqual({ creditNoteNr: expect.stringMatching(/^DEMG\d{6}$/), total: '-99.90' });
  });

  it('deletes a booking as a person does: the invoice is open again and back in the queue', async () => {
    const { orderNr } = await post('/shop/checkout', checkout);
    await post(`/pixi/orders/${orderNr}/release`);
    const { invoiceNr } = await post(`/pixi/orders/${orderNr}/ship`);
    const nothing = await ask('POST', `/pixi/orders/${orderNr}/delete-booking`, { invoiceNr });
    expect(nothing.status).toBe(409);
    const settled = await post(`/pixi/orders/${orderNr}/settle`, { invoiceNr });
    expect(settled).toMatchObject({ accountBalance: '0.00', invoices: [{ settled: true }] });
    expect(await post(`/pixi/orders/${orderNr}/delete-booking`, { invoiceNr })).toMatchObject({
      accountBalance: '-110.40',
      bookings: [],
      invoices: [{ settled: false }],
    });
    expect(await get('/truth')).toMatchObject({ pending: { invoicesUnsettled: 1 } });
    await post(`/pixi/orders/${orderNr}/settle`, { invoiceNr });
    expect(await get('/truth')).toMatchObject({
      violations: [],
      pending: { invoicesUnsettled: 0 },
    });
  });

  it('moves the money of a transfer and gives it back by hand', async () => {
    const { paymentId } = await post('/shop/checkout', {
      ...checkout,
      paymentCode: 'V',
      unzerType: 'prepayment',
      outcome: 'pending',
    });
    const received = await post(`/unzer/payments/${paymentId}/receive`, { amount: '110.40' });
    expect(received).toMatchObject({ charged: '110.40', remaining: '0.00' });
    const back = await post(`/unzer/payments/${paymentId}/refund-by-hand`, { amount: '10.40' });
    expect(back).toMatchObject({ canceled: '10.40', charged: '100.00' });
  });

  it.each([
    ['POST', '/shop/checkout', { ...checkout, lines: [] }, 400],
    ['POST', '/shop/checkout', { ...checkout, shopId: 'XXX' }, 404],
    ['POST', '/shop/checkout', { ...checkout, shipCost: '1.234' }, 400],
    ['POST', '/faults', { target: 'pixi', kind: 'nonsense' }, 400],
    ['POST', '/dialect', { missingProcedures: ['pixiNothing'] }, 400],
    ['GET', '/pixi/orders/1', undefined, 404],
    ['GET', '/unzer/payments/s-pay-1', undefined, 404],
    ['GET', '/nowhere', undefined, 404],
    ['DELETE', '/truth', undefined, 405],
  ])('answers %s %s with a sentence when it makes no sense', async (method, path, body, status) => {
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ error: expect.stringMatching(/^\S.*[.!?]$/) });
  });

  it('is closed to pages of other origins', async () => {
    const answer = await fetch(`${sandbox.urls.control}/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
  });

  it('registers and clears faults, and knows its dialect', async () => {
    expect(await post('/faults', { target: 'pixi', kind: 'slow', times: 1 })).toEqual({
      id: expect.any(String),
    });
    expect(await get('/faults')).toHaveLength(1);
    await ask('DELETE', '/faults');
    expect(await get('/faults')).toHaveLength(0);
    const dialect = { rename: { InvoiceDate: 'InvDate' }, oldQueues: true };
    expect(await post('/dialect', dialect)).toEqual(dialect);
    expect(await post('/dialect', {})).toEqual({});
  });

  it('knows everything again after a restart, and never gives a number twice after a reset', async () => {
    const before = await post('/shop/checkout', checkout);
    await sandbox.stop();
    sandbox = await start();
    expect(await get(`/pixi/orders/${before['orderNr']}`)).toMatchObject({
      kkId: before['paymentId'],
    });
    expect(await get(`/unzer/payments/${before['paymentId']}`)).toMatchObject({ total: '110.40' });
    await post('/reset');
    expect(await get('/truth')).toMatchObject({ orders: 0, captured: '0.00', violations: [] });
    const after = await post('/shop/checkout', checkout);
    expect(Number(after['orderNr'])).toBeGreaterThan(Number(before['orderNr']));
  });
});
