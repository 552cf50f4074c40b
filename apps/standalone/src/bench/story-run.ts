import type { Stage } from './bench-stage.js';
import { type CallCounts, countCalls } from './count-calls.js';
import { type Measured, measured, sumOf } from './measured.js';
import type { Side } from './own-services.js';
import { cents } from '../testing/story.js';
import { AMOUNTS, MOMENTS, type Moment, type Placed, placeOrders, play } from './play-stories.js';
import type { Story } from './stories.js';

export type StoryRun = {
  readonly orders: number;
  readonly measured: Measured;
  readonly msAt: Readonly<Partial<Record<Moment, number>>>;
  readonly calls: CallCounts;
  readonly names: ReadonlyMap<string, number>;
};

/** So long the feed of changes goes on naming an order: what is looked at when it is named no longer belongs to the order, too. */
const FEED_NAMES_MS = 5 * 60_000;

/** Plays the stories through to their end and lets one side do the work. Only the work is timed. Throws when an order was left undone. */
export async function runStories(
  stage: Stage,
  stories: readonly Story[],
  sideFor: (placed: readonly Placed[]) => Promise<Side>,
): Promise<StoryRun> {
  const { control } = stage;
  const placed = await placeOrders(control, stories);
  const side = await sideFor(placed);
  const paymentCodes = [...new Set(stories.map(({ method }) => method.paymentCode))];
  const calls = countCalls(stage);
  const parts: Measured[] = [];
  const msAt: Partial<Record<Moment, number>> = {};
  for (const moment of momentsOf(stories)) {
    if (moment === 'at-rest') stage.passTime(FEED_NAMES_MS);
    const told = await play(control, placed, moment);
    const part = await measured(() => side.work({ moment, told, paymentCodes }));
    // The look that moved the feed on still saw the orders; only the next one misses them.
    if (moment === 'at-rest')
      parts.push(await measured(() => side.work({ moment, told: [], paymentCodes })));
    msAt[moment] = Math.round(part.ms);
    parts.push(part);
  }
  const result = { calls: calls.counted(), names: calls.names() };
  await checkDone(stage, placed);
  return {
    orders: stories.length,
    measured: sumOf(parts),
    msAt,
    ...result,
  };
}

/** The moments at which something happens in one of the stories, and the last. */
function momentsOf(stories: readonly Story[]): readonly Moment[] {
  const happens: Record<Moment, (story: Story) => boolean> = {
    placed: () => true,
    released: ({ paidWhen, cancelled, cancelledWhen }) =>
      paidWhen === 'after-release' || (cancelled !== 'no' && cancelledWhen === 'after-release'),
    shipped: ({ cancelled }) => cancelled !== 'whole',
    completed: ({ inParts }) => inParts,
    returned: ({ returned }) => returned,
    'at-rest': () => true,
  };
  return MOMENTS.filter((moment) => stories.some(happens[moment]));
}

/** Every document settled, nothing on hold, and at the provider what is left of the customer's money. */
async function checkDone({ control }: Stage, placed: readonly Placed[]): Promise<void> {
  for (const { order, orderNumber, paymentId, story } of placed) {
    const { status, invoices, creditNotes } = await control.order(order);
    const open = [...invoices, ...creditNotes].filter((one) => !one.settled).length;
    const { charged, remaining } = await control.payment(paymentId);
    const kept = cents(charged) + cents(remaining);
    const due = AMOUNTS.order - givenBack(story);
    if (open > 0 || status !== 'CLOSED' || kept !== due)
      throw new Error(
        `Order ${orderNumber} is ${status}, ${open} documents open, ${kept} of ${due} cents kept: nothing was measured. ${JSON.stringify(story)}`,
      );
  }
}

function givenBack({ cancelled, method, returned }: Story): number {
  if (cancelled === 'whole') return AMOUNTS.order;
  if (cancelled === 'part') return method.family === 'paylater' ? 0 : AMOUNTS.cancelledLine;
  return returned ? AMOUNTS.returnedPiece : 0;
}
