import { type AuditAnswer, auditAnswer, auditQuery } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { CallerRequest } from './caller.js';
import { PORTAL, type PortalContext } from './portal-context.js';

/** What people and programs of the caller's organisation did. */
@Controller('api/audit')
export class AuditController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async list(@Req() { caller }: CallerRequest, @Query() query: unknown): Promise<AuditAnswer> {
    const { store, clock } = this.portal;
    const page = await store.audit.list(caller.organisationId, auditQuery.parse(query));
    return auditAnswer.parse({ ...page, readAt: toIso(clock.now()) });
  }
}
