/** One call that an order of a method must cost, and the rule that asks for it. Comments come on top, lists are shared by a page of orders. */
export type MustCall = {
  readonly side: 'pixi' | 'Unzer';
  readonly call: string;
  readonly why: string;
};

const pixi = (call: string, why: string): MustCall => ({ side: 'pixi', call, why });
const unzer = (call: string, why: string): MustCall => ({ side: 'Unzer', call, why });

const RELEASE = [
  unzer('GET payment', 'is the payment good? (4.1)'),
  pixi('pixiPaySetAuthorizationStatus', 'HOLD to OPEN'),
];
const SETTLE = pixi('pixiPaySetInvoiceCapture', 'settles the invoice with its booking event');
const LOOK = unzer('GET payment', 'does the money still stand? (4.2)');
const SUM = pixi(
  'pixiGetInvoice',
  'all invoices together within what was charged or asked for (4.2)',
);
const CLOSED = pixi('pixiGetOrderHeader', 'is the order CLOSED? (4.2)');
const ADDRESS = [
  pixi('pixiGetOrderHeader', 'the keys of the addresses, which the queue does not name'),
  pixi('pixiGetAddress', 'the address that pixi holds, with the bank details'),
];
const BANK = unzer('GET first transaction', 'the bank details for the customer (4.1)');
const INSURED = unzer('GET customer', 'the insured delivery address (4.1)');
const CHARGE = unzer('POST charge', 'takes the money');

/**
 * The least calls for an order that goes through without a hitch, by the bench's name of the method. The bare loop makes just these,
 * and a test holds the product to them (at most 15 % more) and the bare loop to this table.
 */
export const MUST_CALLS: Readonly<Record<string, readonly MustCall[]>> = {
  'card Experten': [...RELEASE, CHARGE, SETTLE],
  'card Standard': [...RELEASE, CHARGE, LOOK, SUM, SETTLE],
  'paypal Experten': [...RELEASE, CHARGE, SETTLE],
  ideal: [...RELEASE, LOOK, SUM, SETTLE],
  prepayment: [
    ...RELEASE,
    BANK,
    ...ADDRESS,
    pixi('pixiSetOrderShippingLock', 'locked until the transfer is there (4.1)'),
    unzer('GET payment', 'how much arrived? (a receipt is told of)'),
    pixi('pixiGetOrderHeader', 'is it still our lock?'),
    pixi('pixiSetOrderShippingLock', 'unlocked'),
    pixi('pixiGetOrderline', 'with the receipt cancelled goods are due (4.4)'),
    LOOK,
    SUM,
    CLOSED,
    SETTLE,
  ],
  invoice: [...RELEASE, BANK, ...ADDRESS, LOOK, SUM, CLOSED, SETTLE],
  'invoice-secured': [
    ...RELEASE,
    BANK,
    INSURED,
    ...ADDRESS,
    LOOK,
    SUM,
    CLOSED,
    unzer('POST shipment', 'starts the customer’s payment period'),
    SETTLE,
  ],
  'paylater-invoice': [...RELEASE, BANK, INSURED, ...ADDRESS, LOOK, CHARGE, SETTLE],
  'paylater-installment': [...RELEASE, INSURED, ...ADDRESS, LOOK, CHARGE, SETTLE],
  'paylater-direct-debit': [...RELEASE, INSURED, ...ADDRESS, LOOK, CHARGE, SETTLE],
};

/** So much above the minimum a clean order may cost. */
export const CALLS_ABOVE_MINIMUM = 0.15;

/** The minimum by side. */
export function leastCalls(method: string): { readonly pixi: number; readonly unzer: number } {
  const calls = MUST_CALLS[method] ?? [];
  const on = (side: MustCall['side']): number => calls.filter((one) => one.side === side).length;
  return { pixi: on('pixi'), unzer: on('Unzer') };
}
