import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromIso } from '@abgleich/domain';
import {
  type TestDatabase,
  createTestDatabase,
  generateSecretKey,
  insertOrganisation,
} from '@abgleich/persistence';
import { operate } from './operate.js';

const now = fromIso('2026-11-21T10:00:00Z');

let test: TestDatabase;
let id: string;
beforeEach(async () => {
  test = await createTestDatabase();
  ({ organisationId: id } = await insertOrganisation(test.pool, { name: '=Laden, "Nord"' }));
  await test.pool.query(
    `update portal.organisations set fee_from = '2026-10-01T00:00:00+02', booking_state = 'active'`,
  );
});
afterEach(() => test.drop());

const run = (words: readonly string[]) =>
  operate(words, {
    database: test.db,
    settings: {
      ABGLEICH_SECRET_KEYS: generateSecretKey(),
      ABGLEICH_MONTHLY_FEE: '49.00 EUR',
      ABGLEICH_PUBLIC_URL: undefined,
    },
    now,
  });
const lines = async (...words: string[]) => (await run(words))?.lines ?? [];
const audited = async (): Promise<string[]> =>
  (
    await test.pool.query<{ action: string }>(`select action from portal.audit order by id`)
  ).rows.map(({ action }) => action);

describe('operate fees', () => {
  it('records the months that have begun first, once, and lists them', async () => {
    const listed = await lines('fees');
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatch(/^\d+ {2}2026-10-01 – 2026-11-01 {2}49\.00 EUR {2}card {2}open/);
    expect(await lines('fees')).toEqual(listed);
  });

  it('writes them as CSV in which no name is a formula', async () => {
    const [head, first] = await lines('fees-csv');
    expect(head).toMatch(/^number,organisation_id,organisation,/);
    expect(first).toContain(`${id},"'=Laden, ""Nord""",2026-10-01,2026-11-01,49.00,EUR,card,open,`);
  });

  it('marks one as paid, once, and says when there is none of that number', async () => {
    const [first = ''] = await lines('fees');
    const number = first.split(' ')[0] ?? '';
    expect(await run(['fee-paid', number])).toMatchObject({ ok: true });
    expect((await lines('fees'))[0]).toContain('paid');
    expect(await run(['fee-paid', number])).toMatchObject({ ok: false });
    expect(await run(['fee-paid', '999', 'x'])).toMatchObject({ ok: false });
    expect(await audited()).toEqual(['booking.fee-paid']);
  });
});

describe('operate bookings', () => {
  it('ends a booking at once, which is seen and written down', async () => {
    expect((await lines('bookings'))[0]).toContain(`${id}  active`);
    expect(await run(['end-booking', id])).toMatchObject({ ok: true });
    expect((await lines('bookings'))[0]).toContain(`${id}  expired`);
    for (const unknown of [id, randomUUID(), 'x'])
      expect(await run(['end-booking', unknown])).toMatchObject({ ok: false });
    expect(await audited()).toEqual(['booking.ended']);
  });

  it('approves direct debit only for those who asked', async () => {
    expect(await run(['approve-direct-debit', id])).toMatchObject({ ok: false });
    await test.pool.query('update portal.organisations set direct_debit_asked_at = now()');
    expect((await lines('bookings'))[0]).toContain('asks for direct debit');
    expect(await run(['approve-direct-debit', id])).toMatchObject({ ok: true });
    expect((await lines('bookings'))[0]).toContain('direct-debit  ');
  });
});
