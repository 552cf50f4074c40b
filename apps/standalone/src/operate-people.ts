import { plusMs } from '@abgleich/domain';
import { type AuditContext, type PortalUser, createPortalStore } from '@abgleich/persistence';
import { RESET_MS, newOneTimeToken, oneTimeLink } from '@abgleich/portal-api';
import { newTraceId } from '@abgleich/service-kit';
import type { OperateInput, OperateResult } from './operate.js';

const wrong = (sentence: string): OperateResult => ({ lines: [sentence], ok: false });
const nobody = (email: string): OperateResult => wrong(`Nobody signs in with ${email}.`);

/** A one-time link for a new password, for whoever can reach the machine: that is who helps when the only admin is locked out. */
export async function passwordLink(email: string, input: OperateInput): Promise<OperateResult> {
  const { accounts, people } = createPortalStore(input.database);
  const user = await accounts.findUser(email);
  if (user === null) return nobody(email);
  const token = newOneTimeToken();
  const reset = { token, now: input.now, expiresAt: plusMs(input.now, RESET_MS) };
  await people.resets.askFor(user.id, reset, contextOf(user, input));
  const origin = input.settings.ABGLEICH_PUBLIC_URL?.origin;
  const link = oneTimeLink(origin ?? '', 'reset', token);
  const where = origin === undefined ? 'Open this path at the address of your portal' : 'Open';
  return { lines: [`${where}, within an hour and once: ${link}`], ok: true };
}

/** Switches somebody's second factor off: the password alone is enough again. */
export async function secondFactorOff(email: string, input: OperateInput): Promise<OperateResult> {
  const { accounts, people } = createPortalStore(input.database);
  const user = await accounts.findUser(email);
  if (user === null) return nobody(email);
  const ended = await people.secondFactors.end(user.id, contextOf(user, input));
  if (!ended) return wrong(`${email} has no second factor.`);
  return { lines: [`The second factor of ${email} is off.`], ok: true };
}

/** Whoever has the machine acts for the installation. */
const contextOf = ({ organisationId }: PortalUser, { now }: OperateInput): AuditContext => ({
  organisationId,
  actor: { kind: 'system', id: null, name: 'npm run operate' },
  now,
  traceId: newTraceId(),
});
