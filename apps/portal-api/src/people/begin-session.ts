import { type SessionAnswer, type SignInOutcome, sessionAnswer } from '@abgleich/contracts';
import { plusMs } from '@abgleich/domain';
import type { PortalUser } from '@abgleich/persistence';
import type { Request, Response } from 'express';
import { auditContext, callerOfUser } from '../caller.js';
import { type PortalContext, isSecure } from '../portal-context.js';
import { SESSION_MS, setSessionCookie } from '../session-cookie.js';
import { cameFrom } from './came-from.js';
import { newOneTimeToken } from './one-time-link.js';

export type Beginning = {
  readonly user: PortalUser;
  readonly outcome: SignInOutcome;
  readonly request: Request;
  readonly response: Response;
};

/** Signs somebody in whose proof was checked: session, cookie, log of sign-ins and audit log. */
export async function beginSession(
  portal: PortalContext,
  { user, outcome, request, response }: Beginning,
): Promise<SessionAnswer> {
  const token = newOneTimeToken();
  const now = portal.clock.now();
  const context = auditContext(portal, callerOfUser(user));
  await portal.store.accounts.startSession({
    token,
    user,
    now,
    expiresAt: plusMs(now, SESSION_MS),
    from: cameFrom(request),
    told: { outcome, context },
  });
  setSessionCookie(response, token, isSecure(request, portal));
  return sessionAnswerFor(user);
}

export const sessionAnswerFor = (user: PortalUser): SessionAnswer =>
  sessionAnswer.parse({
    user,
    organisation: { id: user.organisationId, name: user.organisationName },
  });
