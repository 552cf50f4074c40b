import {
  type OrderDetail,
  type OrdersAnswer,
  orderDetail,
  orderParams,
  ordersAnswer,
  ordersQuery,
} from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
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

  @Get(':connectionId/:orderNumber')
  async detail(@Req() request: CallerRequest, @Param() params: unknown): Promise<OrderDetail> {
    const { store, clock } = this.portal;
    const key = orderParams.safeParse(params);
    const { organisationId } = request.caller;
    const order = key.success ? await store.orders.detail(organisationId, key.data) : null;
    if (order === null) throw portalProblem(404, 'portal.not-found', 'There is no such order.');
    return orderDetail.parse({ ...order, readAt: toIso(clock.now()) });
  }
}
