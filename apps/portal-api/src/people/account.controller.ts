import {
  ACCOUNT_ROUTES,
  type AccountAnswer,
  type SessionAnswer,
  accountAnswer,
  accountChange,
  passwordChange,
} from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import type { Response } from 'express';
import { auditContext, type SignedInRequest } from '../caller.js';
import { PORTAL, type PortalContext, isSecure } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { clearSessionCookie } from '../session-cookie.js';
import { sessionAnswerFor } from './begin-session.js';
import { PasswordProof } from './password-proof.js';

/** The own account of whoever is signed in: name, language, password, sessions. */
@Controller('api/account')
export class AccountController {
  constructor(
    @Inject(PORTAL) private readonly portal: PortalContext,
    @Inject(PasswordProof) private readonly proof: PasswordProof,
  ) {}

  @Get()
  async read(
    @Req() { portalUser: user, portalSession: token }: SignedInRequest,
  ): Promise<AccountAnswer> {
    const { people } = this.portal.store;
    const now = this.portal.clock.now();
    const [state, secondFactor, signIns] = await Promise.all([
      people.account.read(user, { token, now }),
      people.secondFactors.state(user),
      people.signIns.latest(user.organisationId, user.id),
    ]);
    return accountAnswer.parse({ ...user, ...state, secondFactor, signIns, readAt: toIso(now) });
  }

  @Put()
  async change(@Req() request: SignedInRequest, @Body() body: unknown): Promise<SessionAnswer> {
    const wanted = accountChange.parse(body);
    const { portalUser: user, caller } = request;
    await this.portal.store.people.account.change(user, wanted, auditContext(this.portal, caller));
    return sessionAnswerFor({ ...user, ...wanted });
  }

  @Post('password')
  @HttpCode(204)
  async changePassword(
    @Req() request: SignedInRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { current, password } = passwordChange.parse(body);
    const { portalUser: user, portalSession: keep, caller } = request;
    await this.proof.require(user, current, response);
    const passwordHash = await this.portal.passwords.hashNew(password, user.email);
    const context = auditContext(this.portal, caller);
    await this.portal.store.people.account.changePassword(user, { passwordHash, keep }, context);
  }

  /** "Überall abmelden": this session as well. */
  @Delete('sessions')
  @HttpCode(204)
  async endSessions(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const context = auditContext(this.portal, request.caller);
    await this.portal.store.people.account.endSessions(request.portalUser, context);
    clearSessionCookie(response, isSecure(request, this.portal));
  }

  @Delete('sessions/:sessionId')
  @HttpCode(204)
  async endSession(@Req() request: SignedInRequest, @Param() params: unknown): Promise<void> {
    const found = ACCOUNT_ROUTES.endOneSession.params.safeParse(params);
    const context = auditContext(this.portal, request.caller);
    const { account } = this.portal.store.people;
    const ended =
      found.success &&
      (await account.endSession(request.portalUser, found.data.sessionId, context));
    if (!ended) throw portalProblem(404, 'portal.not-found', 'You have no such session.');
  }
}
