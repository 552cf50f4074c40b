import { bookingAnswer, feeRecordsAnswer, problemJson } from '@abgleich/contracts';
import { createManualBilling, createOperatorBilling } from '@abgleich/persistence';
import { currency, money } from '@abgleich/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENING, RunningSetup } from '../testing/running-setup.js';
import { chargeAllFees } from './fee-job.js';

const FEE = money(4_900, currency('EUR'));
/** The first of these is the last of the trial that begins on the evening of 2026-11-21. */
const TRIAL_END = '2026-12-21T23:00:00.000Z';

let setup: RunningSetup;
beforeAll(async () => {
  setup = await RunningSetup.start();
});
afterAll(() => setup?.stop());
beforeEach(async () => {
  setup.now = EVENING;
  await setup.database.pool.query(
    'truncate portal.fee_records, portal.audit, portal.mail_accounts',
  );
  await setup.database.pool.query(
    `update portal.organisations set booking_state = 'none', booking_ends_at = null, trial_started_at = null,
       fee_from = null, fee_payment = 'card', direct_debit_asked_at = null, direct_debit_approved_at = null`,
  );
  const entry = {
    ...{ host: '127.0.0.1', port: 25, security: 'none', username: null, password: null },
    ...{ sender: 'a@shop.example', recipient: 'b@shop.example' },
  };
  expect((await setup.call('PUT', '/api/mail-account', { body: entry })).status).toBe(200);
  expect((await setup.call('POST', '/api/mail-account/test')).json).toMatchObject({
    accepted: true,
  });
});

const read = async (as = 'admin') =>
  bookingAnswer.parse((await setup.call('GET', '/api/booking', { as })).json);
const step = (name: string, as = 'admin') => setup.call('POST', `/api/booking/${name}`, { as });
async function took(name: string) {
  const { status, text, json } = await step(name);
  if (status !== 200) throw new Error(text);
  return bookingAnswer.parse(json);
}
const records = async () =>
  feeRecordsAnswer.parse((await setup.call('GET', '/api/booking/records')).json).records;
const chargeAll = () =>
  chargeAllFees({
    organisations: createOperatorBilling(setup.database),
    billing: createManualBilling(setup.database, { monthlyFee: FEE }),
    clock: { now: () => setup.now },
  });

describe('the booking of the app', () => {
  it('needs a connection and a mail account whose test mail was accepted', async () => {
    await setup.database.pool.query('update portal.mail_accounts set accepted_at = null');
    expect((await read()).needs).toEqual({ connection: true, mailAccount: 'untested' });
    for (const name of ['trial', 'order']) {
      const refused = await step(name);
      expect([refused.status, problemJson.parse(refused.json).code]).toEqual([
        409,
        'portal.booking-not-possible',
      ]);
    }
    expect(await read()).toMatchObject({ state: 'none', inForce: false });
  });

  it('begins with a trial, once, which ends with the last of its days in Berlin', async () => {
    expect((await read()).steps).toEqual(['start-trial', 'order']);
    const trial = await took('trial');
    expect(trial).toMatchObject({ state: 'trial', inForce: true, endsAt: TRIAL_END });
    expect((await step('trial')).status).toBe(409);
    await setup.at('2026-12-21T22:59:59Z');
    expect((await read()).inForce).toBe(true);
    await setup.at(TRIAL_END);
    expect(await read()).toMatchObject({ state: 'expired', inForce: false, steps: ['order'] });
    expect((await step('trial')).status).toBe(409);
    expect(await records()).toEqual([]);
  });

  it('costs from the end of the trial on, a month at a time, each once however often it is charged', async () => {
    await took('trial');
    expect(await took('order')).toMatchObject({
      state: 'active',
      endsAt: null,
      fee: { from: TRIAL_END, monthly: { minor: 4_900, currency: 'EUR' } },
    });
    expect(await chargeAll()).toBe(0);
    await setup.at('2027-01-25T12:00:00Z');
    expect(await Promise.all([chargeAll(), chargeAll()])).toContain(2);
    expect(await chargeAll()).toBe(0);
    expect((await records()).map(({ from, until, state }) => `${from} ${until} ${state}`)).toEqual([
      '2027-01-22 2027-02-21 open',
      '2026-12-22 2027-01-21 open',
    ]);
  });

  it('works to the end of what is paid for after it was cancelled, and can be taken back until then', async () => {
    await took('order');
    expect((await records()).map(({ from }) => from)).toEqual(['2026-11-21']);
    await setup.at('2026-12-01T12:00:00Z');
    const cancelled = await took('cancel');
    expect(cancelled).toMatchObject({ state: 'cancelled', inForce: true, steps: ['order'] });
    expect(cancelled.endsAt).toBe('2026-12-20T23:00:00.000Z');
    expect(await took('order')).toMatchObject({ state: 'active', endsAt: null });
    await took('cancel');
    await setup.at('2026-12-21T00:00:00Z');
    expect(await read()).toMatchObject({ state: 'expired', inForce: false });
    expect(await chargeAll()).toBe(0);
    await took('order');
    expect((await records()).map(({ from }) => from)).toEqual(['2026-12-21', '2026-11-21']);
  });

  it('is one step for two people who take it at the same moment', async () => {
    const both = await Promise.all([step('order'), step('order')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await records()).toHaveLength(1);
  });

  it('is paid by direct debit only after it was approved', async () => {
    const choose = (payment: string) =>
      setup.call('POST', '/api/booking/payment', { body: { payment } });
    await choose('direct-debit');
    expect((await read()).fee).toMatchObject({ payment: 'card', directDebit: 'asked' });
    const operator = createOperatorBilling(setup.database);
    expect(await operator.approveDirectDebit(setup.theirs.organisationId, setup.now)).toBe(false);
    expect(await operator.approveDirectDebit(setup.ours.organisationId, setup.now)).toBe(true);
    expect((await read()).fee).toMatchObject({ payment: 'direct-debit', directDebit: 'approved' });
    expect((await choose('cash')).status).toBe(400);
  });

  it('is for admins, seen by all, and of nobody else', async () => {
    for (const as of ['operations', 'viewer'])
      for (const name of ['trial', 'order', 'cancel'])
        expect((await step(name, as)).status).toBe(403);
    expect((await setup.call('GET', '/api/booking/records', { as: 'viewer' })).status).toBe(403);
    await took('order');
    expect(await read('viewer')).toMatchObject({ state: 'active' });
    expect(await read('stranger')).toMatchObject({ state: 'none' });
    const theirs = await setup.call('GET', '/api/booking/records', { as: 'stranger' });
    expect(theirs.json).toEqual({ records: [] });
  });

  it('is written down with who did it', async () => {
    await took('trial');
    await took('order');
    await took('cancel');
    const { rows } = await setup.database.pool.query(
      `select action, actor_name from portal.audit where action like 'booking.%' order by id`,
    );
    expect(rows).toEqual(
      ['booking.trial-started', 'booking.ordered', 'booking.cancelled'].map((action) => ({
        action,
        actor_name: 'admin',
      })),
    );
  });
});
