import {
  type MailStatusAnswer,
  type MailTestAnswer,
  mailStatusAnswer,
  mailTestAnswer,
} from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { describeMailFault } from './describe-mail-fault.js';
import type { CallerRequest } from './caller.js';
import { PORTAL, type PortalContext } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';

/** Somebody who corrects an account and tries again; not somebody who floods a mailbox or guesses a password through us. */
const TESTS = { takesMax: 10, windowMs: 10 * 60_000, keysMax: 10_000 };

/** The mail account of the signed-in person's organisation: how its mails stand, and a test mail. */
@Controller('api')
export class MailController {
  private readonly limit = createRateLimit(TESTS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get('mail-status')
  async status(@Req() request: CallerRequest): Promise<MailStatusAnswer> {
    const { store, clock } = this.portal;
    const { lastError, givenUp, ...status } = await store.orders.mailStatus(
      request.caller.organisationId,
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
    @Req() { caller }: CallerRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailTestAnswer> {
    const { mailTest, clock } = this.portal;
    if (mailTest === null) throw portalProblem(404, 'portal.not-found', 'No mails are sent here.');
    const waitMs = this.limit.take(caller.organisationId, clock.now());
    if (waitMs !== null) {
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
      throw portalProblem(
        429,
        'portal.too-many-attempts',
        'Too many test mails. Wait, then try again.',
      );
    }
    return mailTestAnswer.parse(await mailTest(caller.organisationId));
  }
}
