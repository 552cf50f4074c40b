import type {
  ConnectionId,
  Journal,
  Operation,
  OperationKey,
  OrderFile,
  OrderNumber,
  OrderRecord,
  OrderRef,
} from '@abgleich/domain';
import type pg from 'pg';
import { OWNER_IS_ALIVE } from '../process-identity.js';
import {
  invoiceFrom,
  type InvoiceRow,
  operationFrom,
  type OperationRow,
  operationWithRefFrom,
  orderFrom,
  type OrderRow,
  problemFrom,
  type ProblemRow,
} from './journal-rows.js';

type FileRow = OrderRow & {
  operations: OperationRow[];
  invoices: InvoiceRow[];
  problems: ProblemRow[];
};

const OF_ORDER = 'x.connection_id = o.connection_id and x.order_number = o.order_number';
/** One statement for a page of orders; each list by its own index, as JSON. Of the problems only the open ones. */
const READ_ORDERS = {
  name: 'journal_read_orders',
  text: `select o.*,
    (select coalesce(jsonb_agg(to_jsonb(x) order by x.opened_at, x.key), '[]') from journal.operations as x where ${OF_ORDER}) as operations,
    (select coalesce(jsonb_agg(to_jsonb(x) order by x.seen_at, x.invoice_number), '[]') from journal.invoices as x where ${OF_ORDER}) as invoices,
    (select coalesce(jsonb_agg(to_jsonb(x) order by x.raised_at, x.code, x.document), '[]') from journal.problems as x
      where ${OF_ORDER} and x.resolved_at is null) as problems
    from journal.orders as o where o.connection_id = $1 and o.order_number = any($2)`,
};

/** The files of those orders that the journal knows. */
export async function readOrders(
  pool: pg.Pool,
  connectionId: ConnectionId,
  orderNumbers: readonly OrderNumber[],
): Promise<ReadonlyMap<OrderNumber, OrderFile>> {
  if (orderNumbers.length === 0) return new Map();
  const { rows } = await pool.query<FileRow>({
    ...READ_ORDERS,
    values: [connectionId, orderNumbers],
  });
  return new Map(
    rows.map((row) => {
      const order = orderFrom(row);
      const file = {
        order,
        operations: row.operations.map(operationFrom),
        invoices: row.invoices.map(invoiceFrom),
        problems: row.problems.map(problemFrom),
      };
      return [order.orderNumber, file];
    }),
  );
}

/**
 * An operation waits for its own look when it has one. One without (its intent is saved, nothing heard since) is taken when its
 * owner is gone, or when it has been silent for so long that its owner must have lost it.
 */
const OPERATIONS_TO_LOOK_UP = {
  name: 'journal_operations_to_look_up',
  text: `select o.* from journal.operations as o
    where o.status in ('open', 'pending') and o.kind = any($1)
      and (o.next_look_at <= $2 or (o.next_look_at is null and (o.opened_at < $3 or not (${OWNER_IS_ALIVE('o.owner')}))))
    order by o.opened_at, o.key limit $4`,
};

/** Unfinished operations that somebody should look up now, oldest first. */
export async function operationsToLookUp(
  pool: pg.Pool,
  filter: Parameters<Journal['operationsToLookUp']>[0],
): Promise<readonly (Operation & OrderRef)[]> {
  const { kinds, now, staleBefore, limit } = filter;
  const { rows } = await pool.query<OperationRow>({
    ...OPERATIONS_TO_LOOK_UP,
    values: [kinds, new Date(now).toISOString(), new Date(staleBefore).toISOString(), limit],
  });
  return rows.map(operationWithRefFrom);
}

const ORDERS_TO_LOOK_AT = {
  name: 'journal_orders_to_look_at',
  text: `select * from journal.orders where next_look_at <= $1 order by next_look_at, connection_id, order_number limit $2`,
};

/** Orders whose next look is due, the longest waiting first. */
export async function ordersToLookAt(
  pool: pg.Pool,
  { now, limit }: Parameters<Journal['ordersToLookAt']>[0],
): Promise<readonly OrderRecord[]> {
  const { rows } = await pool.query<OrderRow>({
    ...ORDERS_TO_LOOK_AT,
    values: [new Date(now).toISOString(), limit],
  });
  return rows.map(orderFrom);
}

/** Compare and set of `next_look_at`: one of several processes gets the look-up. */
export async function claimLookUp(
  pool: pg.Pool,
  { key, expected, until }: { key: OperationKey; expected: number | null; until: number },
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'journal_claim_look_up',
    text: `update journal.operations set next_look_at = $3 where key = $1 and status in ('open', 'pending')
      and next_look_at is not distinct from $2::timestamptz`,
    values: [
      key,
      expected === null ? null : new Date(expected).toISOString(),
      new Date(until).toISOString(),
    ],
  });
  return rowCount === 1;
}
