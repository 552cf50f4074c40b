import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { summary, units } from './testing/ledger-bench.js';
import { KEYS_A, type RunningUnzer, startUnzerForTest } from './testing/running-unzer.js';

/** What we use of Unzer's own Node client: published by them, independent of everything here, its host fixed. */
type ForeignPayment = {
  getId(): string;
  getAuthorization(): { getId(): string; getAmount(): string } | null;
  getChargeList(): { getId(): string; getAmount(): string }[];
  getCancelList(): { getId(): string }[];
  getPayload(): { amount: Record<string, string>; state: { name: string } };
};
type ForeignCharge = { getId(): string; getAmount(): string; getPayment(): ForeignPayment };
type ForeignClient = {
  fetchPayment(id: string): Promise<ForeignPayment>;
  chargeAuthorization(of: {
    paymentId: string;
    amount?: string;
    paymentReference?: string;
  }): Promise<ForeignCharge>;
  cancelAuthorization(of: {
    paymentId: string;
    authorizationId: string;
    amount?: string;
  }): Promise<{ getId(): string }>;
  cancelCharge(of: {
    paymentId: string;
    chargeId: string;
    amount?: string;
  }): Promise<{ getId(): string }>;
};

const FIXED_HOST = 'https://api.heidelpay.com';
let unzer: RunningUnzer;
let client: ForeignClient;
const ownFetch = globalThis.fetch;

beforeAll(async () => {
  unzer = await startUnzerForTest();
  // CommonJS without usable types; what we need of it is declared above.
  const { default: Unzer } = createRequire(import.meta.url)('@unzer/nodejs-sdk') as {
    default: new (key: string) => ForeignClient;
  };
  client = new Unzer(KEYS_A.privateKey);
  globalThis.fetch = (input, init) => {
    const url = typeof input === 'string' ? input : String(input);
    return ownFetch(url.replace(FIXED_HOST, unzer.url), init);
  };
});
afterAll(async () => {
  globalThis.fetch = ownFetch;
  await unzer.close();
});

describe("Unzer's own Node client against the sandbox", () => {
  it('reads an authorised payment with all its transactions', async () => {
    const { id } = unzer.create();
    const payment = await client.fetchPayment(id);
    expect(payment.getId()).toBe(id);
    expect(payment.getAuthorization()?.getId()).toBe('s-aut-1');
    expect(payment.getChargeList()).toEqual([]);
    expect(payment.getPayload()).toMatchObject({
      state: { name: 'pending' },
      amount: { total: '100.0000', remaining: '100.0000' },
    });
  });

  it('charges in part, refunds and reverses; the books agree', async () => {
    const { id } = unzer.create();
    const charge = await client.chargeAuthorization({
      paymentId: id,
      amount: '40',
      paymentReference: 'RE-1',
    });
    expect([charge.getId(), charge.getAmount()]).toEqual(['s-chg-1', '40.0000']);
    expect(charge.getPayment().getPayload().state.name).toBe('partly');
    await client.cancelCharge({ paymentId: id, chargeId: 's-chg-1', amount: '10' });
    await client.cancelAuthorization({ paymentId: id, authorizationId: 's-aut-1', amount: '60' });
    const payment = await client.fetchPayment(id);
    expect(payment.getCancelList().map((cancel) => cancel.getId())).toEqual(['s-cnl-1', 's-cnl-1']);
    expect(summary(unzer.look(id))).toBe('40 30 10 0 completed');
  });

  it('gets refusals in the form it understands', async () => {
    const { id } = unzer.create({ amount: units('60') });
    const tooMuch = client.chargeAuthorization({ paymentId: id, amount: '70' });
    await expect(tooMuch).rejects.toThrow('API.330.100.007');
    await expect(client.fetchPayment('s-pay-1')).rejects.toThrow('API.310.100.003');
    expect(summary(unzer.look(id))).toBe('60 0 0 60 pending');
  });
});
