import {
  type InvitationAnswer,
  ONE_TIME_TOKEN,
  type SessionAnswer,
  acceptInvitation,
  invitationAnswer,
  tokenRequest,
} from '@abgleich/contracts';
import { newTraceId } from '@abgleich/service-kit';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { beginSession } from './begin-session.js';
import { OutsideLimits } from './outside-limits.js';

/** For whoever has the link of an invitation. */
@Controller('api/invitations')
export class InvitationsController {
  private readonly limits = new OutsideLimits();

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Post('read')
  @HttpCode(200)
  async read(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitationAnswer> {
    const { token } = tokenRequest.parse(body);
    return invitationAnswer.parse(await this.open(token, request, response));
  }

  @Post('accept')
  @HttpCode(200)
  async accept(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionAnswer> {
    const { token, name, language, password } = acceptInvitation.parse(body);
    const { email } = await this.open(token, request, response);
    const { store, clock, passwords } = this.portal;
    const passwordHash = await passwords.hashNew(password, email);
    const acceptance = {
      token,
      name,
      language,
      passwordHash,
      now: clock.now(),
      traceId: newTraceId(),
    };
    const result = await store.people.invitations.accept(acceptance);
    if (result === 'gone') return this.limits.wrongLink(request.ip ?? '', clock.now(), response);
    if (result === 'taken')
      throw portalProblem(
        409,
        'portal.email-taken',
        'Somebody signs in with this address already.',
      );
    const user = await store.accounts.findUser(email);
    if (user === null) return this.limits.wrongLink(request.ip ?? '', clock.now(), response); // removed within the same moment
    return beginSession(this.portal, { user, outcome: 'signed-in', request, response });
  }

  private async open(token: string, request: Request, response: Response) {
    const now = this.portal.clock.now();
    const address = request.ip ?? '';
    this.limits.take(address, now, response);
    const { invitations } = this.portal.store.people;
    const found = ONE_TIME_TOKEN.test(token) ? await invitations.open(token, now) : null;
    return found ?? this.limits.wrongLink(address, now, response);
  }
}
