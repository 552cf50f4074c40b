import type { PixiCommandOf, PixiResult } from './commands.js';
import { paymentTypeOf } from './lookup.js';
import type { Address, Customer, Order, OrderImport, OrderLine } from './model.js';
import { refuse } from './refusal.js';
import {
  addItem,
  collated,
  indexCustomer,
  indexImport,
  indexOrder,
  nextKey,
  sameText,
  touch,
  type PixiState,
} from './state.js';
import { orderTotal } from './totals.js';

/** An order longer than this is no order. */
const LINES_MAX = 500;

/** Imports an order as the shop sent it: on hold, unless its payment type says otherwise. */
export function importOrder(
  state: PixiState,
  { at, order }: PixiCommandOf<'import-order'>,
): PixiResult {
  refuseBadImport(state, order);
  const paymentType = paymentTypeOf(state, order.paymentCode);
  const orderNr = nextKey(state, 'order');
  const orderNrExternal = order.orderNrExternal ?? `P${orderNr}`;
  const customer = customerFor(state, order);
  const { custKey } = customer;
  const paymentAddrKey = addAddress(state, {
    ...order.customer,
    custKey,
    transfer: order.transfer,
  });
  const shipmentAddrKey = order.shipTo
    ? addAddress(state, { ...order.shipTo, custKey, transfer: null })
    : paymentAddrKey;
  const imported = heldOrder(order, {
    orderNr,
    orderNrExternal,
    custKey,
    paymentCode: paymentType.code,
    paymentAddrKey,
    shipmentAddrKey,
    lines: order.lines.map((line) =>
      importedLine(state, line, { status: paymentType.initialStatus, changedAt: at }),
    ),
    orderedAt: at,
    changedAt: at,
  });
  customer.orderNrs.push(orderNr);
  indexOrder(state, imported);
  indexImport(state, {
    logKey: nextKey(state, 'importLog'),
    at,
    orderNr,
    id: orderNrExternal,
    order,
  });
  touch(state, imported, at);
  return { changed: true, orderNr, orderNrExternal, total: orderTotal(imported) };
}

type AssignedByPixi = Pick<
  Order,
  | 'orderNr'
  | 'orderNrExternal'
  | 'custKey'
  | 'paymentCode'
  | 'paymentAddrKey'
  | 'shipmentAddrKey'
  | 'lines'
  | 'orderedAt'
  | 'changedAt'
>;

const heldOrder = (
  { shopId, currency, shipCost, discount, kkId }: OrderImport,
  assigned: AssignedByPixi,
): Order => ({
  ...assigned,
  shopId,
  currency,
  shipCost,
  discount,
  kkId,
  shipCostInvoiced: 0,
  discountInvoiced: 0,
  locked: false,
  lockReason: '',
  lockUser: '',
  lastAuthCode: '',
  failTries: 0,
  invoiceKeys: [],
  comments: [],
  paymentLog: [],
});

/** Throws what `importOrder` would throw, without importing. */
export function refuseBadImport(state: PixiState, order: OrderImport): void {
  const shop = state.master.shops.find((one) => sameText(one.shopId, order.shopId));
  if (!shop) refuse('unknown', `Shop ${order.shopId} does not exist`);
  paymentTypeOf(state, order.paymentCode);
  if (order.lines.length === 0) refuse('invalid', 'An order needs at least one line');
  if (order.lines.length > LINES_MAX) refuse('invalid', `An order has at most ${LINES_MAX} lines`);
  if (order.lines.some(({ qty }) => !Number.isInteger(qty) || qty < 1))
    refuse('invalid', 'Quantities must be whole numbers from 1');
  if (order.lines.some(({ price }) => price < 0) || order.shipCost < 0 || order.discount < 0)
    refuse('invalid', 'Prices, shipping cost and discount must not be negative');
  const external = order.orderNrExternal;
  const twin = (state.index.orderByExternal.get(collated(external ?? '')) ?? []).some((orderNr) =>
    sameText(state.orders.get(orderNr)?.shopId ?? '', order.shopId),
  );
  if (external !== null && twin) refuse('already', `Order ${external} was imported before`);
}

function customerFor(state: PixiState, { shopId, customer }: OrderImport): Customer {
  const number = customer.email;
  const known = state.index.customerByNumber.get(collated(`${shopId}|${number}`));
  const found = known === undefined ? undefined : state.customers.get(known);
  if (found) return found;
  const added: Customer = {
    custKey: nextKey(state, 'customer'),
    shopId,
    numberExternal: number,
    locked: false,
    comments: [],
    orderNrs: [],
  };
  indexCustomer(state, added);
  return added;
}

function addAddress(state: PixiState, address: Omit<Address, 'addrKey'>): number {
  const addrKey = nextKey(state, 'address');
  state.addresses.set(addrKey, { ...address, addrKey });
  return addrKey;
}

function importedLine(
  state: PixiState,
  line: OrderImport['lines'][number],
  { status, changedAt }: Pick<OrderLine, 'status' | 'changedAt'>,
): OrderLine {
  const known = state.index.itemByNumber.get(collated(line.itemNr));
  const itemKey = known ?? unknownItem(state, line);
  const lineKey = nextKey(state, 'line');
  return {
    lineKey,
    originKey: lineKey,
    itemKey,
    qty: line.qty,
    price: line.price,
    status,
    invoiceKey: null,
    changedAt,
  };
}

/** A shop may sell what nobody entered yet; the item is made from the order line. */
function unknownItem(state: PixiState, line: OrderImport['lines'][number]): number {
  const { itemNr, price } = line;
  const name = line.name ?? `Artikel ${itemNr}`;
  const ean = String(4_000_000_000_000 + state.last.item + 1);
  return addItem(state, { itemNr, name, ean, price, vat: 'H' }).itemKey;
}
