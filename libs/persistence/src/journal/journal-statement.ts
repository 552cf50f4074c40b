import { randomUUID } from 'node:crypto';
import type { JournalWrite } from '@abgleich/domain';
import { envelope, keyOf, sharedEnvelope } from './event-envelope.js';
import { beginPart, callsPart, decisionPart, finishPart } from './operation-parts.js';
import { invoicesPart, isInsertable, orderPart } from './order-parts.js';
import { problemEvents, problemParts } from './problem-parts.js';
import { type StatementParams, statementParams } from './statement-params.js';

/** One journal write as one SQL statement: one round trip, one commit, everything or nothing. */
export type JournalStatement = {
  /** Names the prepared statement: the same text has the same name in this process. */
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
};

/** Parameters and placeholders that every part needs. */
export type PartContext = {
  readonly params: StatementParams;
  readonly entry: JournalWrite;
  readonly connectionId: string;
  readonly organisationId: string;
  readonly orderNumber: string;
  readonly now: string;
};

const names = new Map<string, string>();

/**
 * Builds the statement of `entry`. `guard` has a row when the write may happen: the order to change exists and the operation to
 * finish was unfinished. Without it nothing is written, and the caller finds out why. The operation that ends is written
 * before the one that begins, so that it no longer counts as open on the payment.
 */
export function journalStatement(entry: JournalWrite): JournalStatement {
  const params = statementParams();
  const ctx: PartContext = {
    params,
    entry,
    connectionId: params.add(entry.ref.connectionId, 'uuid'),
    organisationId: params.add(entry.ref.organisationId, 'uuid'),
    orderNumber: params.add(entry.ref.orderNumber, 'text'),
    now: params.add(entry.now, 'timestamptz'),
  };
  const parts = [
    knownPart(ctx),
    finishPart(ctx),
    guardPart(ctx),
    beginPart(ctx),
    orderPart(ctx),
    invoicesPart(ctx),
    decisionPart(ctx),
    callsPart(ctx),
    ...problemParts(ctx),
    stoodPart(ctx),
    ...outboxParts(ctx),
  ].filter((part) => part !== null);
  const appended = hasOutbox(entry) ? '(select count(*) from appended)' : '0';
  const begun = entry.begin === undefined ? '' : 'left join begun on true';
  const columns = entry.begin === undefined ? '' : ', begun.*';
  const text = `with ${parts.join(',\n')}
select exists (select from guard) as allowed, ${appended}::integer as appended${columns} from (select 1) as one ${begun}`;
  return { name: nameOf(text), text, values: [...params.values] };
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `journal_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** Comes before everything else, the end of an operation included: without it not even that is written. */
function knownPart(ctx: PartContext): string {
  const { entry, connectionId, orderNumber } = ctx;
  // A parameter that a statement does not mention has no type, and few statements mention all of these otherwise.
  const shared = [connectionId, ctx.organisationId, orderNumber, ctx.now];
  const conditions = shared.map((placeholder) => `${placeholder} is not null`);
  if (entry.order !== undefined && !isInsertable(entry.order)) {
    conditions.push(
      `exists (select from journal.orders where connection_id = ${connectionId} and order_number = ${orderNumber})`,
    );
  }
  return `known as materialized (select 1 as one where ${conditions.join(' and ')})`;
}

function guardPart({ entry }: PartContext): string {
  const condition = entry.finish === undefined ? 'true' : 'exists (select from finished)';
  return `guard as materialized (select one from known where ${condition})`;
}

const hasOutbox = (entry: JournalWrite): boolean =>
  (entry.events ?? []).length > 0 || entry.wake !== undefined || entry.problems !== undefined;

/** What the order waited for before this write: under the row's lock, so that whoever stores a wait right now comes before or after. */
function stoodPart({ entry, connectionId, orderNumber }: PartContext): string | null {
  if (entry.wake === undefined) return null;
  return `stood as materialized (select waits from journal.orders
    where connection_id = ${connectionId} and order_number = ${orderNumber} for update)`;
}

/** The write's own events first, then whom it wakes, then what changed among the problems, in one insert: positions follow this order. */
function outboxParts(ctx: PartContext): string[] {
  const { entry, params, organisationId } = ctx;
  if (!hasOutbox(entry)) return [];
  const events = (entry.events ?? []).map((draft) => envelope(entry, draft, randomUUID()));
  const sources = [];
  if (events.length > 0) {
    sources.push(`select 0 as rank, item.ordinality as place, item.value as event
      from jsonb_array_elements(${params.add(events, 'jsonb')}) with ordinality as item`);
  }
  if (entry.wake !== undefined) {
    const { wait, event } = entry.wake;
    const woken = params.add(envelope(entry, event, randomUUID()), 'jsonb');
    sources.push(`select 1 as rank, 0::bigint as place, ${woken} as event
      from stood where waits ? ${params.add(wait, 'text')}`);
  }
  if (entry.problems !== undefined) {
    const shared = params.add(sharedEnvelope(entry), 'jsonb');
    sources.push(`select 2, row_number() over (order by type, code), ${shared} || jsonb_build_object(
      'id', id, 'type', type, 'data', data) from (${problemEvents(entry.problems)}) as told`);
  }
  return [
    `appended as (insert into messaging.outbox (id, key, type, organisation_id, event)
      select (event->>'id')::uuid, ${params.add(keyOf(entry), 'text')}, event->>'type', ${organisationId}, event
      from (${sources.join(' union all ')}) as told (rank, place, event), guard order by rank, place returning 1)`,
  ];
}
