import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { systemClock } from '@abgleich/scheduler';
import { createLog, settingErrors } from '@abgleich/service-kit';
import { createDatabase, startEmbeddedPostgres } from '../../../../tools/postgres.mjs';
import { openDataDirectory } from '../data-directory.js';
import { prepareDatabase } from '../prepare-database.js';
import { writeLoad } from './write-load.js';

const USAGE = `npm run load-data -- [--orders 100000] [--seed 1] [--data-dir ./.abgleich-load]

Fills a database with an organisation "Lastprobe GmbH" and orders of all states, and prints how to sign in. With DATABASE_URL that
database; otherwise the one of a data directory, to be looked at with: npm start -- --data-dir ./.abgleich-load`;
/** Above this the numbers of orders get longer; nobody needs more to see how a list behaves. */
const ORDERS_MAX = 1_000_000;

type Wish = { readonly orders: number; readonly seed: number; readonly dataDir: string };

function wishOf(words: readonly string[]): Wish | null {
  const { values } = parseArgs({
    args: [...words],
    options: {
      orders: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      'data-dir': { type: 'string', default: './.abgleich-load' },
      help: { type: 'boolean', default: false },
    },
  });
  const [orders, seed] = [Number(values.orders), Number(values.seed)];
  const whole = [orders, seed].every((value) => Number.isSafeInteger(value) && value > 0);
  if (values.help || !whole || orders > ORDERS_MAX) return null;
  return { orders, seed, dataDir: values['data-dir'] };
}

async function fill(url: string, { orders, seed }: Wish): Promise<void> {
  const database = await prepareDatabase(
    { DATABASE_URL: url },
    createLog('load-data', { level: 'warn' }),
  );
  try {
    const password = randomBytes(9).toString('base64url');
    const now = systemClock.now();
    const onProgress = (done: number): void => {
      if (done % 10_000 === 0 || done === orders) console.error(`${done} of ${orders} orders`);
    };
    const { email } = await writeLoad(database, { orders, seed, password, now, onProgress });
    console.log(JSON.stringify({ orders, seed, login: { email, password } }));
  } finally {
    await database.close();
  }
}

/** The database of a data directory runs while it is filled. */
async function fillDirectory(wish: Wish): Promise<void> {
  const directory = await openDataDirectory(wish.dataDir, false);
  try {
    const server = await startEmbeddedPostgres({ dataDir: directory.postgres, port: 0 });
    try {
      await fill(await createDatabase(server.url, 'abgleich'), wish);
    } finally {
      await server.stop();
    }
  } finally {
    await directory.release();
  }
}

async function run(words: readonly string[]): Promise<number> {
  const wish = wishOf(words);
  if (wish === null) {
    console.error(USAGE);
    return 1;
  }
  const url = process.env['DATABASE_URL'];
  await (url === undefined || url === '' ? fillDirectory(wish) : fill(url, wish));
  return 0;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  const lines = settingErrors(error) ?? [error instanceof Error ? error.message : String(error)];
  for (const line of lines) console.error(line);
  return 1;
});
