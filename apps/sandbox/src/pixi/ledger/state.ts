import { isSettled } from './totals.js';
import type {
  AccountEvent,
  Address,
  Customer,
  ImportLogEntry,
  Invoice,
  Item,
  Order,
  PixiMasterData,
} from './model.js';

/** Running numbers; part of the state, so that a replay gives the same ones. */
export type Sequences = {
  order: number;
  line: number;
  invoice: number;
  invoiceLine: number;
  customer: number;
  address: number;
  item: number;
  event: number;
  importLog: number;
};
type DocumentNumbers = { invoice: number; credit: number };

/** Everything pixi knows, with the indexes its queues are answered from. */
export type PixiState = {
  readonly master: PixiMasterData;
  lastAt: number;
  readonly last: Sequences;
  readonly documentNumbers: Map<string, DocumentNumbers>;
  readonly customers: Map<number, Customer>;
  readonly addresses: Map<number, Address>;
  readonly items: Map<number, Item>;
  readonly orders: Map<number, Order>;
  readonly invoices: Map<number, Invoice>;
  readonly events: Map<number, AccountEvent>;
  readonly importLog: Map<number, ImportLogEntry>;
  /** Order numbers in the order of their changes; only the last entry of an order counts. */
  changes: { at: number; orderNr: number }[];
  readonly index: {
    readonly orderByExternal: Map<string, number[]>;
    readonly invoiceByNumber: Map<string, number>;
    readonly itemByNumber: Map<string, number>;
    readonly customerByNumber: Map<string, number>;
    readonly importByOrderId: Map<string, number[]>;
    readonly onHold: Set<number>;
    readonly unsettled: Set<number>;
    readonly eventsOfCustomer: Map<number, number[]>;
  };
};

/** How the server compares text: without case, without trailing blanks (SQL_Latin1_General_CP1_CI_AS). */
export const collated = (text: string): string => text.trimEnd().toLowerCase();
export const sameText = (a: string, b: string): boolean => collated(a) === collated(b);

/** First order number of a fresh database: five digits look like an ERP and leave no doubt which side a number is from. */
const ORDER_NUMBERS_FROM = 10_000;

/** A database with master data and nothing else. */
export function emptyState(master: PixiMasterData): PixiState {
  const state = bareState(master);
  for (const item of master.items) addItem(state, item);
  return state;
}

/**
 * The same database without its orders. Running numbers go on: a number is never given to two orders or invoices, not
 * even across a reset, because whoever works with this database remembers them.
 */
export function emptiedState(state: PixiState): PixiState {
  const emptied = bareState(state.master);
  emptied.lastAt = state.lastAt;
  Object.assign(emptied.last, state.last, { item: 0 });
  state.documentNumbers.forEach((numbers, shop) => emptied.documentNumbers.set(shop, numbers));
  for (const item of state.master.items) addItem(emptied, item);
  return emptied;
}

function bareState(master: PixiMasterData): PixiState {
  const last: Sequences = {
    order: ORDER_NUMBERS_FROM,
    line: 50_000,
    invoice: 0,
    invoiceLine: 0,
    customer: 1_000,
    address: 2_000,
    item: 0,
    event: 0,
    importLog: 0,
  };
  return {
    master,
    lastAt: 0,
    last,
    documentNumbers: new Map(),
    customers: new Map(),
    addresses: new Map(),
    items: new Map(),
    orders: new Map(),
    invoices: new Map(),
    events: new Map(),
    importLog: new Map(),
    changes: [],
    index: {
      orderByExternal: new Map(),
      invoiceByNumber: new Map(),
      itemByNumber: new Map(),
      customerByNumber: new Map(),
      importByOrderId: new Map(),
      onHold: new Set(),
      unsettled: new Set(),
      eventsOfCustomer: new Map(),
    },
  };
}

export function nextKey(state: PixiState, of: keyof Sequences): number {
  state.last[of] += 1;
  return state.last[of];
}

export function addItem(state: PixiState, item: Omit<Item, 'itemKey'>): Item {
  const added: Item = { ...item, itemKey: nextKey(state, 'item') };
  state.items.set(added.itemKey, added);
  state.index.itemByNumber.set(collated(added.itemNr), added.itemKey);
  return added;
}

/** Notes that an order changed: header status, queues and the change list follow from it. */
export function touch(state: PixiState, order: Order, at: number): void {
  order.changedAt = at;
  if (order.lines.some((line) => line.status === 'HAL')) state.index.onHold.add(order.orderNr);
  else state.index.onHold.delete(order.orderNr);
  state.changes.push({ at, orderNr: order.orderNr });
  if (state.changes.length > 1_000 + 4 * state.orders.size) foldChanges(state);
}

function foldChanges(state: PixiState): void {
  const lastOf = new Map(state.changes.map((change, index) => [change.orderNr, index]));
  state.changes = state.changes.filter((change, index) => lastOf.get(change.orderNr) === index);
}

/** Puts a document into, or takes it out of, the capture queue. */
export function indexInvoice(state: PixiState, invoice: Invoice): void {
  state.index.invoiceByNumber.set(collated(invoice.invoiceNr), invoice.invoiceKey);
  if (isSettled(invoice)) state.index.unsettled.delete(invoice.invoiceKey);
  else state.index.unsettled.add(invoice.invoiceKey);
}

export function pushTo(map: Map<string, number[]>, key: string, value: number): void;
export function pushTo(map: Map<number, number[]>, key: number, value: number): void;
export function pushTo<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

type Dump = {
  lastAt: number;
  last: Sequences;
  documentNumbers: [string, DocumentNumbers][];
  customers: Customer[];
  addresses: Address[];
  items: Item[];
  orders: Order[];
  invoices: Invoice[];
  events: AccountEvent[];
  importLog: ImportLogEntry[];
  changes: PixiState['changes'];
};

export function dumpState(state: PixiState): unknown {
  const dump: Dump = {
    lastAt: state.lastAt,
    last: state.last,
    documentNumbers: [...state.documentNumbers],
    customers: [...state.customers.values()],
    addresses: [...state.addresses.values()],
    items: [...state.items.values()],
    orders: [...state.orders.values()],
    invoices: [...state.invoices.values()],
    events: [...state.events.values()],
    importLog: [...state.importLog.values()],
    changes: state.changes,
  };
  return dump;
}

/** Rebuilds the state of a dump, indexes included. */
export function loadState(master: PixiMasterData, from: unknown): PixiState {
  const dump = from as Dump; // our own dump, see dumpState
  const state = bareState(master);
  state.lastAt = dump.lastAt;
  Object.assign(state.last, dump.last);
  state.changes = dump.changes;
  dump.documentNumbers.forEach(([shop, numbers]) => state.documentNumbers.set(shop, numbers));
  dump.addresses.forEach((one) => state.addresses.set(one.addrKey, one));
  dump.customers.forEach((one) => indexCustomer(state, one));
  dump.items.forEach((one) => {
    state.items.set(one.itemKey, one);
    state.index.itemByNumber.set(collated(one.itemNr), one.itemKey);
  });
  dump.orders.forEach((one) => indexOrder(state, one));
  dump.invoices.forEach((one) => {
    state.invoices.set(one.invoiceKey, one);
    indexInvoice(state, one);
  });
  dump.events.forEach((one) => indexEvent(state, one));
  dump.importLog.forEach((one) => indexImport(state, one));
  return state;
}

export function indexCustomer(state: PixiState, customer: Customer): void {
  state.customers.set(customer.custKey, customer);
  const key = collated(`${customer.shopId}|${customer.numberExternal}`);
  state.index.customerByNumber.set(key, customer.custKey);
}

export function indexOrder(state: PixiState, order: Order): void {
  state.orders.set(order.orderNr, order);
  pushTo(state.index.orderByExternal, collated(order.orderNrExternal), order.orderNr);
  if (order.lines.some((line) => line.status === 'HAL')) state.index.onHold.add(order.orderNr);
}

export function indexEvent(state: PixiState, event: AccountEvent): void {
  state.events.set(event.eventKey, event);
  pushTo(state.index.eventsOfCustomer, event.custKey, event.eventKey);
}

export function indexImport(state: PixiState, entry: ImportLogEntry): void {
  state.importLog.set(entry.logKey, entry);
  pushTo(state.index.importByOrderId, collated(entry.id), entry.logKey);
}
