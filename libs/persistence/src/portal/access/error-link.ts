import { createHash } from 'node:crypto';
import { type Instant, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import type { Sql } from '../portal-database.js';

/** Whether the login-free error page is open; `since` is `null` when nobody wrote it down. */
export type ErrorLink = { readonly active: boolean; readonly since: string | null };

const linkRow = z.object({
  active: z.boolean(),
  since: z
    .number()
    .nullable()
    .transform((epochMs) => (epochMs === null ? null : new Date(epochMs).toISOString())),
});

/** How the audit log names it. */
const TARGET = 'Fehler-Seite';

/** Runs inside `inOrganisation`. */
export async function readErrorLink(sql: Sql): Promise<ErrorLink> {
  const [row] = await sql(
    `select error_page_token_hash is not null as active,
       case when error_page_token_hash is not null then error_page_since end as since from portal.organisations`,
  );
  return linkRow.parse(row);
}

/** From now on this token opens the error page and the one before does not. Runs inside `inOrganisation`. */
export async function renewErrorLink(
  sql: Sql,
  token: string,
  context: AuditContext,
): Promise<void> {
  const { active } = await readErrorLink(sql);
  await setToken(sql, token, context.now);
  const details = { first: active ? 'no' : 'yes' };
  await recordAudit(sql, context, { action: 'error-page.renewed', target: TARGET, details });
}

/** From now on nothing opens the error page. Revoking what is revoked changes nothing. Runs inside `inOrganisation`. */
export async function revokeErrorLink(sql: Sql, context: AuditContext): Promise<void> {
  const { active } = await readErrorLink(sql);
  if (!active) return;
  await setToken(sql, null, context.now);
  await recordAudit(sql, context, { action: 'error-page.revoked', target: TARGET });
}

/** Row-level security leaves one organisation to change: that of the session. */
async function setToken(sql: Sql, token: string | null, now: Instant): Promise<void> {
  await sql(`update portal.organisations set error_page_token_hash = $1, error_page_since = $2`, [
    token === null ? null : createHash('sha256').update(token).digest(),
    token === null ? null : toIso(now),
  ]);
}
