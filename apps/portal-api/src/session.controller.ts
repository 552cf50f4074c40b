import { randomBytes } from 'node:crypto';
import { type SessionAnswer, sessionAnswer, signInRequest } from '@abgleich/contracts';
import { plusMs } from '@abgleich/domain';
import type { PortalUser } from '@abgleich/persistence';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SignedInRequest } from './caller.js';
import { PORTAL, type PortalContext, isSecure } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';
import { SESSION_MS, clearSessionCookie, setSessionCookie } from './session-cookie.js';

const QUARTER_HOUR_MS = 15 * 60 * 1_000;
const KEYS_MAX = 10_000;
/** One person mistyping. Tied to the address as well, so that nobody can lock somebody else out from afar. */
const PER_PERSON_AND_ADDRESS = { takesMax: 10, windowMs: QUARTER_HOUR_MS, keysMax: KEYS_MAX };
/** An office behind one address on a Monday morning, but no word list. */
const PER_ADDRESS = { takesMax: 60, windowMs: QUARTER_HOUR_MS, keysMax: KEYS_MAX };
/** Guessing one person's password from many addresses. */
const PER_PERSON = { takesMax: 200, windowMs: QUARTER_HOUR_MS, keysMax: KEYS_MAX };

@Controller('api/session')
export class SessionController {
  private readonly limits = {
    personAndAddress: createRateLimit(PER_PERSON_AND_ADDRESS),
    address: createRateLimit(PER_ADDRESS),
    person: createRateLimit(PER_PERSON),
  };

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  /** Signs in. Unknown and wrong get the same answer after the same work. */
  @Post()
  @HttpCode(200)
  async signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionAnswer> {
    const { email, password } = signInRequest.parse(body);
    const keys = limitKeys(email, request.ip ?? '');
    this.refuseTooMany(keys, response);
    const { store, clock, passwords } = this.portal;
    const user = await store.accounts.findUser(email);
    const right = await passwords.matches(user?.passwordHash ?? null, password);
    if (user === null || !right) {
      throw portalProblem(401, 'portal.sign-in-refused', 'E-mail address or password is wrong.');
    }
    this.limits.personAndAddress.forget(keys.personAndAddress);
    const token = randomBytes(32).toString('base64url');
    const now = clock.now();
    await store.accounts.startSession({ token, user, now, expiresAt: plusMs(now, SESSION_MS) });
    setSessionCookie(response, token, isSecure(request, this.portal));
    return answerFor(user);
  }

  @Get()
  read(@Req() request: SignedInRequest): SessionAnswer {
    return answerFor(request.portalUser);
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.portal.store.accounts.endSession(request.portalSession);
    clearSessionCookie(response, isSecure(request, this.portal));
  }

  private refuseTooMany(keys: LimitKeys, response: Response): void {
    const now = this.portal.clock.now();
    const waits = [
      this.limits.personAndAddress.take(keys.personAndAddress, now),
      this.limits.address.take(keys.address, now),
      this.limits.person.take(keys.person, now),
    ].filter((waitMs) => waitMs !== null);
    if (waits.length === 0) return;
    response.setHeader('retry-after', String(Math.ceil(Math.max(...waits) / 1_000)));
    throw portalProblem(
      429,
      'portal.too-many-attempts',
      'Too many attempts. Wait, then try again.',
    );
  }
}

type LimitKeys = { personAndAddress: string; address: string; person: string };
function limitKeys(email: string, address: string): LimitKeys {
  const person = email.toLowerCase();
  return { personAndAddress: `${person}\n${address}`, address, person };
}

function answerFor(user: PortalUser): SessionAnswer {
  return sessionAnswer.parse({
    user,
    organisation: { id: user.organisationId, name: user.organisationName },
  });
}
