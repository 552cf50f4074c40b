import { randomBytes } from 'node:crypto';
import {
  type NewTokenAnswer,
  TOKEN_PREFIX,
  type TokensAnswer,
  newTokenAnswer,
  newTokenRequest,
  roleIncludes,
  tokenParams,
  tokensAnswer,
} from '@abgleich/contracts';
import { type Instant, toIso } from '@abgleich/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { auditContext, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';

const TOKEN_BYTES = 32;
/** Somebody who sets up a few programs, but no script that fills the table. */
const NEW_PER_ORGANISATION = { takesMax: 30, windowMs: 10 * 60_000, keysMax: 10_000 };
const BERLIN_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The organisation's API tokens. A token itself is shown once, to whoever created it. */
@Controller('api/tokens')
export class TokensController {
  private readonly limit = createRateLimit(NEW_PER_ORGANISATION);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async list(@Req() { caller }: CallerRequest): Promise<TokensAnswer> {
    const { store, clock } = this.portal;
    const now = clock.now();
    const tokens = await store.tokens.list(caller.organisationId, now);
    return tokensAnswer.parse({ tokens, readAt: toIso(now) });
  }

  @Post()
  @HttpCode(201)
  async create(@Req() { caller }: CallerRequest, @Body() body: unknown): Promise<NewTokenAnswer> {
    const { name, role, lastDay } = newTokenRequest.parse(body);
    const context = auditContext(this.portal, caller);
    if (!roleIncludes(caller.role, role))
      throw portalProblem(403, 'portal.not-allowed', 'A token may do no more than its creator.');
    if (lastDay !== null && hasPassed(lastDay, context.now))
      throw portalProblem(400, 'portal.day-has-passed', 'The last day must be today or later.');
    if (this.limit.take(caller.organisationId, context.now) !== null)
      throw portalProblem(
        429,
        'portal.too-many-attempts',
        'Too many new tokens. Wait, then retry.',
      );
    const token = TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
    const view = await this.portal.store.tokens.create({ token, name, role, lastDay }, context);
    if (view === null)
      throw portalProblem(409, 'portal.too-many-tokens', 'Revoke a token that nobody uses first.');
    return newTokenAnswer.parse({ token, view });
  }

  @Delete(':tokenId')
  @HttpCode(204)
  async revoke(@Req() { caller }: CallerRequest, @Param() params: unknown): Promise<void> {
    const found = tokenParams.safeParse(params);
    const context = auditContext(this.portal, caller);
    const isThere =
      found.success && (await this.portal.store.tokens.revoke(found.data.tokenId, context));
    if (!isThere) throw portalProblem(404, 'portal.not-found', 'There is no such token.');
  }
}

/** Both are `2026-11-22`, which sorts as it reads. */
const hasPassed = (day: string, now: Instant): boolean => day < BERLIN_DAY.format(now);
