import {
  type OrderChoices,
  type OrderDetail,
  type OrderHistory,
  type OrdersAnswer,
  type TimelinePage,
  orderChoices,
  orderDetail,
  orderHistory,
  orderParams,
  ordersAnswer,
  ordersQuery,
  timelinePage,
  timelineQuery,
} from '@abgleich/contracts';
import { fromIso, toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { CallerRequest } from './caller.js';
import { PORTAL, type PortalContext } from './portal-context.js';
import { portalProblem } from './portal-problem.js';

/** Orders of the signed-in person's organisation. Answers pass through their schema, which drops whatever it does not name. */
@Controller('api/orders')
export class OrdersController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async list(@Req() request: CallerRequest, @Query() query: unknown): Promise<OrdersAnswer> {
    const { store, clock } = this.portal;
    const asked = ordersQuery.parse(query);
    const page = await store.orders.list(request.caller.organisationId, asked);
    return ordersAnswer.parse({ ...page, readAt: toIso(clock.now()) });
  }

  @Get('choices')
  async choices(@Req() { caller }: CallerRequest): Promise<OrderChoices> {
    return orderChoices.parse(await this.portal.store.orders.choices(caller.organisationId));
  }

  @Get(':connectionId/:orderNumber')
  async detail(@Req() request: CallerRequest, @Param() params: unknown): Promise<OrderDetail> {
    const { store, clock, window } = this.portal;
    const key = orderParams.safeParse(params);
    const { organisationId } = request.caller;
    const detail = key.success ? await store.orders.detail(organisationId, key.data) : null;
    if (detail === null) throw portalProblem(404, 'portal.not-found', 'There is no such order.');
    const now = clock.now();
    const { nextLookAt } = detail.order;
    const looksAt = nextLookAt === null || fromIso(nextLookAt) < now ? now : fromIso(nextLookAt);
    const restsUntil = window?.closedUntil(looksAt, 0) ?? null;
    const erpRestsUntil = restsUntil === null ? null : toIso(restsUntil);
    return orderDetail.parse({ ...detail, erpRestsUntil, readAt: toIso(now) });
  }

  /** Older entries of an order's timeline; of an order that the organisation does not have there are none. */
  @Get(':connectionId/:orderNumber/timeline')
  async timeline(
    @Req() { caller }: CallerRequest,
    @Param() params: unknown,
    @Query() query: unknown,
  ): Promise<TimelinePage> {
    const { after } = timelineQuery.parse(query);
    const key = await this.keyOf(caller, params);
    const page = await this.portal.store.orders.timeline(caller.organisationId, key, after);
    return timelinePage.parse(page);
  }

  /** Everything that is remembered of the order, redacted as on its page, as a file. */
  @Get(':connectionId/:orderNumber/history')
  async history(
    @Req() { caller }: CallerRequest,
    @Param() params: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderHistory> {
    const { store, clock } = this.portal;
    const key = await this.keyOf(caller, params);
    const history = await store.orders.history(caller.organisationId, key);
    const name = key.orderNumber.replace(/[^\w.-]/g, '_');
    response.setHeader('content-disposition', `attachment; filename="order-${name}.json"`);
    return orderHistory.parse({ ...key, ...history, readAt: toIso(clock.now()) });
  }

  /** Throws unless the caller's organisation has the order. */
  private async keyOf(caller: CallerRequest['caller'], params: unknown) {
    const key = orderParams.safeParse(params);
    const isThere =
      key.success && (await this.portal.store.orders.has(caller.organisationId, key.data));
    if (!isThere) throw portalProblem(404, 'portal.not-found', 'There is no such order.');
    return key.data;
  }
}
