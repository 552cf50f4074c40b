import {
  type BulkAnswer,
  bulkAnswer,
  type BulkPreview,
  bulkPreview,
  bulkPreviewRequest,
  bulkRequest,
} from '@abgleich/contracts';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { auditContext, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit, type RateLimit } from '../rate-limit.js';

const MINUTE_MS = 60_000;
/** A few steps of many orders a minute; with the size of a step it bounds how many looks one person can ask for. */
const STEPS = { takesMax: 6, windowMs: MINUTE_MS, keysMax: 10_000 };
/** A preview only reads. */
const PREVIEWS = { takesMax: 60, windowMs: MINUTE_MS, keysMax: 10_000 };

/** "Erneut prüfen" and "Problem gelöst" for many orders: first what would happen, then it. */
@Controller('api/orders/bulk')
export class OrdersBulkController {
  private readonly steps = createRateLimit(STEPS);
  private readonly previews = createRateLimit(PREVIEWS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Post('preview')
  @HttpCode(200)
  async preview(@Req() request: CallerRequest, @Body() body: unknown): Promise<BulkPreview> {
    const now = this.take(this.previews, request);
    const { target } = bulkPreviewRequest.parse(body);
    const { organisationId } = request.caller;
    const { orders } = this.portal.store;
    return bulkPreview.parse(await orders.previewBulk(organisationId, target, now));
  }

  @Post()
  @HttpCode(200)
  async act(@Req() request: CallerRequest, @Body() body: unknown): Promise<BulkAnswer> {
    this.take(this.steps, request);
    const asked = bulkRequest.parse(body);
    const { store, log, onOutbox } = this.portal;
    const context = auditContext(this.portal, request.caller);
    const { organisationId } = context;
    const results = await store.orders.actOnMany(organisationId, asked, context);
    onOutbox();
    const { action } = asked;
    log.info({ audit: `bulk-${action}`, ...context, orders: results.length }, 'acted on orders');
    return bulkAnswer.parse({ results });
  }

  private take(limit: RateLimit, { caller }: CallerRequest) {
    const now = this.portal.clock.now();
    if (limit.take(caller.id, now) !== null)
      throw portalProblem(429, 'portal.too-many-attempts', 'Too many requests. Wait a minute.');
    return now;
  }
}
