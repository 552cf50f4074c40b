import { type ErpInvoice, type Operation, toIso } from '@abgleich/domain';
import type { OrderWork } from './order-work.js';

export type Settlement = {
  readonly invoice: ErpInvoice;
  readonly bookingCode: string;
  readonly operation: Operation;
  /** Found out by this very work; else whoever saved the outcome has told of it. */
  readonly fresh: boolean;
};

/** Remembers that an invoice is settled and tells those who turn settled documents into books. */
export function noteSettlement(
  work: OrderWork,
  { invoice, bookingCode, operation, fresh }: Settlement,
): void {
  work.noteInvoice({
    invoiceNumber: invoice.invoiceNumber,
    kind: invoice.kind,
    total: invoice.total,
    settled: true,
    capturedBy: null,
  });
  if (!fresh) return;
  work.emit({
    type: 'invoice.settled',
    data: {
      documentNumber: invoice.invoiceNumber,
      shopId: invoice.shopId,
      shopOrderNumber: invoice.shopOrderNumber,
      paymentCode: invoice.paymentCode,
      customerKey: invoice.customerKey,
      issuedAt: invoice.invoicedAt === null ? null : toIso(invoice.invoicedAt),
      amount: operation.amount ?? invoice.total,
      bookingCode,
      transactionId: operation.reference,
    },
  });
}
