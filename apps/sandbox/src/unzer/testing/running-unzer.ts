import { createCallLog } from '../../kernel/calls.js';
import { seededRandom } from '../../kernel/clock.js';
import { createFaultRegistry } from '../../kernel/faults.js';
import { createMemoryStore } from '../../kernel/store.js';
import type { CreatePayment } from '../commands.js';
import type { LedgerPayment } from '../ledger-state.js';
import { createUnzerSide } from '../unzer-side.js';
import { units } from './ledger-bench.js';

export const KEYS_A = {
  publicKey: 's-pub-2a10demoKEYA',
  privateKey: 's-priv-2a10demoKEYA',
  merchantName: 'Demo Shop GmbH',
};
export const KEYS_B = {
  publicKey: 's-pub-2a10demoKEYB',
  privateKey: 's-priv-2a10demoKEYB',
  merchantName: 'Other Shop GmbH',
};

/** A payment provider on a free port, with everything a test may want to turn. */
export async function startUnzerForTest(options: { webhookSpeed?: number } = {}) {
  const store = createMemoryStore();
  const faults = createFaultRegistry({ random: seededRandom(7) });
  const calls = createCallLog({ max: 1_000 });
  const side = createUnzerSide({
    store,
    faults,
    calls,
    now: () => Date.now(),
    keyPairs: [KEYS_A, KEYS_B],
    ...options,
  });
  store.open();
  const server = await side.listen({ port: 0 });
  const create = (seed: Partial<CreatePayment> = {}): LedgerPayment => {
    const { payment } = side.books.book({
      kind: 'create-payment',
      publicKey: KEYS_A.publicKey,
      apiType: 'card',
      outcome: 'authorized',
      amount: units('100'),
      currency: 'EUR',
      ...seed,
    });
    if (payment === null) throw new Error('no payment was made');
    return payment;
  };
  const look = (id: string): LedgerPayment => {
    const payment = side.books.ledger.payment(id);
    if (payment === null) throw new Error(`no payment ${id}`);
    return payment;
  };
  return { ...server, books: side.books, faults, calls, create, look };
}
export type RunningUnzer = Awaited<ReturnType<typeof startUnzerForTest>>;

/** One raw request, as any HTTP client would make it. */
export async function ask(
  { url }: { readonly url: string },
  line: string,
  options: { readonly body?: unknown; readonly key?: string } = {},
): Promise<{ status: number; json: Record<string, unknown>; headers: Headers }> {
  const [method = 'GET', path = '/'] = line.split(' ');
  const key = options.key ?? KEYS_A.privateKey;
  const response = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  // Test code: what is not an object shows as a failing expectation.
  const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, json, headers: response.headers };
}

/** The first error code of an answer. */
export const codeIn = ({ json }: { json: Record<string, unknown> }): unknown =>
  Array.isArray(json.errors) ? json.errors[0]?.code : undefined;
