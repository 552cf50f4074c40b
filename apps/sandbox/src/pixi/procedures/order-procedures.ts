import { berlinWallMs } from '../ledger/berlin-time.js';
import { headerStatus, LINE_STATUS_TEXT } from '../ledger/line-status.js';
import { documentsOf, eventsOf, findInvoice, findOrderByExternal } from '../ledger/lookup.js';
import type { Order, OrderLine } from '../ledger/model.js';
import { sameText, type PixiState } from '../ledger/state.js';
import { countedLines, lineTotal, orderTotal, sumOfLines } from '../ledger/totals.js';
import { netOf, vatOf } from '../ledger/vat.js';
import { limited, type AnswerOf, type CallOf, type Procedure } from './procedure.js';
import { pixiCountry } from './pixi-country.js';

/** The wall clock may jump back an hour each autumn, so the change list is only nearly in its order. */
const CLOCK_JUMP_MS = 3_600_000;

export const pixiGetOrderline: Procedure<'pixiGetOrderline'> = (call) => {
  const { state, params } = call;
  const rows = ordersForLines(call).flatMap((order) =>
    order.lines.filter((line) => lineFits(call, line)).map((line) => lineRow(state, order, line)),
  );
  return { rows: limited(rows, params.number('limit')) };
};

function ordersForLines({ state, params }: CallOf<'pixiGetOrderline'>): readonly Order[] {
  const orderNr = params.number('orderNumber');
  const external = params.text('shopOrderNumber');
  const invoiceNr = params.text('invoiceNumber');
  const shopId = params.text('shopId');
  const code = params.text('paymentCode');
  const from = params.number('orderedFrom') ?? Number.NEGATIVE_INFINITY;
  const to = params.number('orderedTo') ?? Number.POSITIVE_INFINITY;
  const candidates = candidateOrders(state, { orderNr, external, invoiceNr, shopId });
  return candidates.filter((order) => {
    const orderedAt = berlinWallMs(order.orderedAt);
    return (
      (shopId === null || sameText(order.shopId, shopId)) &&
      (code === null || sameText(order.paymentCode, code)) &&
      orderedAt >= from &&
      orderedAt <= to
    );
  });
}

type Selector = {
  readonly orderNr: number | null;
  readonly external: string | null;
  readonly invoiceNr?: string | null;
  readonly shopId?: string | null;
};

function candidateOrders(
  state: PixiState,
  { orderNr, external, invoiceNr = null, shopId = null }: Selector,
): readonly Order[] {
  if (orderNr !== null && orderNr !== 0) return present(state.orders.get(orderNr));
  if (external !== null) return present(findOrderByExternal(state, external, shopId));
  if (invoiceNr !== null)
    return present(state.orders.get(findInvoice(state, invoiceNr)?.orderNr ?? -1));
  return [...state.orders.values()];
}

const present = (order: Order | null | undefined): readonly Order[] => (order ? [order] : []);

function lineFits({ state, params }: CallOf<'pixiGetOrderline'>, line: OrderLine): boolean {
  const lineKey = params.number('lineKey');
  const status = params.text('lineStatus');
  const invoiceNr = params.text('invoiceNumber');
  const updatedFrom = params.number('updatedFrom') ?? Number.NEGATIVE_INFINITY;
  const updatedTo = params.number('updatedTo') ?? Number.POSITIVE_INFINITY;
  const updatedAt = berlinWallMs(line.changedAt);
  return (
    (lineKey === null || line.lineKey === lineKey) &&
    (status === null || sameText(line.status, status)) &&
    (invoiceNr === null || line.invoiceKey === (findInvoice(state, invoiceNr)?.invoiceKey ?? -1)) &&
    updatedAt >= updatedFrom &&
    updatedAt <= updatedTo
  );
}

function lineRow(state: PixiState, order: Order, line: OrderLine) {
  const item = state.items.get(line.itemKey);
  const vat = item?.vat ?? 'H';
  return {
    lineKey: line.lineKey,
    orderNumber: order.orderNr,
    shopOrderNumber: order.orderNrExternal,
    lineStatus: line.status,
    lineStatusText: LINE_STATUS_TEXT[line.status],
    quantity: line.qty,
    price: line.price,
    priceNet: netOf(line.price, vat),
    fullPrice: line.price,
    discount: 0,
    discountPercent: 0,
    vatLevel: vat,
    currency: order.currency,
    ean: item?.ean ?? '',
    name: item?.name ?? '',
    itemNumber: item?.itemNr ?? '',
    itemNumberExternal: item?.itemNr ?? '',
    itemKey: line.itemKey,
    orderedAt: order.orderedAt,
    shippedAt: line.status === 'AUS' || line.status === 'RET' ? line.changedAt : null,
    shopLineId: String(line.originKey),
    locationId: '001',
    createdAt: order.orderedAt,
    updatedAt: line.changedAt,
    invoiceNumber: state.invoices.get(line.invoiceKey ?? -1)?.invoiceNr ?? null,
  };
}

export const pixiGetChangedOrders: Procedure<'pixiGetChangedOrders'> = ({ state, params, now }) => {
  const since = params.number('since') ?? 0;
  const seen = new Set<number>();
  for (let index = state.changes.length - 1; index >= 0; index -= 1) {
    const change = state.changes[index];
    if (!change) continue;
    const changedAt = berlinWallMs(change.at);
    if (changedAt < since - CLOCK_JUMP_MS) break;
    if (changedAt >= since) seen.add(change.orderNr);
  }
  if (params.bit('directFulfilmentOnly') === true) return { rows: [] };
  const orders = [...seen].sort((a, b) => a - b).flatMap((nr) => state.orders.get(nr) ?? []);
  return { rows: orders.map((order) => changedRow(order, now)) };
};

const changedRow = (order: Order, now: number) => ({
  shopId: order.shopId,
  customerKey: order.custKey,
  orderNumber: order.orderNr,
  paymentCode: order.paymentCode,
  orderedAt: order.orderedAt,
  createdAt: order.orderedAt,
  changedUntil: now,
  locked: order.locked ? 'Y' : 'N',
  shipCost: order.shipCost,
  shopOrderNumber: order.orderNrExternal,
  currency: order.currency,
  orderStatus: headerStatus(order),
});

export const pixiGetOrderTotals: Procedure<'pixiGetOrderTotals'> = ({ state, params }) => {
  const orderNr = params.number('orderNumber');
  const external = params.text('shopOrderNumber');
  if ((orderNr === null || orderNr === 0) && external === null) return { rows: [] };
  const custKey = params.number('customerKey');
  const orders = candidateOrders(state, { orderNr, external }).filter(
    (order) => custKey === null || order.custKey === custKey,
  );
  return { rows: orders.flatMap((order) => totalRows(state, order)) };
};

/** One row a line with the order's sums on each; an order that was cancelled whole still answers one row, with 0. */
function totalRows(
  state: PixiState,
  order: Order,
): NonNullable<AnswerOf<'pixiGetOrderTotals'>['rows']> {
  const lines = countedLines(order);
  const vatHigh = vatOf(state, lines, 'H');
  const vatLow = vatOf(state, lines, 'L');
  const sums = {
    orderNumber: order.orderNr,
    shopOrderNumber: order.orderNrExternal,
    currency: order.currency,
    shipCost: lines.length === 0 ? 0 : order.shipCost,
    discount: lines.length === 0 ? 0 : order.discount,
    vatHigh,
    vatLow,
    vatTotal: vatHigh + vatLow,
    total: orderTotal(order),
  };
  if (lines.length === 0) return [{ ...sums, quantity: 0, price: 0, subtotal: 0 }];
  return lines.map((line) => {
    const item = state.items.get(line.itemKey);
    const texts = { ean: item?.ean ?? '', name: item?.name ?? '' };
    return { ...sums, ...texts, quantity: line.qty, price: line.price, subtotal: lineTotal(line) };
  });
}

export const pixiGetOrderHeader: Procedure<'pixiGetOrderHeader'> = ({ state, params }) => {
  const shopId = params.text('shopId');
  const orders = candidateOrders(state, {
    orderNr: params.number('orderNumber'),
    external: params.text('shopOrderNumber'),
    shopId,
  });
  const custKey = params.number('customerKey');
  const code = params.text('paymentCode');
  const country = params.text('shippingCountry');
  const from = params.number('orderedFrom') ?? Number.NEGATIVE_INFINITY;
  const until = params.number('orderedUntil') ?? Number.POSITIVE_INFINITY;
  const updatedFrom = params.number('updatedFrom') ?? Number.NEGATIVE_INFINITY;
  const shipsTo = (order: Order) => state.addresses.get(order.shipmentAddrKey)?.country ?? '';
  const fitting = orders.filter(
    (order) =>
      (shopId === null || sameText(order.shopId, shopId)) &&
      (custKey === null || order.custKey === custKey) &&
      (code === null || sameText(order.paymentCode, code)) &&
      (country === null || sameText(pixiCountry(shipsTo(order)), country)) &&
      berlinWallMs(order.orderedAt) >= from &&
      berlinWallMs(order.orderedAt) <= until &&
      berlinWallMs(order.changedAt) >= updatedFrom,
  );
  return { rows: limited(fitting, params.number('limit')).map((order) => headerRow(state, order)) };
};

function headerRow(state: PixiState, order: Order) {
  const documents = documentsOf(state, order);
  const shipped = documents.filter(({ kind }) => kind === 'invoice');
  const paidSum = eventsOf(state, order).reduce((sum, { amount }) => sum + amount, 0);
  return {
    orderNumber: order.orderNr,
    shopOrderNumber: order.orderNrExternal,
    headerKey: order.orderNr,
    customerKey: order.custKey,
    shopId: order.shopId,
    orderStatus: headerStatus(order),
    paymentCode: order.paymentCode,
    paymentAddressKey: order.paymentAddrKey,
    shipmentAddressKey: order.shipmentAddrKey,
    total: orderTotal(order),
    linesTotal: sumOfLines(countedLines(order)),
    shipCost: order.shipCost,
    orderedAt: order.orderedAt,
    createdAt: order.orderedAt,
    shippedLastAt: shipped.at(-1)?.shippedAt ?? null,
    carrier: 'DHL',
    paid: paidSum > 0 && paidSum >= orderTotal(order),
    paidSum,
    paymentId: order.kkId === '' ? null : order.kkId,
    locked: order.locked ? 'Y' : 'N',
    orderType: 'B2C',
    currency: order.currency,
    discount: order.discount,
  };
}

export const pixiCanChangeAddress: Procedure<'pixiCanChangeAddress'> = ({ state, params }) => {
  const orderNr = params.number('orderNumber');
  const external = params.text('shopOrderNumber');
  if ((orderNr === null || orderNr === 0) && external === null) return { scalar: 0 };
  const [order] = candidateOrders(state, { orderNr, external });
  if (!order) return { scalar: 0 };
  const begun = order.lines.some(({ status }) => status === 'EIN' || status === 'AUS');
  const closed = headerStatus(order) === 'CLOSED';
  return { scalar: begun || closed || order.invoiceKeys.length > 0 ? 0 : 1 };
};
