import {
  Fault,
  sum,
  subtract,
  add,
  zero,
  type CallContext,
  type Currency,
  type ErpGateway,
  type ErpOrder,
  type ErpOrderLine,
  type Money,
  type OrderNumber,
  type ProviderPaymentId,
  type QueuePage,
} from '@abgleich/domain';
import { readLineStatus, readOrderStatus, unknownValue } from '../values/read-value.js';
import { listRows, readRows, type GatewayParts, type PixiRowOf } from './gateway-parts.js';
import {
  invoiceNumberOf,
  orderNumberOf,
  paymentCodeOf,
  paymentIdOf,
  shopIdOf,
  shopOrderNumberOf,
} from './identifiers.js';
import { keepGood } from './row.js';

/** pixi's own limit when none is given; an order with more lines is beyond what the rules may add up unseen. */
const LINES_MAX = 1000;

type OrderReads = Pick<ErpGateway, 'ordersAwaitingRelease' | 'readOrder' | 'readOrderLines'>;

/** The reads about orders. */
export function orderReads(parts: GatewayParts): OrderReads {
  return {
    ordersAwaitingRelease: (page, ctx) => ordersAwaitingRelease(parts, page, ctx),
    readOrder: (orderNumber, ctx) => readOrder(parts, orderNumber, ctx),
    readOrderLines: (orderNumber, ctx) => readOrderLines(parts, orderNumber, ctx),
  };
}

async function ordersAwaitingRelease(
  parts: GatewayParts,
  { paymentCode, limit, includeHidden }: QueuePage,
  ctx: CallContext,
): Promise<readonly ErpOrder[]> {
  const args = { paymentCode, limit, ...(includeHidden === true ? { includeHidden } : {}) };
  const rows = await listRows(parts, 'pixiPayGetOrdersToAuthorize', args, ctx);
  const mine = rows.filter((row) => (row.text('paymentCode') ?? paymentCode) === paymentCode);
  return keepGood(
    mine,
    async (row) => queuedOrder(parts, row, paymentCode) ?? (await wholeOrder(parts, row, ctx)),
    (fault, row) => parts.onBadRow(aboutOrder(fault, row.text('orderNumber'))),
  );
}

/** The queue's row as an order; `null` when this database's queue lacks something that the header has. */
function queuedOrder(
  parts: GatewayParts,
  row: PixiRowOf<'pixiPayGetOrdersToAuthorize'>,
  paymentCode: ErpOrder['paymentCode'],
): ErpOrder | null {
  const currency = row.currency('currency', parts.defaultCurrency);
  const total = row.money('total', currency);
  const shopOrderNumber = row.text('shopOrderNumber');
  const shopId = row.text('shopId');
  const paymentId = row.text('paymentId');
  if (total === null || shopOrderNumber === null || shopId === null) return null;
  if (paymentId === null && !row.declares('paymentId')) return null;
  return {
    orderNumber: orderNumberOf(row.required('orderNumber')),
    shopOrderNumber: shopOrderNumberOf(shopOrderNumber),
    shopId: shopIdOf(shopId),
    paymentCode,
    paymentId: paymentIdOf(paymentId),
    total,
    status: 'on-hold',
    locked: null,
    customerKey: null,
    orderedAt: row.instant('orderedAt'),
    paymentAddressKey: null,
    shipmentAddressKey: null,
  };
}

async function wholeOrder(
  parts: GatewayParts,
  row: PixiRowOf<'pixiPayGetOrdersToAuthorize'>,
  ctx: CallContext,
): Promise<ErpOrder> {
  const order = await readOrder(parts, orderNumberOf(row.required('orderNumber')), ctx);
  if (order === null) throw unknownValue('orderNumber', 'in the queue but not among the orders');
  return order;
}

/** Header, and totals where the header has no total. Throws `data` when the header cannot be understood. */
export async function readOrder(
  parts: GatewayParts,
  orderNumber: OrderNumber,
  ctx: CallContext,
): Promise<ErpOrder | null> {
  const rows = await readRows(parts, 'pixiGetOrderHeader', { orderNumber, limit: 1 }, ctx);
  const row = rows.find((one) => one.text('orderNumber') === orderNumber);
  if (row === undefined) return null;
  return about(orderNumber, async () => {
    const currency = row.currency('currency', parts.defaultCurrency);
    return {
      orderNumber,
      shopOrderNumber: shopOrderNumberOf(row.required('shopOrderNumber')),
      shopId: shopIdOf(row.required('shopId')),
      paymentCode: paymentCodeOf(row.required('paymentCode')),
      paymentId: await paymentIdOfOrder(parts, row, ctx),
      total:
        row.money('total', currency) ?? (await readTotal(parts, orderNumber, { currency, ctx })),
      status: readOrderStatus('orderStatus', row.required('orderStatus')),
      locked: row.flag('locked'),
      customerKey: row.text('customerKey'),
      orderedAt: row.instant('orderedAt'),
      paymentAddressKey: row.text('paymentAddressKey'),
      shipmentAddressKey: row.text('shipmentAddressKey'),
    };
  });
}

/**
 * The KK-ID: from the header, or from the card record on databases whose header does not have it. A database that has it
 * nowhere is a `config` fault: taking it for an empty field would lock every order.
 */
async function paymentIdOfOrder(
  parts: GatewayParts,
  header: PixiRowOf<'pixiGetOrderHeader'>,
  ctx: CallContext,
): Promise<ProviderPaymentId | null> {
  const inHeader = header.text('paymentId');
  if (inHeader !== null || header.declares('paymentId')) return paymentIdOf(inHeader);
  if (!(await parts.service.offers('pixiGetCreditCardInfo', ctx))) {
    if (header.lacks('paymentId')) throw noPaymentIds();
    return null;
  }
  const orderNumber = header.required('orderNumber');
  const [card] = await readRows(parts, 'pixiGetCreditCardInfo', { orderNumber }, ctx);
  if (card?.lacks('paymentId') === true) throw noPaymentIds();
  return paymentIdOf(card?.text('paymentId') ?? null);
}

const noPaymentIds = (): Fault =>
  new Fault({
    kind: 'config',
    code: 'pixi.procedure-missing',
    params: { procedure: 'pixiGetCreditCardInfo', column: 'paymentId' },
  });

/** What an invoice over everything open would total. Nothing open totals zero. */
async function readTotal(
  parts: GatewayParts,
  orderNumber: OrderNumber,
  { currency, ctx }: { currency: Currency; ctx: CallContext },
): Promise<Money> {
  const rows = await readRows(parts, 'pixiGetOrderTotals', { orderNumber }, ctx);
  const first = rows[0];
  if (first === undefined) return zero(currency);
  const of = first.currency('currency', currency);
  const total = first.money('total', of);
  if (total !== null) return total;
  const lines = rows.map((row) => {
    const subtotal = row.money('subtotal', of);
    if (subtotal === null) throw unknownValue('subtotal', 'missing');
    return subtotal;
  });
  const shipCost = first.money('shipCost', of) ?? zero(of);
  const discount = first.money('discount', of) ?? zero(of);
  return subtract(add(sum(lines, of), shipCost), discount);
}

/** All lines or a fault: rules add lines up, so a line that cannot be understood must not be left out. */
async function readOrderLines(
  parts: GatewayParts,
  orderNumber: OrderNumber,
  ctx: CallContext,
): Promise<readonly ErpOrderLine[]> {
  const rows = await readRows(parts, 'pixiGetOrderline', { orderNumber, limit: LINES_MAX }, ctx);
  if (rows.length >= LINES_MAX)
    throw new Fault({
      kind: 'data',
      code: 'pixi.answer-too-large',
      params: { lines: String(rows.length) },
      ref: { orderNumber },
    });
  return about(orderNumber, async () => rows.map((row) => orderLine(parts, row)));
}

function orderLine(parts: GatewayParts, row: PixiRowOf<'pixiGetOrderline'>): ErpOrderLine {
  const price = row.money('price', row.currency('currency', parts.defaultCurrency));
  const quantity = row.wholeNumber('quantity');
  if (price === null) throw unknownValue('price', 'missing');
  if (quantity === null) throw unknownValue('quantity', 'missing');
  const invoiceNumber = row.text('invoiceNumber');
  return {
    lineKey: row.required('lineKey'),
    status: readLineStatus('lineStatus', row.required('lineStatus')),
    quantity,
    price,
    itemNumber: row.text('itemNumber') ?? row.text('ean') ?? '',
    name: row.text('name') ?? '',
    invoiceNumber: invoiceNumber === null ? null : invoiceNumberOf(invoiceNumber),
  };
}

/** Says in a `data` fault which order it is about. */
export async function about<T>(orderNumber: string | null, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof Fault && error.kind === 'data' ? aboutOrder(error, orderNumber) : error;
  }
}

export function aboutOrder(fault: Fault, orderNumber: string | null): Fault {
  const { kind, code, params, ref, cause } = fault;
  const about = orderNumber === null ? {} : { orderNumber };
  return new Fault({ kind, code, params, ref: { ...about, ...ref }, cause });
}
