import { chooseLines, splitOff } from './choose-lines.js';
import type { PixiCommandOf, PixiResult } from './commands.js';
import { headerStatus } from './line-status.js';
import { isShippingLocked, orderOf } from './lookup.js';
import type { Invoice, Order, OrderLine } from './model.js';
import { refuse } from './refusal.js';
import { indexInvoice, nextKey, touch, type PixiState } from './state.js';
import { sumOfLines } from './totals.js';

/**
 * Pick, pack, invoice, ship out in one go. The first invoice carries the shipping cost; the voucher is used up from the
 * first invoice on, never below zero. Refused while the order is on hold or locked.
 */
export function shipOrder(state: PixiState, command: PixiCommandOf<'ship'>): PixiResult {
  const { at, orderNr } = command;
  const order = orderOf(state, orderNr);
  const status = headerStatus(order);
  if (status === 'HOLD') refuse('state', `Order ${orderNr} is on HOLD`);
  if (isShippingLocked(state, order)) refuse('state', `Order ${orderNr} is locked for shipping`);
  const parts = chooseLines(order, command.lines, {
    accepts: (line) => line.status === 'ANG',
    action: 'shipped',
  });
  const lines = parts.map((part) => splitOff(state, order, { ...part, keepsKey: 'part' }));
  const invoice = invoiceOver(state, order, { lines, at });
  for (const line of lines) {
    line.status = 'AUS';
    line.invoiceKey = invoice.invoiceKey;
    line.changedAt = at;
  }
  touch(state, order, at);
  return { changed: true, orderNr, invoiceNr: invoice.invoiceNr, total: invoice.total };
}

function invoiceOver(
  state: PixiState,
  order: Order,
  { lines, at }: { lines: readonly OrderLine[]; at: number },
): Invoice {
  const shipCost = order.shipCost - order.shipCostInvoiced;
  const gross = sumOfLines(lines) + shipCost;
  const discount = Math.min(gross, order.discount - order.discountInvoiced);
  order.shipCostInvoiced += shipCost;
  order.discountInvoiced += discount;
  const amounts = { total: gross - discount, shipCost, discount };
  return addDocument(state, order, { kind: 'invoice', ref: null, lines, at, ...amounts });
}

type NewDocument = Pick<Invoice, 'kind' | 'total' | 'shipCost' | 'discount'> & {
  readonly ref: number | null;
  readonly lines: readonly OrderLine[];
  readonly at: number;
};

/** Adds an invoice or a credit note under the shop's next number. */
export function addDocument(state: PixiState, order: Order, document: NewDocument): Invoice {
  const { kind, total, shipCost, discount, ref, lines, at } = document;
  const invoice: Invoice = {
    invoiceKey: nextKey(state, 'invoice'),
    invoiceNr: nextDocumentNumber(state, order.shopId, kind),
    kind,
    refInvoiceKey: ref,
    orderNr: order.orderNr,
    total,
    shipCost,
    discount,
    lines: lines.map(({ lineKey, itemKey, qty, price }) => ({
      invoiceLineKey: nextKey(state, 'invoiceLine'),
      lineKey,
      itemKey,
      qty,
      price: kind === 'invoice' ? price : -price,
    })),
    invoicedAt: at,
    shippedAt: at,
    paidSum: 0,
    paidAt: null,
    captureMarked: false,
    captureSum: null,
    captureEventId: null,
    capturePayId: null,
    failTries: 0,
  };
  state.invoices.set(invoice.invoiceKey, invoice);
  order.invoiceKeys.push(invoice.invoiceKey);
  indexInvoice(state, invoice);
  return invoice;
}

/** `DEM0000021` for invoices, `DEMG000021` for credit notes: shop code and running number. */
function nextDocumentNumber(state: PixiState, shopId: string, kind: Invoice['kind']): string {
  const numbers = state.documentNumbers.get(shopId) ?? { invoice: 0, credit: 0 };
  state.documentNumbers.set(shopId, numbers);
  if (kind === 'credit-note') {
    numbers.credit += 1;
    return `${shopId}G${String(numbers.credit).padStart(6, '0')}`;
  }
  numbers.invoice += 1;
  return `${shopId}${String(numbers.invoice).padStart(7, '0')}`;
}
