import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { startPortalApi, webhookTokens } from '@abgleich/portal-api';
import { createPortalStore } from '@abgleich/persistence';
import type { Stage } from './bench-stage.js';
import { round } from './measured.js';
import { percentile } from './percentile.js';

const NOTIFICATIONS = 1_000;
/** A merchant with 100,000 orders a day has some four notifications a second; this is many such merchants, or a wave of old ones. */
const PER_SECOND = 100;
/** A flood: so many under way at any moment, as fast as they are answered. */
const AT_ONCE = 16;
/** Plans, connections and compiled code. */
const WARM_UP = 200;

type Sender = (text: string) => Promise<void>;

/**
 * How long Unzer waits for an answer of portal-api: every notification is about an order that is known, and stored before it is
 * answered. Beside it, in the same run, a server that does nothing but one bare insert for each request.
 */
export async function webhookReport(stage: Stage, paymentIds: readonly string[]) {
  const { platform } = stage;
  const portal = await startPortalApi({
    store: createPortalStore(platform.database),
    clock: platform.clock,
    log: platform.log,
    port: 0,
    host: '127.0.0.1',
    staticDir: null,
    publicUrl: null,
    trustedProxies: 0,
    webhooks: {
      tokens: webhookTokens(platform.settings.ABGLEICH_SECRET_KEYS),
      address: null,
      platform,
    },
  });
  const bare = await bareServer(stage);
  try {
    const [token = ''] = webhookTokens(platform.settings.ABGLEICH_SECRET_KEYS);
    const hook = sender(`${portal.url}/hooks/unzer/${token}`);
    const insert = sender(bare.url);
    const texts = textsOf(stage.sandbox.seed.unzer.publicKey, paymentIds);
    await timesOf(insert, texts, WARM_UP);
    await timesOf(hook, texts, WARM_UP);
    const before = await timesOf(insert, texts, NOTIFICATIONS);
    const answered = await timesOf(hook, texts, NOTIFICATIONS);
    const after = await timesOf(insert, texts, NOTIFICATIONS);
    const steady = await steadyTimesOf(hook, texts);
    const bareP99 = (percentile(before, 99) + percentile(after, 99)) / 2;
    return {
      notifications: NOTIFICATIONS,
      steady: { perSecond: PER_SECOND, answeredMs: shown(steady) },
      flood: {
        atOnce: AT_ONCE,
        answeredMs: shown(answered),
        bareInsertMs: { before: shown(before), after: shown(after) },
        ratioOfP99: round(percentile(answered, 99) / bareP99, 2),
      },
    };
  } finally {
    bare.stop();
    await portal.stop();
  }
}

const shown = (ms: readonly number[]) => ({
  p50: percentile(ms, 50),
  p95: percentile(ms, 95),
  p99: percentile(ms, 99),
});

/** Texts that were never sent before, about each payment in turn. */
function* textsOf(publicKey: string, paymentIds: readonly string[]): Generator<string> {
  for (let number = 1; ; number += 1) {
    const paymentId = paymentIds[number % paymentIds.length] ?? '';
    const retrieveUrl = `https://sbx-api.unzer.com/v1/payments/${paymentId}/charges/s-chg-${1_000 + number}`;
    yield JSON.stringify({ event: 'charge.succeeded', publicKey, retrieveUrl, paymentId });
  }
}

function sender(url: string): Sender {
  return async (text) => {
    const answer = await fetch(url, { method: 'POST', body: text });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  };
}

/** Sends on time, whatever became of those before; each is measured from the moment at which it was due. */
async function steadyTimesOf(send: Sender, texts: Iterator<string>): Promise<number[]> {
  const taken: number[] = [];
  const begin = performance.now();
  const sends = Array.from({ length: NOTIFICATIONS }, async (_unused, index) => {
    const due = begin + (index * 1_000) / PER_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await send(String(texts.next().value));
    taken.push(performance.now() - due);
  });
  await Promise.all(sends);
  return taken;
}

async function timesOf(send: Sender, texts: Iterator<string>, count: number): Promise<number[]> {
  const taken: number[] = [];
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const text: unknown = texts.next().value;
      const begin = performance.now();
      await send(String(text));
      taken.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return taken;
}

async function bareServer({ platform }: Stage): Promise<{ url: string; stop(): void }> {
  const statement = {
    name: 'bare_insert',
    text: `insert into messaging.inbox (consumer_group, event_id) values ('bare', gen_random_uuid())`,
  };
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      platform.database.pool.query(statement).then(
        () => response.end(),
        () => response.writeHead(503).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
