import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { cardReport } from './card-run.js';
import { mixedReport } from './mixed-report.js';
import { simulatorReport } from './simulator-run.js';
import { measureWholeProduct } from './whole-product.js';

const USAGE = `npm run bench -- [--orders N] [--card | --mixed] [--no-product]
  --orders N    orders of each run, default 500
  --card        only card orders in Experten mode
  --mixed       only the mixed run: all methods, cancellations, returns, parcels, receipts
  --no-product  leave out the whole product: ready, idle, waiting times
Without --card and --mixed both are made, and the simulator says how many orders a second it plays.`;
const ORDERS = 500;

type Wishes = {
  readonly orders: number;
  readonly card: boolean;
  readonly mixed: boolean;
  readonly product: boolean;
  readonly simulator: boolean;
};

/** `null`: what was asked for is not understood. */
function wishesOf(args: readonly string[]): Wishes | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      orders: { type: 'string' },
      card: { type: 'boolean', default: false },
      mixed: { type: 'boolean', default: false },
      'no-product': { type: 'boolean', default: false },
    },
  });
  const orders = Number(values.orders ?? positionals[0] ?? ORDERS);
  if (!Number.isSafeInteger(orders) || orders < 1 || positionals.length > 1) return null;
  const both = values.card === values.mixed;
  const { card, mixed, 'no-product': noProduct } = values;
  return { orders, card: card || both, mixed: mixed || both, product: !noProduct, simulator: both };
}

async function main(): Promise<void> {
  const wishes = wishesOf(process.argv.slice(2));
  if (wishes === null) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const loadBefore = loadavg()[0];
  const report = {
    ...(wishes.card ? await cardReport(wishes.orders) : {}),
    ...(wishes.mixed ? { mixed: await mixedReport(wishes.orders) } : {}),
    ...(wishes.product ? { product: await measureWholeProduct() } : {}),
    ...(wishes.simulator ? { simulator: await simulatorReport() } : {}),
    // Other people's work on the machine is in every figure but the counts.
    machine: { loadBefore, loadAfter: loadavg()[0] },
  };
  console.log(JSON.stringify(report, null, 2));
}

await main();
