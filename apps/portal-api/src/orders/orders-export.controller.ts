import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  EXPORT_ROWS_MAX,
  type ExportRequest,
  exportRequest,
  type OrderRow,
} from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { auditContext, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import { csvHead, csvLine } from './write-csv.js';
import { xlsxFile } from './write-xlsx.js';

/** Somebody who tries out filters, but no program that copies the database every second. */
const EXPORTS = { takesMax: 10, windowMs: 60_000, keysMax: 10_000 };
/** Rows read at once: few statements, and little memory whatever the size of the file. */
const ROWS_PER_READ = 1_000;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The filtered orders as a file. A POST although it changes nothing: it is written to the log, and no browser fetches it ahead of time. */
@Controller('api/orders/export')
export class OrdersExportController {
  private readonly limit = createRateLimit(EXPORTS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Post()
  @HttpCode(200)
  async export(
    @Req() { caller }: CallerRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { clock, store, log } = this.portal;
    if (this.limit.take(caller.id, clock.now()) !== null)
      throw portalProblem(429, 'portal.too-many-attempts', 'Too many files. Wait a minute.');
    const request = exportRequest.parse(body);
    const { organisationId } = caller;
    const matching = await this.count(organisationId, request);
    const rows = Math.min(matching, EXPORT_ROWS_MAX[request.format]);
    const context = auditContext(this.portal, caller);
    const details = { format: request.format, rows: String(rows), ...wordsOf(request) };
    const draft = { action: 'orders.exported', target: request.format, details } as const;
    await store.orders.note(organisationId, draft, context);
    const file = await this.fileOf(organisationId, request);
    response.setHeader('content-type', TYPES[request.format]);
    response.setHeader(
      'content-disposition',
      `attachment; filename="${nameOf(request, context.now)}"`,
    );
    response.setHeader('x-abgleich-rows', String(rows));
    response.setHeader('x-abgleich-orders', String(matching));
    await pipeline(file, response).catch((error: unknown) => {
      // The answer has begun: it ends here, and the browser says that the file is not whole.
      log.warn({ error, organisationId }, 'an export was not sent whole');
    });
  }

  /** How many orders the filter leaves. */
  private async count(organisationId: OrganisationId, { filter }: ExportRequest): Promise<number> {
    const query = { ...filter, sort: 'newest' as const, limit: 1 };
    const { counts } = await this.portal.store.orders.list(organisationId, query);
    if (filter.filter !== undefined) return counts[filter.filter];
    return counts.problem + counts.notice + counts.waiting + counts.ok;
  }

  private async fileOf(organisationId: OrganisationId, request: ExportRequest): Promise<Readable> {
    const orders = this.ordersOf(organisationId, request);
    if (request.format === 'csv') return Readable.from(csvLines(orders, request));
    const rows: OrderRow[] = [];
    for await (const page of orders) rows.push(...page);
    return xlsxFile(rows, request.language);
  }

  /** Page after page, newest first, as many as the format holds. */
  private async *ordersOf(
    organisationId: OrganisationId,
    { filter, format }: ExportRequest,
  ): AsyncGenerator<readonly OrderRow[]> {
    let left: number = EXPORT_ROWS_MAX[format];
    let after: string | undefined;
    do {
      const limit = Math.min(ROWS_PER_READ, left);
      const query = { ...filter, sort: 'newest' as const, limit, ...(after && { after }) };
      const page = await this.portal.store.orders.page(organisationId, query);
      yield page.orders;
      left -= page.orders.length;
      after = page.next ?? undefined;
    } while (after !== undefined && left > 0);
  }
}

async function* csvLines(
  pages: AsyncGenerator<readonly OrderRow[]>,
  { language }: ExportRequest,
): AsyncGenerator<string> {
  yield csvHead(language);
  for await (const page of pages) yield page.map((order) => csvLine(order, language)).join('');
}

/** What was filtered by, for the log. */
const wordsOf = ({ filter }: ExportRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** The day by Berlin's clock: `auftraege-2026-11-21.csv`. */
function nameOf({ format, language }: ExportRequest, now: number): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date(now));
  return `${language === 'de' ? 'auftraege' : 'orders'}-${day}.${format}`;
}
