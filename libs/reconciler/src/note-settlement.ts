import { type ErpInvoice, type Operation, type OrderFile, toIso } from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import { waitOf } from './waits.js';

export type Settlement = {
  readonly invoice: ErpInvoice;
  readonly bookingCode: string;
  readonly operation: Operation;
  /** Found out by this very work; else whoever saved the outcome has told of it. */
  readonly fresh: boolean;
};

/** Why whoever waits to give money back looks again: it may have waited for this invoice's money or shipment. */
export const INVOICE_SETTLED = 'invoice-settled';

/** Remembers that an invoice is settled, tells those who turn settled documents into books, and wakes who waits to give money back. */
export function noteSettlement(
  work: OrderWork,
  { file, ...settlement }: Settlement & { readonly file: OrderFile | undefined },
): void {
  noteDocument(work, 'invoice.settled', settlement);
  if (!settlement.fresh || waitOf(file, 'cancel-return') === null) return;
  const { service: requestedBy } = work.parts;
  work.emit({ type: 'recheck.requested', data: { requestedBy, why: INVOICE_SETTLED } });
}

/** The same for a credit note whose booking is made. */
export function noteCreditNote(work: OrderWork, settlement: Settlement): void {
  noteDocument(work, 'credit-note.settled', settlement);
}

function noteDocument(
  work: OrderWork,
  type: 'invoice.settled' | 'credit-note.settled',
  { invoice, bookingCode, operation, fresh }: Settlement,
): void {
  const { invoiceNumber, kind, total } = invoice;
  work.noteInvoice({ invoiceNumber, kind, total, settled: true, capturedBy: null });
  if (!fresh) return;
  work.emit({
    type,
    data: {
      documentNumber: invoiceNumber,
      shopId: invoice.shopId,
      shopOrderNumber: invoice.shopOrderNumber,
      paymentCode: invoice.paymentCode,
      customerKey: invoice.customerKey,
      issuedAt: invoice.invoicedAt === null ? null : toIso(invoice.invoicedAt),
      amount: operation.amount ?? total,
      bookingCode,
      transactionId: operation.reference,
    },
  });
}
