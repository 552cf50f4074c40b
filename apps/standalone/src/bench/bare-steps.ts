import {
  type CallContext,
  type ErpGateway,
  type ErpInvoice,
  type ErpOrder,
  type PaymentConfiguration,
  type PaymentProvider,
  type PaymentSnapshot,
  type ProviderAccess,
  type TransactionPath,
  money,
  negate,
} from '@abgleich/domain';
import { AMOUNTS, type Placed } from './play-stories.js';

export type Bare = {
  readonly gateway: ErpGateway;
  readonly provider: PaymentProvider;
  readonly access: ProviderAccess;
  readonly configuration: PaymentConfiguration;
  readonly ctx: CallContext;
};

/** The calls that one order needs at each of its moments, and no others. */
export type BareSteps = {
  release(row: ErpOrder, at: { readonly paid: boolean }): Promise<void>;
  /** A transfer arrived after the release. */
  paid(): Promise<void>;
  invoices(rows: readonly ErpInvoice[]): Promise<void>;
  cancelled(amountMinor: number): Promise<void>;
  returned(creditNote: ErpInvoice): Promise<void>;
};

/** Methods whose customer pays by transfer, to bank details that must be on the invoice. */
const TRANSFERS = ['prepayment', 'invoice', 'invoice-secured', 'paylater-invoice'];
const INSURED = ['invoice-secured', 'paylater'];

export function bareSteps(bare: Bare, placed: Placed): BareSteps {
  const { gateway, provider, access, configuration, ctx } = bare;
  const { story, orderNumber, paymentId } = placed;
  const { family, isStandard, unzerType } = story.method;
  const euros = (minor: number) => money(minor, 'EUR' as PaymentSnapshot['currency']); // the bench's shop sells in euros
  const readPayment = () => provider.readPayment(access, paymentId, ctx);
  const capture = (reference: string, amountMinor: number, invoiceNumber: string | null) =>
    provider.capture(
      access,
      { paymentId, amount: euros(amountMinor), reference, invoiceNumber, lines: null },
      ctx,
    );
  const settle = ({ invoiceNumber, total: amount }: ErpInvoice, transactionId: string) =>
    gateway.settleInvoice(
      {
        invoiceNumber,
        amount,
        transactionId,
        bookingCode: configuration.bookingCodeInvoice,
        message: 'bare',
      },
      ctx,
    );

  /** Bank details and the insured address are compared with what pixi holds. */
  async function details(payment: PaymentSnapshot): Promise<void> {
    const transfers = TRANSFERS.includes(unzerType);
    const insured = INSURED.includes(family);
    if (!transfers && !insured) return;
    if (transfers) await provider.readTransaction(access, paymentId, initialOf(payment), ctx);
    if (insured) await provider.readDeliveryAddress(access, customerOf(payment), ctx);
    const order = await gateway.readOrder(orderNumber, ctx);
    const addressKey = order?.paymentAddressKey ?? null;
    if (addressKey === null) throw new Error(`order ${orderNumber} has no address`);
    await gateway.readAddress(addressKey, ctx);
  }

  async function giveBack(
    minor: number,
    why: 'cancel' | 'return',
    document: string,
  ): Promise<void> {
    await gateway.readOrderLines(orderNumber, ctx);
    await gateway.readOrder(orderNumber, ctx);
    await gateway.invoicesOfOrder(orderNumber, ctx);
    const payment = await readPayment();
    const byTransfer = story.method.outcome === 'pending';
    const request = {
      paymentId,
      amount: euros(minor),
      reference: `${orderNumber}-${document}`,
      invoiceNumber: null,
      lines: null,
      reason: why,
    };
    if (payment.remaining.minor >= minor && (why === 'cancel' || byTransfer)) {
      const charge = byTransfer ? initialOf(payment) : null;
      await provider.reverse(access, { ...request, charge }, ctx);
      return;
    }
    const charge = family === 'paylater' ? null : chargeOf(payment, minor);
    await provider.refund(access, { ...request, charge }, ctx);
  }

  return {
    async release(_row, { paid }) {
      const payment = await readPayment();
      if (!paid) await details(payment); // who has paid needs no bank details any more
      if (isStandard) await capture(`${orderNumber}-order`, AMOUNTS.order, null);
      if (family === 'prepayment' && !paid)
        await gateway.setShippingLock({ orderNumber, locked: true, reason: 'bare' }, ctx);
      await gateway.release({ orderNumber, paymentId, message: 'bare' }, ctx);
    },
    async paid() {
      await readPayment();
      await gateway.readOrder(orderNumber, ctx);
      await gateway.setShippingLock({ orderNumber, locked: false, reason: 'bare' }, ctx);
      await gateway.readOrderLines(orderNumber, ctx);
    },
    async invoices(rows) {
      const takes = family === 'paylater' || (family === 'direct' && !isStandard);
      if (takes) {
        for (const row of rows) {
          if (family === 'paylater' || story.inParts) await readPayment();
          const { path } = await capture(row.invoiceNumber, row.total.minor, row.invoiceNumber);
          await settle(row, path);
        }
        return;
      }
      await readPayment();
      const invoices = await gateway.invoicesOfOrder(orderNumber, ctx);
      if (story.method.outcome === 'pending') {
        const order = await gateway.readOrder(orderNumber, ctx);
        if (order?.status !== 'closed') return; // the last parcel settles them all
      }
      const open = invoices.filter((one) => one.kind === 'invoice' && !one.settled);
      const [first] = open;
      if (family === 'invoice-secured' && first)
        await provider.announceShipment(
          access,
          { paymentId, invoiceNumber: first.invoiceNumber, reference: `${orderNumber}-order` },
          ctx,
        );
      for (const row of open) await settle(row, `ORDER-${orderNumber}`);
    },
    cancelled: (amountMinor) => giveBack(amountMinor, 'cancel', 'rest'),
    async returned({ invoiceNumber: matchTo, total, customerKey }) {
      await giveBack(AMOUNTS.returnedPiece, 'return', matchTo);
      if (customerKey === null) throw new Error(`credit note ${matchTo} has no customer`);
      const bookingCode = configuration.bookingCodeReturn;
      const amount = total.minor > 0 ? negate(total) : total;
      await gateway.book({ customerKey, bookingCode, amount, comment: 'bare', matchTo }, ctx);
    },
  };
}

function initialOf({ transactions }: PaymentSnapshot): TransactionPath {
  const [first] = transactions;
  if (!first) throw new Error('The payment has no transaction');
  return first.path;
}

function customerOf({ customerId }: PaymentSnapshot): string {
  if (!customerId) throw new Error('The payment has no customer');
  return customerId;
}

/** The newest charge that holds so much: a receipt comes after the request it pays. */
function chargeOf({ transactions }: PaymentSnapshot, minor: number): TransactionPath {
  const found = transactions.findLast(
    ({ kind, status, amount }) =>
      kind === 'capture' && status === 'success' && amount.minor >= minor,
  );
  if (!found) throw new Error('The payment has no such charge');
  return found.path;
}
