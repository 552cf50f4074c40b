import { EVENT_VERSION, ASKED_BY_WEBHOOK } from '@abgleich/contracts';
import { type Instant, MINUTE, SECOND, plusMs, toIso } from '@abgleich/domain';
import { z } from 'zod';
import type { PortalDatabase } from './portal-database.js';
import { KNOWN_KEYS, LOOKS, NEWLY_STORED } from './webhook-statement.js';

/** What a notification says, as far as it was understood. Nothing of it is believed but where to look. */
export type WebhookHint = {
  readonly event: string;
  readonly publicKey: string;
  /** `null`: about something else than a payment. */
  readonly paymentId: string | null;
  /** The transaction's path below the payment; `null`: about the payment as a whole. */
  readonly transactionPath: string | null;
  /** Digest of the whole text: the same text is stored once. */
  readonly fingerprint: Buffer;
};
/** known: somebody configured this public key · stored: it is in the database now, also as one more copy · looks: orders to look at again. */
export type WebhookReceipt = {
  readonly known: boolean;
  readonly stored: boolean;
  readonly looks: number;
};

/** Where notifications are kept before they are answered. */
export interface WebhookInbox {
  /** Stores the hint and asks for a look at every order of its payment, in one statement: all or nothing. Throws `Fault` `platform.database`. */
  receive(
    hint: WebhookHint,
    context: { readonly now: Instant; readonly traceId: string },
  ): Promise<WebhookReceipt>;
  /** Deletes what arrived last before `before`, a bounded number of rows at a time. Returns how many. */
  forget(before: Instant): Promise<number>;
}

/** The same text within this time is a copy; later it is news again, because the same may have happened once more. */
export const COPY_WINDOW_MS = 10 * MINUTE;
/** A payment has a handful of events in its life; more than this in a minute is noise or somebody's game. */
export const HINTS_PER_PAYMENT_MAX = 30;
const HINT_WINDOW_MS = MINUTE;
/** How long after an effect of ours Unzer's word about the payment as a whole is its echo. It notifies within seconds. */
export const ECHO_MS = 15 * SECOND;
/** One payment pays for one order; more are a mistake in the ERP, and this many looks are enough to show it. */
const ORDERS_MAX = 20;
const FORGET_AT_ONCE = 5_000;
/** Money that came back is never an echo of ours. */
const CHARGEBACK = /chargeback/;

const receiptRow = z.object({ known: z.boolean(), stored: z.boolean(), looks: z.number().int() });

export function createWebhookInbox(db: PortalDatabase): WebhookInbox {
  return {
    async receive(hint, { now, traceId }) {
      const [row] = await db.preparedAsOwner(RECEIVE, [
        hint.publicKey,
        hint.fingerprint,
        hint.event,
        hint.paymentId ?? '',
        toIso(now),
        toIso(plusMs(now, -COPY_WINDOW_MS)),
        toIso(plusMs(now, -HINT_WINDOW_MS)),
        hint.transactionPath,
        !CHARGEBACK.test(hint.event),
        toIso(plusMs(now, -ECHO_MS)),
        `${ASKED_BY_WEBHOOK}${hint.event}`,
        traceId,
      ]);
      return receiptRow.parse(row);
    },
    async forget(before) {
      const rows = await db.asOwner(
        `delete from portal.webhook_notifications where ctid = any (array(
           select ctid from portal.webhook_notifications where last_received_at < $1 limit ${FORGET_AT_ONCE})) returning 1`,
        [toIso(before)],
      );
      return rows.length;
    },
  };
}

const RECEIVE = {
  name: 'portal_webhook_receive',
  text: `with ${KNOWN_KEYS},
${NEWLY_STORED(HINTS_PER_PAYMENT_MAX)},
${LOOKS(ORDERS_MAX)},
appended as (insert into messaging.outbox (id, key, type, organisation_id, event)
  select d.id, d.connection_id || '/' || d.order_number, 'recheck.requested', d.organisation_id, jsonb_build_object('id', d.id,
    'version', ${EVENT_VERSION}, 'at', $5::text, 'organisationId', d.organisation_id, 'connectionId', d.connection_id,
    'orderNumber', d.order_number, 'traceId', $12::text, 'type', 'recheck.requested',
    'data', jsonb_build_object('requestedBy', 'webhook', 'why', $11::text)) from due as d returning 1)
select exists (select from told) as known, exists (select from stored) as stored, (select count(*) from appended)::integer as looks`,
};
