import { berlinWallMs } from '../ledger/berlin-time.js';
import { documentsOf, findInvoice } from '../ledger/lookup.js';
import type { Invoice, InvoiceLine, Order } from '../ledger/model.js';
import { sameText, type PixiState } from '../ledger/state.js';
import { isSettled, openAmount } from '../ledger/totals.js';
import { netOf } from '../ledger/vat.js';
import { limited, type CallOf, type Procedure } from './procedure.js';

/** The line that stands for the shipping cost, shown only when asked for. */
const SHIPPING_LINE = 'ZZZ Versandkosten';

export const pixiGetInvoice: Procedure<'pixiGetInvoice'> = (call) => {
  const { state, params } = call;
  const after = params.number('afterInvoiceKey') ?? 0;
  const from = params.number('invoicedFrom') ?? Number.NEGATIVE_INFINITY;
  const to = params.number('invoicedTo') ?? Number.POSITIVE_INFINITY;
  const shopId = params.text('shopId');
  const fitting = candidates(call)
    .filter(({ invoiceKey, invoicedAt }) => {
      const at = berlinWallMs(invoicedAt);
      return invoiceKey > after && at >= from && at <= to;
    })
    .flatMap((invoice) => {
      const order = state.orders.get(invoice.orderNr);
      return order && (shopId === null || sameText(order.shopId, shopId))
        ? [{ invoice, order }]
        : [];
    });
  const page = limited(fitting, params.number('limit'));
  return {
    rows: page.map(({ invoice, order }) => ({
      ...invoiceRow(state, invoice, order),
      rowsInAnswer: page.length,
    })),
  };
};

function candidates({ state, params }: CallOf<'pixiGetInvoice'>): readonly Invoice[] {
  const invoiceNr = params.text('invoiceNumber');
  const orderNr = params.number('orderNumber');
  if (invoiceNr !== null) {
    const found = findInvoice(state, invoiceNr);
    return found && (orderNr === null || found.orderNr === orderNr) ? [found] : [];
  }
  if (orderNr === null) return [...state.invoices.values()];
  const order = state.orders.get(orderNr);
  return order ? documentsOf(state, order) : [];
}

function invoiceRow(state: PixiState, invoice: Invoice, order: Order) {
  const paymentType = state.master.paymentTypes.find(({ code }) => code === order.paymentCode);
  const corrected = state.invoices.get(invoice.refInvoiceKey ?? -1);
  return {
    invoiceKey: invoice.invoiceKey,
    invoiceNumber: invoice.invoiceNr,
    orderNumber: order.orderNr,
    shopOrderNumber: order.orderNrExternal,
    invoicedAt: invoice.invoicedAt,
    total: invoice.total,
    totalToPay: openAmount(invoice),
    paid: isSettled(invoice),
    paidSum: invoice.paidSum,
    paidAt: invoice.paidAt,
    paymentCode: order.paymentCode,
    paymentText: paymentType?.name ?? '',
    shippedAt: invoice.shippedAt,
    paymentAddressKey: order.paymentAddrKey,
    shipmentAddressKey: order.shipmentAddrKey,
    customerKey: order.custKey,
    shopId: order.shopId,
    currency: order.currency,
    shippedOutAt: invoice.shippedAt,
    boxNumber: `B${invoice.invoiceKey}`,
    shipCost: invoice.shipCost,
    paymentId: order.kkId === '' ? null : order.kkId,
    invoiceType: invoice.kind === 'invoice' ? 'I' : 'C',
    corrects: corrected?.invoiceNr ?? null,
  };
}

export const pixiGetInvoiceLines: Procedure<'pixiGetInvoiceLines'> = ({ state, params }) => {
  const invoice = findInvoice(state, params.text('invoiceNumber') ?? '');
  const order = invoice && state.orders.get(invoice.orderNr);
  if (!invoice || !order) return { rows: [] };
  const rows = invoice.lines.map((line) => goodsRow(state, { invoice, order, line }));
  if (params.bit('includeSpecialLines') !== true || invoice.shipCost === 0) return { rows };
  return { rows: [...rows, shippingRow(invoice, order)] };
};

function goodsRow(
  state: PixiState,
  { invoice, order, line }: { invoice: Invoice; order: Order; line: InvoiceLine },
) {
  const item = state.items.get(line.itemKey);
  const vat = item?.vat ?? 'H';
  const orderLine = order.lines.find(({ lineKey }) => lineKey === line.lineKey);
  const credited = invoice.kind === 'credit-note';
  return {
    ...documentFields(invoice, order),
    invoiceLineKey: line.invoiceLineKey,
    lineKey: line.lineKey,
    barcode: item?.ean ?? '',
    ean: item?.ean ?? '',
    itemCode: item?.ean ?? '',
    name: item?.name ?? '',
    text: item?.name ?? '',
    itemNumber: item?.itemNr ?? '',
    itemNumberSupplier: item?.itemNr ?? '',
    itemNumberExternal: item?.itemNr ?? '',
    quantityOrdered: line.qty,
    quantity: line.qty,
    price: line.price,
    priceNet: netOf(line.price, vat),
    fullPrice: line.price,
    vatLevel: vat,
    lineStatus: credited ? 'RET' : (orderLine?.status ?? 'AUS'),
  };
}

const documentFields = (invoice: Invoice, order: Order) => ({
  discount: 0,
  discountPercent: 0,
  shipCost: invoice.shipCost,
  orderNumber: order.orderNr,
  shopOrderNumber: order.orderNrExternal,
  boxNumber: `B${invoice.invoiceKey}`,
});

const shippingRow = (invoice: Invoice, order: Order) => ({
  ...documentFields(invoice, order),
  invoiceLineKey: 0,
  name: SHIPPING_LINE,
  text: SHIPPING_LINE,
  quantityOrdered: 1,
  quantity: 1,
  price: invoice.shipCost,
  priceNet: netOf(invoice.shipCost, 'H'),
  fullPrice: invoice.shipCost,
  vatLevel: 'H',
  lineStatus: 'AUS',
});
