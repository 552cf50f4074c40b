import {
  type MailAccountAnswer,
  type MailStatusAnswer,
  type MailTestAnswer,
  mailAccountAnswer,
  mailAccountEntry,
  mailStatusAnswer,
  mailTestAnswer,
} from '@abgleich/contracts';
import { Secret, toIso } from '@abgleich/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { describeMailFault } from './describe-mail-fault.js';
import { auditContext, type CallerRequest } from './caller.js';
import { type Outside, requireOutside } from './outside.js';
import { PORTAL, type PortalContext } from './portal-context.js';
import { fieldProblem, portalProblem } from './portal-problem.js';
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

  @Get('mail-account')
  async read(@Req() { caller }: CallerRequest): Promise<MailAccountAnswer> {
    const account = await this.portal.store.setup.mailAccount(caller.organisationId);
    return mailAccountAnswer.parse({ account });
  }

  @Put('mail-account')
  async save(@Req() { caller }: CallerRequest, @Body() body: unknown): Promise<MailAccountAnswer> {
    const entry = mailAccountEntry.parse(body);
    const outside = requireOutside(this.portal);
    await this.requireHost(entry, outside);
    const { store } = this.portal;
    const known = await store.setup.mailAccount(caller.organisationId);
    const { host, username, password } = entry;
    const keeps = username !== null && password === null;
    if (keeps && known?.hasPassword !== true)
      throw fieldProblem({ path: 'password', code: 'missing', fix: 'Give the password.' });
    if (keeps && known?.host !== host)
      throw fieldProblem({
        path: 'password',
        code: 'needed-for-address',
        fix: 'Give the password again: the stored one is not sent to another server.',
      });
    const secret = password === null ? null : new Secret(password);
    const save = { entry: { ...entry, password: secret }, box: outside.secrets };
    await store.setup.saveMailAccount(save, auditContext(this.portal, caller));
    const account = await store.setup.mailAccount(caller.organisationId);
    return mailAccountAnswer.parse({ account });
  }

  @Post('mail-account/test')
  @HttpCode(200)
  async test(
    @Req() { caller }: CallerRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailTestAnswer> {
    const { mailTest, clock, store } = this.portal;
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
    const result = await mailTest(caller.organisationId);
    await store.setup.note(
      {
        action: 'mail-account.tested',
        target: result.accepted ? result.recipient : '',
        details: { result: result.accepted ? 'accepted' : result.fault.code },
      },
      auditContext(this.portal, caller),
    );
    return mailTestAnswer.parse(result);
  }

  private async requireHost({ host }: { readonly host: string }, outside: Outside): Promise<void> {
    if (!(await outside.isRefused('mail', host))) return;
    throw fieldProblem({
      path: 'host',
      code: 'address-not-allowed',
      fix: 'Name a mail server on the public Internet; this one leads into a private network.',
    });
  }
}
