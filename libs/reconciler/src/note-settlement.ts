import { type ErpInvoice, type Operation, toIso } from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import type { WaitName } from './waits.js';

export type Settlement = {
  readonly invoice: ErpInvoice;
  readonly bookingCode: string;
  readonly operation: Operation;
  /** Found out by this very work; else whoever saved the outcome has told of it. */
  readonly fresh: boolean;
};

/** Why whoever waits to give money back looks again: it may have waited for this invoice's money or shipment. */
const INVOICE_SETTLED = 'invoice-settled';
const RETURNS_WAIT: WaitName = 'cancel-return';

/** Remembers that an invoice is settled, tells those who turn settled documents into books, and wakes who waits to give money back. */
export function noteSettlement(work: OrderWork, settlement: Settlement): void {
  noteDocument(work, 'invoice.settled', settlement);
  if (!settlement.fresh) return;
  const data = { requestedBy: work.parts.service, why: INVOICE_SETTLED };
  work.wake({ wait: RETURNS_WAIT, event: { type: 'recheck.requested', data } });
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
