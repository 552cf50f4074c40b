import { orderParams, recheckAnswer, redriveRequest, resolveRequest } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { auditContext, type CallerRequest } from './caller.js';
import { PORTAL, type PortalContext } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';

/** Impatient clicking, but no script: each look asks pixi and Unzer. */
const PER_PERSON = { takesMax: 60, windowMs: 60_000, keysMax: 10_000 };

/** What a person may do about an order: ask for another look, or say that a problem is solved. Both are written to the log. */
@Controller('api/orders/:connectionId/:orderNumber')
export class OrderActionsController {
  private readonly limit = createRateLimit(PER_PERSON);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  /** "Erneut prüfen": the rules are applied to the order as it stands, and steps that were refused may be tried once more. */
  @Post('recheck')
  @HttpCode(202)
  async recheck(
    @Req() request: CallerRequest,
    @Param() params: unknown,
  ): Promise<z.output<typeof recheckAnswer>> {
    const { store, log, onOutbox } = this.portal;
    const { key, context } = this.acting(request, params);
    const { organisationId } = context;
    const isThere = await store.orders.requestRecheck(organisationId, key, context);
    if (!isThere) throw noSuchOrder();
    onOutbox();
    log.info(
      { audit: 'recheck', ...context, organisationId, ...key },
      'another look was asked for',
    );
    return recheckAnswer.parse({ requestedAt: toIso(context.now) });
  }

  /** "Problem gelöst": clears the mark and does nothing else. A problem that is no longer open is left as it is. */
  @Post('resolve')
  @HttpCode(204)
  async resolve(
    @Req() request: CallerRequest,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    const { store, log, onOutbox } = this.portal;
    const { key, context } = this.acting(request, params);
    const { organisationId } = context;
    const { problemId } = resolveRequest.parse(body);
    const problem = { ...key, problemId };
    const result = await store.orders.resolveProblem(organisationId, problem, context);
    if (result.kind === 'not-found') throw noSuchOrder();
    if (result.kind === 'already') return;
    onOutbox();
    const { code } = result;
    log.info(
      { audit: 'resolve', ...context, organisationId, ...problem, code },
      'a problem was marked as solved',
    );
  }

  /** Gives an event that a service could not handle to that service once more. */
  @Post('redrive')
  @HttpCode(204)
  async redrive(
    @Req() request: CallerRequest,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    const { store, log, onOutbox } = this.portal;
    const { key, context } = this.acting(request, params);
    const event = { ...key, parkedId: redriveRequest.parse(body).parkedId };
    const { organisationId } = context;
    if (!(await store.orders.redrive(organisationId, event, context))) throw noSuchOrder();
    onOutbox();
    log.info({ audit: 'redrive', ...context, ...event }, 'a parked event was given back');
  }

  /** Who acts on what. Throws when that person may not, or too often. */
  private acting({ caller }: CallerRequest, params: unknown) {
    const now = this.portal.clock.now();
    if (this.limit.take(caller.id, now) !== null)
      throw portalProblem(429, 'portal.too-many-attempts', 'Too many requests. Wait a minute.');
    const key = orderParams.safeParse(params);
    if (!key.success) throw noSuchOrder();
    const context = auditContext(this.portal, caller);
    return { key: key.data, context };
  }
}

const noSuchOrder = () =>
  portalProblem(404, 'portal.not-found', 'There is no such order or problem.');
