import type { AccountEvent, BookingEvent, Customer, Invoice, Order, PaymentType } from './model.js';
import { refuse } from './refusal.js';
import { collated, sameText, type PixiState } from './state.js';

export function orderOf(state: PixiState, orderNr: number): Order {
  return state.orders.get(orderNr) ?? refuse('unknown', `Order ${orderNr} does not exist`);
}

export function findInvoice(state: PixiState, invoiceNr: string): Invoice | null {
  const key = state.index.invoiceByNumber.get(collated(invoiceNr));
  return key === undefined ? null : (state.invoices.get(key) ?? null);
}

export function invoiceOf(state: PixiState, invoiceNr: string): Invoice {
  return findInvoice(state, invoiceNr) ?? refuse('unknown', `Invoice ${invoiceNr} does not exist`);
}

export function customerOf(state: PixiState, custKey: number): Customer {
  return state.customers.get(custKey) ?? refuse('unknown', `Customer ${custKey} does not exist`);
}

export function bookingEventOf(state: PixiState, eventId: string): BookingEvent {
  const found = state.master.bookingEvents.find((one) => sameText(one.eventId, eventId));
  return found ?? refuse('unknown', `Event ${eventId} does not exist`);
}

export function paymentTypeOf(state: PixiState, code: string): PaymentType {
  const found = state.master.paymentTypes.find((one) => sameText(one.code, code));
  return found ?? refuse('unknown', `Payment type ${code} does not exist`);
}

/** Shop order numbers are unique per shop only; without a shop the first match counts. */
export function findOrderByExternal(
  state: PixiState,
  external: string,
  shopId: string | null,
): Order | null {
  const numbers = state.index.orderByExternal.get(collated(external)) ?? [];
  const orders = numbers.flatMap((orderNr) => state.orders.get(orderNr) ?? []);
  return orders.find((order) => shopId === null || sameText(order.shopId, shopId)) ?? null;
}

export function documentsOf(state: PixiState, order: Order): readonly Invoice[] {
  return order.invoiceKeys.flatMap((key) => state.invoices.get(key) ?? []);
}

/** The order may not leave the warehouse: its own lock or the customer's. */
export function isShippingLocked(state: PixiState, order: Order): boolean {
  return order.locked || (state.customers.get(order.custKey)?.locked ?? false);
}

/** Live events matched to documents of the order; unmatched ones of a customer that has only this order count as well. */
export function eventsOf(state: PixiState, order: Order): readonly AccountEvent[] {
  const keys = state.index.eventsOfCustomer.get(order.custKey) ?? [];
  const onlyOrder = (state.customers.get(order.custKey)?.orderNrs.length ?? 0) === 1;
  return keys
    .flatMap((key) => state.events.get(key) ?? [])
    .filter((event) => !event.deleted)
    .filter((event) =>
      event.invoiceKey === null ? onlyOrder : order.invoiceKeys.includes(event.invoiceKey),
    );
}
