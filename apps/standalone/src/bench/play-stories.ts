import type { OrderNumber, ProviderPaymentId } from '@abgleich/domain';
import type { ControlClient } from '../testing/control-client.js';
import type { Story } from './stories.js';

/** An order that was placed, and what its story says. */
export type Placed = {
  readonly story: Story;
  readonly order: number;
  readonly orderNumber: OrderNumber;
  readonly paymentId: ProviderPaymentId;
  readonly lineKeys: readonly number[];
};

/** What happens outside, step by step; after each the services look. */
export const MOMENTS = [
  'placed',
  'released',
  'shipped',
  'completed',
  'returned',
  'at-rest',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Two articles, so that an order can be delivered, cancelled and returned in part. */
const LINES = [
  { itemNr: 'A-1', qty: 2, price: '20.00' },
  { itemNr: 'B-2', qty: 1, price: '30.00' },
];
/** In minor units: the whole order, the line that is cancelled, the piece that comes back. */
export const AMOUNTS = { order: 7_000, cancelledLine: 3_000, returnedPiece: 2_000 };
const TOTAL = '70.00';

/** The shop: places one order for every story. */
export async function placeOrders(
  control: ControlClient,
  stories: readonly Story[],
): Promise<readonly Placed[]> {
  const placed: Placed[] = [];
  for (const story of stories) {
    const { paymentCode, unzerType, outcome } = story.method;
    const { orderNr, paymentId } = await control.checkout({
      paymentCode,
      unzerType,
      outcome,
      lines: LINES,
    });
    const { lines } = await control.order(orderNr);
    placed.push({
      story,
      order: orderNr,
      orderNumber: String(orderNr) as OrderNumber, // told by the sandbox as its own number
      paymentId: paymentId as ProviderPaymentId, // every outcome but `none` has a payment
      lineKeys: lines.map((one) => one.orderlineKey),
    });
  }
  return placed;
}

/** Customers and warehouse at one moment. Answers the orders whose payment changed, as the provider would tell by webhook. */
export async function play(
  control: ControlClient,
  placed: readonly Placed[],
  moment: Moment,
): Promise<readonly Placed[]> {
  const told: Placed[] = [];
  for (const one of placed) if (await playOne(control, one, moment)) told.push(one);
  return told;
}

async function playOne(control: ControlClient, one: Placed, moment: Moment): Promise<boolean> {
  switch (moment) {
    case 'placed':
      return aroundRelease(control, one, 'before-release');
    case 'released':
      return aroundRelease(control, one, 'after-release');
    case 'shipped':
      if (one.story.cancelled !== 'whole') await shipFirst(control, one);
      return false;
    case 'completed':
      if (one.story.inParts) await control.ship(one.order);
      return false;
    case 'returned':
      if (one.story.returned) await control.return(one.order, [pieceOf(one, 0, 1)]);
      return false;
    case 'at-rest':
      return false;
  }
}

/** Whether its payment changed. */
async function aroundRelease(
  control: ControlClient,
  one: Placed,
  when: Story['cancelledWhen'],
): Promise<boolean> {
  const { story, order, paymentId } = one;
  const isPaidNow = story.paidWhen === when;
  if (isPaidNow) await control.receive(paymentId, TOTAL);
  if (story.cancelledWhen === when && story.cancelled === 'whole') await control.cancel(order);
  if (story.cancelledWhen === when && story.cancelled === 'part')
    await control.cancel(order, [pieceOf(one, 1, 1)]);
  return isPaidNow;
}

const shipFirst = (control: ControlClient, one: Placed): Promise<unknown> =>
  one.story.inParts ? control.ship(one.order, [pieceOf(one, 0, 2)]) : control.ship(one.order);

function pieceOf({ lineKeys }: Placed, line: number, qty: number) {
  const orderlineKey = lineKeys[line];
  if (orderlineKey === undefined) throw new Error('The order has no such line');
  return { orderlineKey, qty };
}
