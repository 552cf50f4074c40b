import { type OverviewAnswer, overviewAnswer } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';

/** How the orders of the caller's organisation stand. */
@Controller('api/overview')
export class OverviewController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async read(@Req() { caller }: CallerRequest): Promise<OverviewAnswer> {
    const { store, clock, window } = this.portal;
    const now = clock.now();
    const until = window?.closedUntil(now, 0) ?? null;
    const request = { now, dueBy: until ?? now };
    const { dueOrders, ...overview } = await store.overview(caller.organisationId, request);
    const quietWindow = { until: until === null ? null : toIso(until), dueOrders };
    return overviewAnswer.parse({ ...overview, quietWindow, readAt: toIso(now) });
  }
}
