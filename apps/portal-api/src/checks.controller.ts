import { type CheckStatusAnswer, checkStatusAnswer } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Req, UseGuards } from '@nestjs/common';
import { PORTAL, type PortalContext, type SignedInRequest } from './portal-context.js';
import { SessionGuard } from './session.guard.js';

/** How the independent checks of the signed-in person's organisation went. */
@Controller('api')
@UseGuards(SessionGuard)
export class ChecksController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get('check-status')
  async status(@Req() request: SignedInRequest): Promise<CheckStatusAnswer> {
    const { store, clock } = this.portal;
    const status = await store.orders.checkStatus(request.portalUser.organisationId);
    return checkStatusAnswer.parse({ ...status, readAt: toIso(clock.now()) });
  }
}
