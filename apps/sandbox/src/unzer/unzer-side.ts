import { randomUUID } from 'node:crypto';
import type { CallLog } from '../kernel/calls.js';
import type { FaultRegistry } from '../kernel/faults.js';
import type { Store } from '../kernel/store.js';
import type { UnzerKeyPair } from './route.js';
import { createUnzerBooks, type UnzerBooks } from './unzer-books.js';
import { UnzerLedger } from './unzer-ledger.js';
import { type UnzerAnswerer, createUnzerAnswerer } from './unzer-answerer.js';
import type { UnzerEvent } from './ledger-state.js';
import { startUnzerServer, type UnzerServer } from './unzer-server.js';
import { createWebhookDelivery } from './webhook-delivery.js';

export type UnzerSideOptions = {
  /** Not open yet: the ledger joins it here. */
  readonly store: Store;
  readonly faults: Pick<FaultRegistry, 'take'>;
  readonly calls: Pick<CallLog, 'record'>;
  readonly now: () => number;
  readonly keyPairs: readonly UnzerKeyPair[];
  /** Where ids come from; random unless a test wants to repeat itself. */
  readonly newSeed?: () => string;
  /** How much faster than the real one webhooks are retried; default 60: a minute becomes a second. */
  readonly webhookSpeed?: number;
  /** Hosts that webhooks may be delivered to; default this machine only. */
  readonly webhookHosts?: readonly string[];
  /** Takes events instead of the webhooks. */
  readonly deliver?: (event: UnzerEvent) => void;
};
export type UnzerSide = {
  readonly books: UnzerBooks;
  /** The interface without a wire. */
  readonly answer: UnzerAnswerer;
  /** Starts answering; after the store was opened. 0 = any free port. */
  listen(at: { readonly port: number; readonly host?: string }): Promise<UnzerServer>;
};

const WEBHOOK_SPEED_DEFAULT = 60;

/** The payment provider's whole side: its books in the store, its interface, its webhooks. */
export function createUnzerSide(options: UnzerSideOptions): UnzerSide {
  const { store, faults, calls, now, keyPairs, newSeed = randomUUID } = options;
  const ledger = new UnzerLedger();
  let base = '';
  const delivery = createWebhookDelivery({
    webhooksOf: (publicKey) => ledger.webhooks(publicKey),
    faults,
    calls,
    now,
    base: () => base,
    speed: options.webhookSpeed ?? WEBHOOK_SPEED_DEFAULT,
    ...(options.webhookHosts === undefined ? {} : { hosts: options.webhookHosts }),
  });
  const execute = store.attach('unzer', ledger);
  const books = createUnzerBooks({
    ledger,
    execute,
    now,
    newSeed,
    deliver: options.deliver ?? delivery.deliver,
  });
  return {
    books,
    answer: createUnzerAnswerer({ books, keyPairs, now, newSeed }),
    async listen({ port, host }) {
      const where = { port, ...(host === undefined ? {} : { host }) };
      const server = await startUnzerServer({
        books,
        keyPairs,
        faults,
        calls,
        now,
        newSeed,
        ...where,
      });
      base = `${server.url}/v1`;
      return {
        url: server.url,
        close: () => {
          delivery.close();
          return server.close();
        },
      };
    },
  };
}
