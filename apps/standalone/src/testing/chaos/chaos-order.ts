import type { CheckedOut, ControlClient, PixiOrder, UnzerPayment } from '../control-client.js';
import type { Dice } from '../../simulator/world/dice.js';
import { cents } from '../story.js';
import type { ChaosCheckout } from './chaos-checkout.js';

const DONE = ['AUS', 'RET', 'MIN', 'STO', 'NLB'];
const euros = (minor: number): string => (minor / 100).toFixed(2);

/** One order that people, customers, banks and the warehouse act on, each as the dice say. */
export class ChaosOrder {
  /** What happened that may need a person; empty: nothing did, and no error may be left. */
  readonly troubles = new Set<string>();
  readonly history: string[] = [];
  constructor(
    readonly control: ControlClient,
    readonly plan: ChaosCheckout,
    readonly placed: CheckedOut,
  ) {
    if (plan.trouble !== null) this.troubles.add(plan.trouble);
  }

  view = (): Promise<PixiOrder> => this.control.order(this.placed.orderNr);
  payment = async (): Promise<UnzerPayment | null> =>
    this.placed.paymentId === null ? null : this.control.payment(this.placed.paymentId);

  /** Does one thing. What pixi or Unzer forbid at the moment is left undone. */
  async act(dice: Dice, weights: Partial<Record<ActionName, number>>): Promise<void> {
    const given: Readonly<Record<string, number>> = { ...weights };
    await this.do(dice.weighed(given) as ActionName, dice); // one of its keys
  }

  async do(name: ActionName, dice: Dice): Promise<boolean> {
    const at = new Date().toISOString().slice(11, 23);
    try {
      const said = await ACTIONS[name](this, dice);
      if (said === null) return false;
      this.history.push(`${at} ${name} ${said}`);
      return true;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (!/: 4\d\d /.test(words)) throw error;
      return false;
    }
  }
}

type Line = PixiOrder['lines'][number];
const some = (dice: Dice, lines: readonly Line[]) => {
  const chosen = lines.filter(() => dice.chance(0.6));
  return (chosen.length > 0 ? chosen : lines.slice(0, 1)).map(({ orderlineKey, qty }) => ({
    orderlineKey,
    qty: dice.between(1, qty),
  }));
};
const openLines = ({ lines }: PixiOrder): readonly Line[] =>
  lines.filter(({ status }) => !DONE.includes(status));

/** `null`: there was nothing to do. */
type Action = (order: ChaosOrder, dice: Dice) => Promise<string | null>;

async function ship(order: ChaosOrder, dice: Dice | null): Promise<string | null> {
  const view = await order.view();
  const lines = openLines(view);
  if (lines.length === 0 || view.status !== 'OPEN' || view.locked) return null;
  const chosen = dice === null ? undefined : some(dice, lines);
  const { invoiceNr, total } = await order.control.ship(order.placed.orderNr, chosen);
  return `${invoiceNr} ${total}`;
}

async function cancel(order: ChaosOrder, dice: Dice, all: boolean): Promise<string | null> {
  const lines = openLines(await order.view());
  if (lines.length === 0) return null;
  const chosen = all ? undefined : some(dice, lines);
  const status = dice.pick(['STO', 'NLB'] as const);
  await order.control.cancel(order.placed.orderNr, chosen, status);
  return `${status} ${JSON.stringify(chosen ?? 'all')}`;
}

async function giveBack(order: ChaosOrder, dice: Dice): Promise<string | null> {
  const shipped = (await order.view()).lines.filter(({ status }) => status === 'AUS');
  if (shipped.length === 0) return null;
  const alreadySettled = dice.chance(0.04);
  if (alreadySettled) order.troubles.add('credit note settled by hand');
  const lines = some(dice, shipped);
  const note = await order.control.return(order.placed.orderNr, lines, { alreadySettled });
  return `${note.creditNoteNr} ${note.total}${alreadySettled ? ' settled by hand' : ''}`;
}

async function receive(order: ChaosOrder, dice: Dice, how: 'rest' | 'any'): Promise<string | null> {
  const payment = order.plan.money === 'transfer' ? await order.payment() : null;
  if (payment === null) return null;
  const rest = cents(payment.remaining);
  if (rest <= 0) return null;
  const kind = how === 'rest' ? 'rest' : dice.weighed({ rest: 6, part: 4, more: 1 });
  const amount = kind === 'rest' ? rest : kind === 'more' ? rest + 500 : Math.ceil(rest / 2);
  if (kind === 'more') order.troubles.add('transferred too much');
  await order.control.receive(order.placed.paymentId ?? '', euros(amount));
  return euros(amount);
}

async function byPerson(
  order: ChaosOrder,
  trouble: string,
  act: () => Promise<unknown>,
): Promise<string> {
  order.troubles.add(trouble); // before: the product may be quicker than the answer
  await act();
  return '';
}

async function settleByHand(order: ChaosOrder): Promise<string | null> {
  const open = (await order.view()).invoices.find(({ settled }) => !settled);
  if (open === undefined) return null;
  const { control, placed } = order;
  return byPerson(order, 'settled by hand', () => control.settle(placed.orderNr, open.invoiceNr));
}

async function refundByHand(order: ChaosOrder, dice: Dice): Promise<string | null> {
  const payment = await order.payment();
  const charged = payment === null ? 0 : cents(payment.charged);
  if (charged < 100) return null;
  const amount = euros(dice.between(100, charged));
  order.troubles.add('refunded by hand');
  await order.control.refundByHand(order.placed.paymentId ?? '', amount);
  return amount;
}

async function finish(order: ChaosOrder, dice: Dice): Promise<string | null> {
  if (order.plan.checkout.outcome !== 'pending' || order.plan.money !== 'reserved') return null;
  const outcome = dice.weighed({ authorized: 6, charged: 2, failed: 1 });
  if (outcome === 'failed') order.troubles.add('failed');
  await order.control.finish(order.placed.paymentId ?? '', outcome);
  return outcome;
}

const onPayment =
  (trouble: string, act: (order: ChaosOrder, paymentId: string) => Promise<unknown>): Action =>
  async (order) =>
    order.placed.paymentId === null
      ? null
      : byPerson(order, trouble, () => act(order, order.placed.paymentId ?? ''));
const onOrder =
  (trouble: string, act: (order: ChaosOrder, orderNr: number) => Promise<unknown>): Action =>
  (order) =>
    byPerson(order, trouble, () => act(order, order.placed.orderNr));

/** Everything that the world around the product may do to an order, through the control interface. */
export const ACTIONS = {
  'ship-all': (order) => ship(order, null),
  'ship-some': (order, dice) => ship(order, dice),
  'cancel-some': (order, dice) => cancel(order, dice, false),
  'cancel-all': (order, dice) => cancel(order, dice, true),
  return: giveBack,
  receive: (order, dice) => receive(order, dice, 'any'),
  'receive-rest': (order, dice) => receive(order, dice, 'rest'),
  finish,
  lock: onOrder('locked by hand', ({ control }, nr) => control.lock(nr, true)),
  unlock: onOrder('unlocked by hand', ({ control }, nr) => control.lock(nr, false)),
  hold: onOrder('put on hold', ({ control }, nr) => control.hold(nr)),
  settle: settleByHand,
  'refund-by-hand': refundByHand,
  chargeback: onPayment('charged back', ({ control }, id) => control.chargeback(id)),
  expire: onPayment('expired', ({ control }, id) => control.expire(id)),
} satisfies Record<string, Action>;
export type ActionName = keyof typeof ACTIONS;
