import { type CheckStatusAnswer, checkStatusAnswer } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { CallerRequest } from './caller.js';
import { PORTAL, type PortalContext } from './portal-context.js';

/** How the independent checks of the signed-in person's organisation went. */
@Controller('api')
export class ChecksController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get('check-status')
  async status(@Req() request: CallerRequest): Promise<CheckStatusAnswer> {
    const { store, clock } = this.portal;
    const status = await store.orders.checkStatus(request.caller.organisationId);
    return checkStatusAnswer.parse({ ...status, readAt: toIso(clock.now()) });
  }
}
