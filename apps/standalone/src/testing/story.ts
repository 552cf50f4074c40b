import { type Checkout, type CheckedOut, type PixiOrder } from './control-client.js';
import { type Product, until } from './product.js';

/** Checks out and waits until the order is OPEN and unlocked. */
export async function released(product: Product, checkout: Checkout = {}): Promise<CheckedOut> {
  const order = await product.control.checkout(checkout);
  await until(`order ${order.orderNr} released`, async () => {
    const { status, locked } = await product.control.order(order.orderNr);
    return status === 'OPEN' && !locked;
  });
  return order;
}

/** Waits until every invoice of the order is settled. */
export function settled(product: Product, orderNr: number, invoices = 1): Promise<PixiOrder> {
  return until(`order ${orderNr} settled`, async () => {
    const order = await product.control.order(orderNr);
    return order.invoices.length >= invoices && order.invoices.every((one) => one.settled) && order;
  });
}

/** Cents of a decimal string with two digits; exact. */
export const cents = (amount: string): number => Number(amount.replace('.', ''));

/** What was booked for an order, in cents. */
export const bookedCents = (order: PixiOrder): number =>
  order.bookings.reduce((total, one) => total + cents(one.amount), 0);
