import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { de } from '../apps/portal/src/i18n/de/all.js';
import { PortalClient } from '../apps/standalone/src/testing/portal-client.js';
import { Product } from '../apps/standalone/src/testing/product.js';
import {
  type Action,
  type Step,
  readStage,
  readStories,
  withOutcomes,
} from './order-pages/read-page.js';
import { type Bought, Shell } from './order-pages/shell.js';
import type { Sides } from './order-pages/tell-order.js';
import { Teller, essence } from './order-pages/tell-steps.js';

// The pages that show what happens with an order are typed into a real terminal against the real product, and must come out as they say.
// `npm run docs:orders` writes what comes out into them instead.
const WRITES = process.env['ABGLEICH_WRITE_ORDER_PAGES'] === 'yes';
const FOLDER = 'docs/how-to/orders';
const STAGE = join(FOLDER, 'README.md');
/** No answer is late here: what a page says of a lost one must not depend on how busy the machine is. */
const PACE = {
  ABGLEICH_PIXI_IN_FLIGHT: '4',
  ABGLEICH_LOOK_UP_WAITS: '1,1,1',
  ABGLEICH_PIXI_TIMEOUT_SECONDS: '10',
  ABGLEICH_UNZER_TIMEOUT_SECONDS: '10',
};
/** Stories told at the same time; each waits for polls most of the time. */
const TERMINALS = 8;
const LOOK_MS = 500;
/** Longer than the slowest look, that of the poll for changes after two minutes; a page that is wrong is told after it. */
const WITHIN_MS = 45_000;
/** Nothing new for so long: the step is over. */
const STILL_MS = 8_000;
/** After its last step a story must stay as it is for so long. */
const STAYS_MS = 2_000;

const pages = readdirSync(FOLDER)
  .map((name) => join(FOLDER, name))
  .filter((path) => path !== STAGE && path.endsWith('.md'))
  .map((path) => ({ path, stories: readStories(readFileSync(path, 'utf8')) }));
const stories = pages.flatMap(({ path, stories: told }) =>
  told.map(({ title, steps }) => ({ name: `${path}: ${title}`, steps })),
);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('The pages that show what happens with an order', () => {
  let product: Product;
  let portal: PortalClient;
  const told = new Map<string, readonly string[]>();

  beforeAll(async () => {
    product = await Product.start({ env: PACE });
    portal = await PortalClient.signIn(product.ready);
    const stage = readStage(readFileSync(STAGE, 'utf8'));
    const waiting = [...stories];
    const terminal = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { name, steps } = next;
        const rows = await tellStory(stage, steps).catch((error: unknown) => [String(error)]);
        told.set(name, rows);
      }
    };
    await Promise.all(Array.from({ length: TERMINALS }, terminal));
  }, 600_000);
  afterAll(async () => {
    await product.remove();
  });

  async function tellStory(stage: string, steps: readonly Step[]): Promise<readonly string[]> {
    const shell = new Shell(stage, product.ready.control);
    const teller = new Teller();
    const rows: string[] = [];
    try {
      for (const [index, step] of steps.entries()) {
        const { order, payment } = await act(shell, step.actions);
        const stays = index === steps.length - 1 ? STAYS_MS : 0;
        const sides = (): Promise<Sides | null> => look(Number(order), payment);
        const { text, keep } = await comesTo({ ...step, stays }, teller, sides);
        keep();
        rows.push(text);
      }
    } finally {
      shell.end();
    }
    return rows;
  }

  async function act(shell: Shell, actions: readonly Action[]): Promise<Bought> {
    let bought: Bought = { order: '', payment: '' };
    for (const { at, words } of actions)
      bought = at === 'terminal' ? await shell.run(words) : await press(shell, words);
    return bought;
  }

  /** Presses a button of the order's page, as a person with the portal open does. */
  async function press(shell: Shell, button: string): Promise<Bought> {
    const bought = await shell.run('');
    const detail = await portal.order(Number(bought.order));
    if (detail === null) throw new Error(`order ${bought.order} is not in the portal`);
    const [problem] = detail.problems.filter((one) => one.resolvedAt === null);
    const status =
      button === de.action.recheck
        ? await portal.press(detail, 'recheck')
        : await portal.press(detail, 'resolve', { problemId: problem?.id ?? '' });
    if (status >= 300) throw new Error(`"${button}" was answered with ${status}`);
    return bought;
  }

  async function look(orderNr: number, payment: string): Promise<Sides | null> {
    const detail = await portal.order(orderNr);
    if (detail === null) return null;
    const pixi = await product.control.order(orderNr);
    const unzer = payment === '' ? null : await product.control.payment(payment);
    return { portal: detail, pixi, unzer };
  }

  /** Looks until it is what the page says; or, when pages are written, until nothing changes any more. */
  async function comesTo(
    step: Step & { readonly stays: number },
    teller: Teller,
    look: () => Promise<Sides | null>,
  ): Promise<ReturnType<Teller['tell']>> {
    const from = performance.now();
    let since = from;
    let last = '';
    for (;;) {
      const sides = await look();
      const now = sides === null ? null : teller.tell(sides);
      if (now !== null && now.text !== last) since = performance.now();
      last = now?.text ?? '';
      if (now !== null && isOver(now.text)) return now;
      if (performance.now() - from > WITHIN_MS) return now ?? { text: 'nothing', keep: () => {} };
      await pause(LOOK_MS);
    }
    function isOver(text: string): boolean {
      const still = performance.now() - since;
      return WRITES
        ? still > STILL_MS
        : essence(text) === essence(step.shown) && still >= step.stays;
    }
  }

  it.each(stories)('$name', ({ name, steps }) => {
    const rows = told.get(name) ?? [];
    if (WRITES) return expect(rows).toHaveLength(steps.length);
    expect(rows.map(essence)).toEqual(steps.map(({ shown }) => essence(shown)));
  });

  it('leave both ledgers in agreement', async () => {
    expect((await product.control.truth()).violations).toEqual([]);
  });

  it('are written down when they were asked for', () => {
    for (const { path, stories: of } of WRITES ? pages : []) {
      const text = readFileSync(path, 'utf8');
      const rows = of.map(({ title, steps }) => {
        const now = told.get(`${path}: ${title}`) ?? [];
        // Where only numbers differ the page stays as it is, so that a change shows what changed.
        return steps.map(({ shown }, index) =>
          essence(now[index] ?? '') === essence(shown) ? shown : (now[index] ?? ''),
        );
      });
      writeFileSync(path, withOutcomes(text, rows));
    }
    expect(existsSync(STAGE)).toBe(true);
  });
});
