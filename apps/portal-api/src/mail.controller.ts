import {
  type MailStatusAnswer,
  type MailTestAnswer,
  mailStatusAnswer,
  mailTestAnswer,
} from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { describeMailFault } from './describe-mail-fault.js';
import { PORTAL, type PortalContext, type SignedInRequest } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';
import { SessionGuard } from './session.guard.js';

/** Somebody who corrects an account and tries again; not somebody who floods a mailbox or guesses a password through us. */
const TESTS = { takesMax: 10, windowMs: 10 * 60_000, keysMax: 10_000 };

/** The mail account of the signed-in person's organisation: how its mails stand, and a test mail. */
@Controller('api')
@UseGuards(SessionGuard)
export class MailController {
  private readonly limit = createRateLimit(TESTS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get('mail-status')
  async status(@Req() request: SignedInRequest): Promise<MailStatusAnswer> {
    const { store, clock } = this.portal;
    const { lastError, givenUp, ...status } = await store.orders.mailStatus(
      request.portalUser.organisationId,
    );
    return mailStatusAnswer.parse({
      ...status,
      lastError:
        lastError === null ? null : { ...describeMailFault(lastError.code), at: lastError.at },
      givenUp: givenUp === null ? null : { ...describeMailFault(givenUp.code), ...givenUp },
      readAt: toIso(clock.now()),
    });
  }

  @Post('mail-account/test')
  @HttpCode(200)
  async test(
    @Req() { portalUser }: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailTestAnswer> {
    const { mailTest, clock } = this.portal;
    if (portalUser.role !== 'admin') {
      throw portalProblem(403, 'portal.not-allowed', 'Only an admin may send a test mail.');
    }
    if (mailTest === null) throw portalProblem(404, 'portal.not-found', 'No mails are sent here.');
    const waitMs = this.limit.take(portalUser.organisationId, clock.now());
    if (waitMs !== null) {
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
      throw portalProblem(
        429,
        'portal.too-many-attempts',
        'Too many test mails. Wait, then try again.',
      );
    }
    return mailTestAnswer.parse(await mailTest(portalUser.organisationId));
  }
}
