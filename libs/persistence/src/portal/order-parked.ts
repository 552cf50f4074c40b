import { ADDRESSED_TO, type ParkedEvent } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from './audit.js';
import { maskSecrets } from './mask-secrets.js';
import type { OrderKey } from './order-timeline.js';
import type { Sql } from './portal-database.js';

/** So many events of one order fail for one reason; the rest shows when these are gone. */
const PARKED_MAX = 20;
const ERROR_CHARACTERS_MAX = 300;

const parkedRow = z.object({
  id: z.string(),
  consumer_group: z.string(),
  type: z.string(),
  error: z.string(),
  attempts: z.number().int(),
  parked_at: z.number().transform((epochMs) => new Date(epochMs).toISOString()),
});

/** Events of the order that wait for somebody to give them back, oldest first. Runs inside `inOrganisation`. */
export async function readParked(
  sql: Sql,
  { connectionId, orderNumber }: OrderKey,
): Promise<ParkedEvent[]> {
  const rows = await sql(
    `select id, consumer_group, type, error, attempts, parked_at from messaging.dead_letters
     where key = $1 and redriven_at is null order by parked_at, id limit ${PARKED_MAX}`,
    [`${connectionId}/${orderNumber}`],
  );
  return rows.map((row) => {
    const letter = parkedRow.parse(row);
    const [firstLine = ''] = letter.error.split('\n');
    return {
      id: letter.id,
      service: letter.consumer_group,
      type: letter.type,
      error: String(maskSecrets(firstLine.slice(0, ERROR_CHARACTERS_MAX))),
      attempts: letter.attempts,
      parkedAt: letter.parked_at,
    };
  });
}

const redrivenRow = z.object({ consumer_group: z.string() });

/**
 * Gives a parked event of the order back to the one service that could not handle it, once. `false`: the order has none of that id. Taking
 * the letter and putting its event back is one statement. Runs inside `inOrganisation`.
 */
export async function redriveParked(
  sql: Sql,
  { connectionId, orderNumber, parkedId }: OrderKey & { readonly parkedId: string },
  context: AuditContext,
): Promise<boolean> {
  const [row] = await sql(
    `with letter as (
       update messaging.dead_letters set redriven_at = $3
       where id = $1 and key = $2 and redriven_at is null and event ? 'id'
       returning consumer_group, organisation_id, key, type, event),
     appended as (insert into messaging.outbox (id, key, type, organisation_id, event)
       select (event->>'id')::uuid, key, type, organisation_id, event || jsonb_build_object($4::text, consumer_group) from letter)
     select consumer_group from letter`,
    [parkedId, `${connectionId}/${orderNumber}`, toIso(context.now), ADDRESSED_TO],
  );
  if (row === undefined) return false;
  const details = { connectionId, service: redrivenRow.parse(row).consumer_group };
  await recordAudit(sql, context, { action: 'events.redriven', target: orderNumber, details });
  return true;
}
