import { type SessionAnswer, type SignInOutcome, signInRequest } from '@abgleich/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { PortalUser } from '@abgleich/persistence';
import type { Request, Response } from 'express';
import { auditContext, type SignedInRequest } from './caller.js';
import { beginSession, sessionAnswerFor } from './people/begin-session.js';
import { cameFrom } from './people/came-from.js';
import { proveCode } from './people/prove-code.js';
import { PORTAL, type PortalContext, isSecure } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';
import { refuseTooMany } from './refuse-too-many.js';
import { clearSessionCookie } from './session-cookie.js';

const QUARTER_HOUR_MS = 15 * 60 * 1_000;
const KEYS_MAX = 10_000;
/** One person mistyping. Tied to the address as well, so that nobody can lock somebody else out from afar. */
const PER_PERSON_AND_ADDRESS = { takesMax: 10, windowMs: QUARTER_HOUR_MS, keysMax: KEYS_MAX };
/** An office behind one address on a Monday morning, but no word list. */
const PER_ADDRESS = { takesMax: 60, windowMs: QUARTER_HOUR_MS, keysMax: KEYS_MAX };
/** Guessing one person's password from many addresses. */
const PER_PERSON = { takesMax: 200, windowMs: QUARTER_HOUR_MS, keysMax: KEYS_MAX };

type Found = Awaited<ReturnType<PortalContext['store']['accounts']['findUser']>>;

@Controller('api/session')
export class SessionController {
  private readonly limits = {
    personAndAddress: createRateLimit(PER_PERSON_AND_ADDRESS),
    address: createRateLimit(PER_ADDRESS),
    person: createRateLimit(PER_PERSON),
  };

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  /** Signs in. Unknown and wrong get the same answer after the same work; whether there is a second factor shows only after the right password. */
  @Post()
  @HttpCode(200)
  async signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionAnswer> {
    const { email, password, code } = signInRequest.parse(body);
    const keys = limitKeys(email, request.ip ?? '');
    this.takeAll(keys, response);
    const { store, passwords } = this.portal;
    const user = await store.accounts.findUser(email);
    const right = await passwords.matches(user?.passwordHash ?? null, password);
    if (user === null || !right) {
      this.noteWrong(user, request);
      throw portalProblem(401, 'portal.sign-in-refused', 'E-mail address or password is wrong.');
    }
    const outcome = await this.outcomeOf({ user, code, request, response });
    this.limits.personAndAddress.forget(keys.personAndAddress);
    return beginSession(this.portal, { user, outcome, request, response });
  }

  @Get()
  read(@Req() request: SignedInRequest): SessionAnswer {
    return sessionAnswerFor(request.portalUser);
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const context = auditContext(this.portal, request.caller);
    await this.portal.store.accounts.endSession(request.portalSession, context);
    clearSessionCookie(response, isSecure(request, this.portal));
  }

  private async outcomeOf(entering: {
    readonly user: PortalUser & { readonly secondFactor: boolean };
    readonly code: string | undefined;
    readonly request: Request;
    readonly response: Response;
  }): Promise<SignInOutcome> {
    const { user, code } = entering;
    if (!user.secondFactor) return 'signed-in';
    if (code === undefined)
      throw portalProblem(
        401,
        'portal.second-factor-needed',
        'Send the code of the second factor.',
      );
    const proven = await proveCode(this.portal, { ...entering, code });
    return proven === 'off' ? 'signed-in' : proven;
  }

  /** Beside the answer, not before it: how long it takes must not tell whether there is such a user. */
  private noteWrong(user: Found, request: Request): void {
    if (user === null) return;
    const { store, clock, log } = this.portal;
    const entry = {
      user,
      outcome: 'wrong-password',
      now: clock.now(),
      ...cameFrom(request),
    } as const;
    store.people.signIns
      .record(entry)
      .catch((error: unknown) =>
        log.warn({ error }, 'a refused sign-in could not be written down'),
      );
  }

  private takeAll(keys: LimitKeys, response: Response): void {
    const now = this.portal.clock.now();
    const waits = [
      this.limits.personAndAddress.take(keys.personAndAddress, now),
      this.limits.address.take(keys.address, now),
      this.limits.person.take(keys.person, now),
    ];
    refuseTooMany(waits, response);
  }
}

type LimitKeys = { personAndAddress: string; address: string; person: string };
function limitKeys(email: string, address: string): LimitKeys {
  const person = email.toLowerCase();
  return { personAndAddress: `${person}\n${address}`, address, person };
}
