import { createHash, randomUUID } from 'node:crypto';
import { parseEvent } from '@abgleich/contracts';
import { type Instant, MINUTE, SECOND, instant, plusMs, toIso } from '@abgleich/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createPortalStore, type PortalStore } from './portal-store.js';
import { insertOrder, insertOrganisation, type TestOrganisation } from './testing/portal-rows.js';
import { COPY_WINDOW_MS, HINTS_PER_PAYMENT_MAX, type WebhookHint } from './webhook-inbox.js';

const KEY = 's-pub-ours';
const PAYMENT = 's-pay-1';
const NOW = instant(Date.UTC(2026, 10, 21, 12));
let test: TestDatabase;
let store: PortalStore;
let ours: TestOrganisation;
let theirs: TestOrganisation;

beforeAll(async () => {
  test = await createTestDatabase();
  store = createPortalStore(test);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.pool.query(
    'truncate portal.organisations, journal.orders, journal.operations, messaging.outbox cascade',
  );
  ours = await insertOrganisation(test.pool, { name: 'Ours' });
  theirs = await insertOrganisation(test.pool, { name: 'Theirs' });
  await setKey(ours, KEY);
  await setKey(theirs, 's-pub-theirs');
  await order(ours, '1001');
});

const setKey = ({ organisationId }: TestOrganisation, key: string) =>
  test.pool.query(
    'update portal.configuration_versions set public_key = $2 where organisation_id = $1',
    [organisationId, key],
  );
const order = (of: TestOrganisation, orderNumber: string, readAt: Instant | null = null) =>
  insertOrder(test.pool, of, {
    orderNumber,
    paymentId: PAYMENT,
    firstSeenAt: toIso(NOW),
    state: 'waiting',
    ...(readAt === null ? {} : { payment: { readAt } }),
  });
const hint = (rest: Partial<WebhookHint> = {}): WebhookHint => {
  const told = {
    event: 'payment.completed',
    publicKey: KEY,
    paymentId: PAYMENT,
    transactionPath: null,
    ...rest,
  };
  return { ...told, fingerprint: createHash('sha256').update(JSON.stringify(told)).digest() };
};
const receive = (rest: Partial<WebhookHint> = {}, now: Instant = NOW) =>
  store.webhooks.receive(hint(rest), { now, traceId: 'trace' });
async function events() {
  const { rows } = await test.pool.query<{ event: unknown; key: string; id: string }>(
    'select id, key, event from messaging.outbox order by position',
  );
  return rows.map((row) => ({ ...row, event: parseEvent(row.event) }));
}
async function stored() {
  const { rows } = await test.pool.query<{ payment_id: string; copies: number }>(
    'select payment_id, copies from portal.webhook_notifications order by received_at',
  );
  return rows;
}
async function operation(status: string, transactionPath: string | null, finishedAt: Instant) {
  await test.pool.query(
    `insert into journal.operations (key, organisation_id, connection_id, order_number, kind, payment_id, document, reference,
       known_transactions, status, moves_money, owner, opened_at, finished_at, transaction_path)
     values ($1, $2, $3, '1001', 'capture', $4, 'order', 'ref', '{}', $5, true, 'spec', $6, $7, $8)`,
    [
      randomUUID(),
      ours.organisationId,
      ours.connectionId,
      PAYMENT,
      status,
      toIso(finishedAt),
      status === 'open' ? null : toIso(finishedAt),
      transactionPath,
    ],
  );
}

describe('a notification of a key pair that is configured', () => {
  it('is stored and asks for a look at the order of its payment', async () => {
    expect(await receive()).toEqual({ known: true, stored: true, looks: 1 });
    expect(await stored()).toEqual([{ payment_id: PAYMENT, copies: 1 }]);
    const [told, ...more] = await events();
    expect(more).toEqual([]);
    expect(told?.event).toMatchObject({
      id: told?.id,
      type: 'recheck.requested',
      organisationId: ours.organisationId,
      connectionId: ours.connectionId,
      orderNumber: '1001',
      at: toIso(NOW),
      data: { requestedBy: 'webhook', why: 'webhook:payment.completed' },
    });
    expect(told?.key).toBe(`${ours.connectionId}/1001`);
  });

  it('is known by a key of an older version, too: a payment goes on under the keys it began with', async () => {
    await test.pool.query(
      `insert into portal.configuration_versions select configuration_id, organisation_id, 2, booking_code_invoice, booking_code_return,
         xml_tag, 's-pub-new', private_key_cipher, provider_url, policy, saved_by, saved_at from portal.configuration_versions
       where organisation_id = $1`,
      [ours.organisationId],
    );
    await test.pool.query('update portal.configurations set version = 2');
    expect(await receive()).toMatchObject({ known: true, looks: 1 });
  });

  it('is stored when nobody has seen the payment yet, and asks for nothing', async () => {
    expect(await receive({ paymentId: 's-pay-9' })).toEqual({
      known: true,
      stored: true,
      looks: 0,
    });
    expect(await receive({ paymentId: null, event: 'customer.created' })).toMatchObject({
      stored: true,
      looks: 0,
    });
    expect(await events()).toEqual([]);
  });

  it('looks at no order of another organisation, whatever payment it names', async () => {
    await order(theirs, '2001');
    await receive();
    expect((await events()).map(({ event }) => event.orderNumber)).toEqual(['1001']);
    expect(await receive({ publicKey: 's-pub-theirs' })).toMatchObject({ looks: 1 });
    expect((await events()).map(({ event }) => event.orderNumber)).toEqual(['1001', '2001']);
  });

  it('of a key that nobody has leaves nothing behind', async () => {
    expect(await receive({ publicKey: 's-pub-nobody' })).toEqual({
      known: false,
      stored: false,
      looks: 0,
    });
    expect([await stored(), await events()]).toEqual([[], []]);
  });
});

describe('a copy of a notification', () => {
  it('is stored once and asks for nothing while the look is still to come', async () => {
    await receive();
    const second = await receive({}, plusMs(NOW, SECOND));
    expect(second).toEqual({ known: true, stored: true, looks: 0 });
    expect(await stored()).toEqual([{ payment_id: PAYMENT, copies: 2 }]);
    expect(await events()).toHaveLength(1);
  });

  it('asks again once the payment was read since: the same words may tell of something newer', async () => {
    await receive();
    const readAt = plusMs(NOW, SECOND);
    await test.pool.query('update journal.orders set payment = $1', [JSON.stringify({ readAt })]);
    expect(await receive({}, plusMs(NOW, 2 * SECOND))).toMatchObject({ looks: 1 });
    expect(await receive({}, plusMs(NOW, 3 * SECOND))).toMatchObject({ looks: 0 });
  });

  it('asks again when it comes after the window, a day late for instance', async () => {
    await receive();
    expect(await receive({}, plusMs(NOW, COPY_WINDOW_MS + 1))).toMatchObject({ looks: 1 });
    expect(await stored()).toEqual([{ payment_id: PAYMENT, copies: 1 }]);
  });

  it('that arrives at the same moment ten times over asks for one look', async () => {
    const receipts = await Promise.all(Array.from({ length: 10 }, () => receive()));
    expect(receipts.reduce((sum, { looks }) => sum + looks, 0)).toBe(1);
    expect(await stored()).toEqual([{ payment_id: PAYMENT, copies: 10 }]);
  });
});

describe('our own effects', () => {
  const CHARGE = 'charges/s-chg-1';
  it('are not looked at again when Unzer tells us of them', async () => {
    await operation('done', CHARGE, plusMs(NOW, -2 * SECOND));
    const charged = { event: 'charge.succeeded', transactionPath: CHARGE };
    expect(await receive(charged)).toMatchObject({ stored: true, looks: 0 });
    expect(await receive({ event: 'payment.partly' })).toMatchObject({ stored: true, looks: 0 });
  });

  it('are not looked at while they are under way', async () => {
    await operation('open', null, NOW);
    const charged = { event: 'charge.succeeded', transactionPath: CHARGE };
    expect(await receive(charged)).toMatchObject({ looks: 0 });
  });

  it('do not hide what others did: another transaction, a later word about the payment, a chargeback', async () => {
    await operation('done', CHARGE, plusMs(NOW, -2 * SECOND));
    const other = { event: 'charge.succeeded', transactionPath: 'charges/s-chg-2' };
    expect(await receive(other)).toMatchObject({ looks: 1 });
    expect(await receive({ event: 'payment.chargeback' })).toMatchObject({ looks: 1 });
    expect(await receive({}, plusMs(NOW, MINUTE))).toMatchObject({ looks: 1 });
  });

  it('that the provider has only accepted are looked at when it says how they ended', async () => {
    await operation('pending', CHARGE, NOW);
    const charged = { event: 'charge.succeeded', transactionPath: CHARGE };
    expect(await receive(charged)).toMatchObject({ looks: 1 });
  });
});

describe('a flood of texts about one payment', () => {
  it('is neither stored nor followed beyond a bound, and other payments are heard all the same', async () => {
    for (let index = 0; index < HINTS_PER_PAYMENT_MAX + 10; index += 1)
      await receive({ event: `payment.e${index}` });
    expect(await stored()).toHaveLength(HINTS_PER_PAYMENT_MAX);
    expect(await events()).toHaveLength(HINTS_PER_PAYMENT_MAX);
    expect(await receive({ paymentId: 's-pay-2' })).toMatchObject({ stored: true });
    expect(await receive({}, plusMs(NOW, 2 * MINUTE))).toMatchObject({ stored: true, looks: 1 });
  });
});

describe('old notifications', () => {
  it('are forgotten', async () => {
    await receive();
    await receive({ event: 'payment.partly' }, plusMs(NOW, MINUTE));
    expect(await store.webhooks.forget(plusMs(NOW, 1))).toBe(1);
    expect(await stored()).toHaveLength(1);
  });
});
