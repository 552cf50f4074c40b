import { isSettled, orderTotal } from '../ledger/totals.js';
import { FAIL_TRIES_SHOWN_MAX } from '../ledger/release-order.js';
import type { Address, Invoice, Order } from '../ledger/model.js';
import { headerStatus } from '../ledger/line-status.js';
import { sameText, type PixiState } from '../ledger/state.js';
import { done, limited, type Procedure } from './procedure.js';
import { pixiCountry } from './pixi-country.js';

/** Both payment queues show 30 rows unless told otherwise. */
const QUEUE_ROWS = 30;

/** The billing address as both queues repeat it. */
function billing(address: Address | undefined) {
  return {
    zip: address?.zip ?? '',
    city: address?.city ?? '',
    phone: address?.phone ?? '',
    salutation: address?.salutation ?? '',
    careOf: address?.company ?? '',
    address: `${address?.street ?? ''} ${address?.houseNr ?? ''}`.trim(),
    country: pixiCountry(address?.country ?? ''),
    lastName: address?.lastName ?? '',
    firstName: address?.firstName ?? '',
  };
}

const isShown = (tries: number, showAll: boolean | null): boolean =>
  showAll === true || tries <= FAIL_TRIES_SHOWN_MAX;

export const pixiPayGetOrdersToAuthorize: Procedure<'pixiPayGetOrdersToAuthorize'> = ({
  state,
  params,
}) => {
  const code = params.text('paymentCode');
  const orders = [...state.index.onHold]
    .sort((a, b) => a - b)
    .flatMap((orderNr) => state.orders.get(orderNr) ?? [])
    .filter((order) => headerStatus(order) === 'HOLD')
    .filter((order) => code === null || sameText(order.paymentCode, code))
    .filter((order) => isShown(order.failTries, params.bit('includeHidden')));
  return {
    rows: limited(orders, params.number('limit'), QUEUE_ROWS).map((order) => heldRow(state, order)),
  };
};

const heldRow = (state: PixiState, order: Order) => ({
  ...billing(state.addresses.get(order.paymentAddrKey)),
  shopId: order.shopId,
  orderNumber: order.orderNr,
  shopOrderNumber: order.orderNrExternal,
  shipCost: order.shipCost,
  paymentId: order.kkId === '' ? null : order.kkId,
  paymentCode: order.paymentCode,
  total: orderTotal(order),
  currency: order.currency,
  orderedAt: order.orderedAt,
  failureCount: order.failTries,
  authorizationCode: order.lastAuthCode === '' ? null : order.lastAuthCode,
});

export const pixiPayGetInvoicesToCapture: Procedure<'pixiPayGetInvoicesToCapture'> = ({
  state,
  params,
}) => {
  const code = params.text('paymentCode');
  const from = params.number('fromInvoiceKey') ?? 0;
  const pairs = [...state.index.unsettled]
    .filter((key) => key >= from)
    .sort((a, b) => a - b)
    .flatMap((key) => {
      const invoice = state.invoices.get(key);
      const order = invoice && state.orders.get(invoice.orderNr);
      return invoice && order && !isSettled(invoice) ? [{ invoice, order }] : [];
    })
    .filter(({ order }) => code === null || sameText(order.paymentCode, code))
    .filter(({ invoice }) => isShown(invoice.failTries, params.bit('includeHidden')));
  const page = limited(pairs, params.number('limit'), QUEUE_ROWS);
  return { rows: page.map(({ invoice, order }) => shippedRow(state, invoice, order)) };
};

const shippedRow = (state: PixiState, invoice: Invoice, order: Order) => {
  const address = state.addresses.get(order.paymentAddrKey);
  const corrected = state.invoices.get(invoice.refInvoiceKey ?? -1);
  return {
    ...billing(address),
    email: address?.email ?? '',
    shopId: order.shopId,
    total: invoice.total,
    invoiceNumber: invoice.invoiceNr,
    invoiceKey: invoice.invoiceKey,
    orderNumber: order.orderNr,
    shopOrderNumber: order.orderNrExternal,
    customerKey: order.custKey,
    paymentId: order.kkId === '' ? null : order.kkId,
    paymentCode: order.paymentCode,
    currency: order.currency,
    invoicedAt: invoice.invoicedAt,
    shipCost: invoice.shipCost,
    invoiceType: invoice.kind === 'invoice' ? 'I' : 'C',
    corrects: corrected?.invoiceNr ?? null,
    failureCount: invoice.failTries,
  };
};

export const pixiPaySetAuthorizationStatus: Procedure<'pixiPaySetAuthorizationStatus'> = ({
  params,
  now,
  run,
}) => {
  run({
    do: 'authorize',
    at: now,
    orderNr: params.number('orderNumber') ?? 0,
    success: params.bit('succeeded') ?? false,
    authId: params.text('paymentId'),
    authCode: params.text('authorizationCode'),
    message: params.text('message') ?? '',
  });
  return { resultCode: 0 };
};

export const pixiPaySetInvoiceCapture: Procedure<'pixiPaySetInvoiceCapture'> = ({
  params,
  now,
  run,
}) => {
  run({
    do: 'capture',
    at: now,
    invoiceNr: params.text('invoiceNumber') ?? '',
    success: params.bit('succeeded') ?? false,
    amount: params.number('amount') ?? 0,
    payId: params.text('transactionId') ?? '',
    eventId: params.text('bookingCode'),
    message: params.text('message') ?? '',
    holdRemaining: params.bit('holdRemainingLines') ?? false,
  });
  return done;
};
