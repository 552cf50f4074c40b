import type { LedgerOrder } from '../judge/ledgers.js';
import { figuresOf, printed } from '../judge/ledgers.js';
import type { ActionKind } from '../plan.js';
import type { Simulation } from '../simulation.js';
import type { Dice } from '../world/dice.js';

export const UNZER_ACTIONS: readonly ActionKind[] = [
  'finish',
  'receive',
  'receive-part',
  'receive-too-much',
  'capture-by-shop',
  'reverse-by-hand',
  'refund-by-hand',
  'chargeback',
  'expire',
  'forge-webhook',
];
const CENT = 100;
const EUROS = 10_000;

export type OnOrder = {
  readonly kind: ActionKind;
  readonly order: LedgerOrder;
  readonly dice: Dice;
};

/** The customer, the acquirer, the shop, somebody in Unzer's back office, and whoever knows the webhook's address. */
export function actAtUnzer(simulation: Simulation, { kind, order, dice }: OnOrder): string | null {
  const { judge, world, webhooks } = simulation;
  const payment = simulation.paymentOf(order.kkId);
  if (payment === null) return null;
  const paymentId = payment.id;
  const { remaining, captured, total } = figuresOf(payment);
  if (kind === 'forge-webhook') {
    const event = dice.pick([
      'payment.completed',
      'payment.completed',
      'payment.completed',
      'charge.succeeded',
      'charge.canceled',
      'chargeback',
      'authorize.expired',
    ]);
    const retrievePath = dice.pick([
      `payments/${paymentId}`,
      `payments/${paymentId}/charges/s-chg-1`,
    ]);
    webhooks.receive({ event, paymentId, retrievePath });
    return `${event} for ${order.orderNr}`;
  }
  judge.touch(paymentId);
  const book = world.unzer.book;
  const part = (of: number): number =>
    Math.max(CENT, Math.round((of * dice.between(1, 9)) / (10 * CENT)) * CENT);
  const told = (text: string): string => `${order.orderNr} ${text}`;
  switch (kind) {
    case 'finish': {
      const outcome = dice.weighed({ charged: 3, authorized: 5, failed: 2 });
      const reserved =
        payment.transactions.find(({ status }) => status === 'pending')?.effect === 'reservation';
      const possible = outcome === 'authorized' && !reserved ? 'charged' : outcome;
      book({ kind: 'finish', paymentId, outcome: possible });
      return told(possible);
    }
    case 'receive':
    case 'receive-part':
    case 'receive-too-much': {
      const amount = {
        receive: remaining,
        'receive-part': part(remaining),
        'receive-too-much': total + 10 * EUROS,
      }[kind];
      book({ kind: 'receive', paymentId, amount });
      return told(printed(amount));
    }
    case 'capture-by-shop': {
      const amount = dice.pick([
        remaining,
        part(remaining),
        ...judge.invoicesOf(order).map((one) => one.total),
      ]);
      book({ kind: 'charge', paymentId, amount });
      return told(printed(amount));
    }
    case 'reverse-by-hand': {
      const amount = dice.pick([null, part(remaining)]);
      book({ kind: 'cancel-authorization', paymentId, amount, authorizationId: null });
      return told(amount === null ? 'all' : printed(amount));
    }
    case 'refund-by-hand': {
      const credits = judge.creditNotesOf(order).map((one) => -one.total);
      const amount = dice.pick([captured, part(captured), part(captured), ...credits]);
      book({ kind: 'refund-by-hand', paymentId, amount });
      return told(printed(amount));
    }
    case 'chargeback':
      // Without a word of Unzer nobody hears of it once the order is done.
      if (!simulation.plan.webhooks) return null;
      book({ kind: 'chargeback', paymentId });
      return told('the customer takes the money back');
    case 'expire':
      book({ kind: 'expire', paymentId });
      return told('the authorisation lapses');
    default:
      return null;
  }
}
