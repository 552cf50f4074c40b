import { auditAnswer } from '@abgleich/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningSetup } from './testing/running-setup.js';

let setup: RunningSetup;
beforeAll(async () => {
  setup = await RunningSetup.start();
});
afterAll(() => setup?.stop());

describe('the log of what people did', () => {
  it('shows a cancelled and a taken-back booking to admins, newest first', async () => {
    expect((await setup.call('POST', '/api/booking/cancel')).status).toBe(200);
    const { entries } = auditAnswer.parse((await setup.call('GET', '/api/audit')).json);
    expect(entries).toMatchObject([{ action: 'booking.cancelled', actor: { name: 'admin' } }]);
  });
});
