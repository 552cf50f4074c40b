import type { OperationKind } from '@abgleich/domain';
import type { CheckedOut, Checkout, ControlClient } from './control-client.js';

/** What happens to an order besides what the product does, until it is at its end. */
export type Plot = {
  readonly name: string;
  readonly checkout: Checkout;
  /** The effects that the product makes on its way. */
  readonly kinds: readonly OperationKind[];
  /** Does what is next in the world outside. `true`: the order is at its end. */
  advance(control: ControlClient, order: CheckedOut): Promise<boolean>;
  /** How often money moved and documents were booked at the end, by transaction type and booking event: each once. */
  readonly end: Readonly<Record<string, number>>;
};

const isSettled = ({ settled }: { settled: boolean }): boolean => settled;

const delivered: Plot = {
  name: 'delivered and returned',
  checkout: {},
  kinds: ['release', 'comment', 'capture', 'settlement', 'refund', 'booking'],
  end: { charge: 1, 'cancel-charge': 1, RPZ: 1, GPZ: 1 },
  async advance(control, { orderNr }) {
    const { status, locked, invoices, creditNotes, lines } = await control.order(orderNr);
    if (status === 'OPEN' && !locked) await control.ship(orderNr);
    if (invoices.length === 0 || !invoices.every(isSettled)) return false;
    const orderlineKey = lines[0]?.orderlineKey ?? 0;
    if (creditNotes.length === 0) await control.return(orderNr, [{ orderlineKey, qty: 1 }]);
    return creditNotes.length > 0 && creditNotes.every(isSettled);
  },
};

const cancelled: Plot = {
  name: 'cancelled',
  checkout: {},
  kinds: ['reversal'],
  end: { 'cancel-authorize': 1 },
  async advance(control, { orderNr, paymentId }) {
    const { status } = await control.order(orderNr);
    if (status === 'OPEN') await control.cancel(orderNr);
    return (await control.payment(paymentId ?? '')).remaining === '0.00';
  },
};

const prepaid: Plot = {
  name: 'prepaid',
  checkout: { paymentCode: 'V', unzerType: 'prepayment', outcome: 'pending' },
  kinds: ['lock', 'unlock'],
  end: { charge: 2, RPZ: 1 }, // the request, and the transfer
  async advance(control, { orderNr, paymentId }) {
    const { status, locked, invoices } = await control.order(orderNr);
    const { charged } = await control.payment(paymentId ?? '');
    if (status === 'OPEN' && locked && charged === '0.00')
      await control.receive(paymentId ?? '', '119.00');
    if (status === 'OPEN' && !locked) await control.ship(orderNr);
    return invoices.length > 0 && invoices.every(isSettled);
  },
};

const secured: Plot = {
  name: 'secured',
  checkout: { paymentCode: 'G', unzerType: 'invoice-secured', outcome: 'pending' },
  kinds: ['shipment-notice'],
  end: { charge: 1, shipment: 1, RPZ: 1 },
  async advance(control, { orderNr }) {
    const { status, invoices } = await control.order(orderNr);
    if (status === 'OPEN') await control.ship(orderNr);
    return invoices.length > 0 && invoices.every(isSettled);
  },
};

const later = { paymentCode: 'P', unzerType: 'paylater-invoice' };
/** Pay-later methods take money back from the payment as a whole: other calls. */
const onAccount: Plot = {
  ...delivered,
  name: 'on account, delivered and returned',
  checkout: later,
  end: { charge: 1, 'cancel-charge': 1, RPZ: 1, GPZ: 1 },
};
const cancelledOnAccount: Plot = { ...cancelled, name: 'on account, cancelled', checkout: later };
const unpaid: Plot = {
  ...cancelled,
  name: 'prepayment cancelled before it was paid',
  checkout: prepaid.checkout,
  kinds: ['lock', 'reversal'],
  end: { charge: 1, 'cancel-charge': 1 },
  async advance(control, { orderNr, paymentId }) {
    const { status } = await control.order(orderNr);
    if (status === 'OPEN') await control.cancel(orderNr);
    return (await control.payment(paymentId ?? '')).total === '0.00';
  },
};

/** Together they make the product do every effect on both sides, each by every call there is for it. */
export const PLOTS: readonly Plot[] = [
  delivered,
  cancelled,
  prepaid,
  secured,
  onAccount,
  cancelledOnAccount,
  unpaid,
];

/** The story in which the product does this. Throws for a kind of effect that no story has yet. */
export function plotWith(kind: OperationKind): Plot {
  const plot = PLOTS.find(({ kinds }) => kinds.includes(kind));
  if (plot === undefined) throw new Error(`No story makes the product do a ${kind}: write one.`);
  return plot;
}

/** One order on its way through a plot, whoever of the two sides is down meanwhile. */
export class EffectStory {
  isOver = false;
  private constructor(
    readonly plot: Plot,
    readonly order: CheckedOut,
  ) {}

  static async begin(control: ControlClient, plot: Plot): Promise<EffectStory> {
    return new EffectStory(plot, await control.checkout(plot.checkout));
  }

  async advance(control: ControlClient): Promise<void> {
    this.isOver ||= await this.plot.advance(control, this.order);
  }

  /** What moved, by name, as `plot.end` tells it. */
  async moved(control: ControlClient): Promise<Record<string, number>> {
    const { transactions } = await control.payment(this.order.paymentId ?? '');
    const { bookings } = await control.order(this.order.orderNr);
    const names = [
      ...transactions.filter(({ type }) => type !== 'authorize').map(({ type }) => type),
      ...bookings.map(({ eventId }) => eventId),
    ];
    return names.reduce<Record<string, number>>(
      (counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }),
      {},
    );
  }
}
