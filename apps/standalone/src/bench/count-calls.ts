import type { Stage } from './bench-stage.js';
import { round } from './measured.js';

/** Calls that arrived at one side of the sandbox. */
export type CallCounts = {
  /** About an order, comments left out. */
  readonly pixi: number;
  readonly unzer: number;
  readonly comments: number;
  /** Queues and changes of a whole database: they are shared by all orders of a page. */
  readonly lists: number;
};

const COMMENT = 'pixiCreateOrderComment';
const LISTS: readonly string[] = [
  'pixiPayGetOrdersToAuthorize',
  'pixiPayGetInvoicesToCapture',
  'pixiGetChangedOrders',
];
/** The same procedure lists the newest documents of all orders and reads those of one. */
const DOCUMENTS = 'pixiGetInvoice';
/** Fetched once by a process, for no order. */
const NOT_COUNTED: readonly string[] = ['wsdl'];

/** Counts from now on; `counted` answers what came since, `names` how often each call. */
export function countCalls({ sandbox }: Stage): {
  counted(): CallCounts;
  names(): ReadonlyMap<string, number>;
} {
  sandbox.world.calls.clear();
  const arrived = () =>
    sandbox.world.calls
      .list({})
      .filter(({ target, name }) => isCounted(target) && !NOT_COUNTED.includes(name));
  return {
    counted() {
      const calls = arrived();
      const count = (wanted: (call: (typeof calls)[number]) => boolean): number =>
        calls.filter(wanted).length;
      const lists = count(isList);
      const comments = count(({ name }) => name === COMMENT);
      const pixi = count(({ target }) => target === 'pixi') - lists - comments;
      return { pixi, unzer: count(({ target }) => target === 'unzer'), comments, lists };
    },
    names() {
      const names = new Map<string, number>();
      for (const { name } of arrived()) names.set(name, (names.get(name) ?? 0) + 1);
      return names;
    },
  };
}

const isCounted = (target: string): boolean => target === 'pixi' || target === 'unzer';

function isList({ name, orderNr }: { name: string; orderNr?: string | undefined }): boolean {
  return LISTS.includes(name) || (name === DOCUMENTS && orderNr === undefined);
}

/** The same per order. */
export const perOrder = ({ pixi, unzer, comments, lists }: CallCounts, orders: number) => ({
  pixi: round(pixi / orders, 3),
  unzer: round(unzer / orders, 3),
  comments: round(comments / orders, 3),
  lists: round(lists / orders, 3),
  withoutComments: round((pixi + unzer) / orders, 3),
  withComments: round((pixi + unzer + comments) / orders, 3),
});
