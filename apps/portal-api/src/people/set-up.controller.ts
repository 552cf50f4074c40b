import {
  ONE_TIME_TOKEN,
  type SessionAnswer,
  setUpRequest,
  tokenRequest,
} from '@abgleich/contracts';
import { newTraceId } from '@abgleich/service-kit';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { beginSession } from './begin-session.js';
import { OutsideLimits } from './outside-limits.js';

/** The first organisation and its admin, for whoever has the link that the console printed. */
@Controller('api/set-up')
export class SetUpController {
  private readonly limits = new OutsideLimits();

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Post('read')
  @HttpCode(204)
  async read(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.requireLink(tokenRequest.parse(body).token, request, response);
  }

  @Post()
  @HttpCode(200)
  async setUp(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionAnswer> {
    const { password, ...wanted } = setUpRequest.parse(body);
    await this.requireLink(wanted.token, request, response);
    const { store, clock, passwords } = this.portal;
    const passwordHash = await passwords.hashNew(password, wanted.email);
    const admin = { ...wanted, passwordHash, now: clock.now(), traceId: newTraceId() };
    const created = await store.people.setUp.use(admin);
    const user = created === null ? null : await store.accounts.findUser(wanted.email);
    if (user === null) return this.limits.wrongLink(request.ip ?? '', clock.now(), response);
    return beginSession(this.portal, { user, outcome: 'signed-in', request, response });
  }

  private async requireLink(token: string, request: Request, response: Response): Promise<void> {
    const now = this.portal.clock.now();
    const address = request.ip ?? '';
    this.limits.take(address, now, response);
    const { setUp } = this.portal.store.people;
    const holds = ONE_TIME_TOKEN.test(token) && (await setUp.holds(token));
    if (!holds) this.limits.wrongLink(address, now, response);
  }
}
