import {
  type AuditAnswer,
  type AuditEntry,
  type AuditFilters,
  auditAnswer,
  auditExportQuery,
  auditQuery,
} from '@abgleich/contracts';
import { type OrganisationId, toIso } from '@abgleich/domain';
import { Controller, Get, Header, Inject, Query, Req } from '@nestjs/common';
import { writeAuditCsv } from './audit/write-audit-csv.js';
import type { CallerRequest } from './caller.js';
import { PORTAL, type PortalContext } from './portal-context.js';

/** More lines than a person reads; the file says so in its last line. */
const EXPORT_MAX = 10_000;
const EXPORT_PAGE = 1_000;

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

  @Get('export')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="abgleich-protokoll.csv"')
  async export(@Req() { caller }: CallerRequest, @Query() query: unknown): Promise<string> {
    const { language, ...filters } = auditExportQuery.parse(query);
    const { entries, cut } = await this.all(caller.organisationId, filters);
    return writeAuditCsv(entries, { language, cut });
  }

  private async all(
    organisationId: OrganisationId,
    filters: AuditFilters,
  ): Promise<{ entries: AuditEntry[]; cut: boolean }> {
    const entries: AuditEntry[] = [];
    let after: string | undefined;
    while (entries.length < EXPORT_MAX) {
      const request = { ...filters, after, limit: EXPORT_PAGE };
      const page = await this.portal.store.audit.list(organisationId, request);
      entries.push(...page.entries);
      if (page.next === null) return { entries, cut: false };
      after = page.next;
    }
    return { entries, cut: true };
  }
}
