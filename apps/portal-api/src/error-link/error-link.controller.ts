import { randomBytes } from 'node:crypto';
import {
  type ErrorLinkAnswer,
  type NewErrorLinkAnswer,
  errorLinkAnswer,
  newErrorLinkAnswer,
} from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { auditContext, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';

/** 256 random bits cannot be guessed. */
const TOKEN_BYTES = 32;

/** The link to the login-free error page: whether there is one, a new one, none. */
@Controller('api/error-link')
export class ErrorLinkController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async read(@Req() { caller }: CallerRequest): Promise<ErrorLinkAnswer> {
    const { store, clock } = this.portal;
    const link = await store.errorLink.read(caller.organisationId);
    return errorLinkAnswer.parse({ ...link, readAt: toIso(clock.now()) });
  }

  /** The only moment at which anybody sees the link: of the token no more than a digest is kept. */
  @Post()
  @HttpCode(201)
  async renew(@Req() { caller }: CallerRequest): Promise<NewErrorLinkAnswer> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const context = auditContext(this.portal, caller);
    await this.portal.store.errorLink.renew(token, context);
    return newErrorLinkAnswer.parse({ path: `/fehler/${token}`, since: toIso(context.now) });
  }

  @Delete()
  @HttpCode(204)
  async revoke(@Req() { caller }: CallerRequest): Promise<void> {
    await this.portal.store.errorLink.revoke(auditContext(this.portal, caller));
  }
}
