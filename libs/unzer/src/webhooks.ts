import {
  type CallContext,
  type ProviderAccess,
  isFault,
  type ProviderPaymentId,
} from '@abgleich/domain';
import type { UnzerCall } from './call.js';
import { isPaymentId } from './transaction-path.js';
import type { Reading, UnzerClient } from './unzer-client.js';
import { wireNotification, wireWebhook, wireWebhooks } from './wire.js';

/** One registration: Unzer posts to `url` when `event` happens to a payment of the key pair. */
export type UnzerWebhook = { readonly id: string; readonly url: string; readonly event: string };

/** What a webhook told, after checking. Nothing in it is believed but which payment to read again with which key pair. */
export type UnzerNotification = {
  readonly event: string;
  readonly publicKey: string;
  readonly paymentId: ProviderPaymentId | null;
};

/** What Unzer offers beyond the port: telling us when a payment changes. All of it is safe to repeat. */
export interface UnzerExtras {
  /** All registrations of the key pair, the shop's included. */
  listWebhooks(access: ProviderAccess, ctx: CallContext): Promise<readonly UnzerWebhook[]>;
  /** Registers what is missing for `url`; returns every registration of it afterwards. */
  registerWebhooks(
    access: ProviderAccess,
    wanted: { readonly url: string; readonly events: readonly string[] },
    ctx: CallContext,
  ): Promise<readonly UnzerWebhook[]>;
  /** Deletes the registrations of exactly this URL. The shop shares the key pair: its own ones stay. */
  deleteOwnWebhooks(
    access: ProviderAccess,
    own: { readonly url: string },
    ctx: CallContext,
  ): Promise<readonly UnzerWebhook[]>;
}

const WEBHOOK_ID = /^[sp]-whk-[\w-]{1,60}$/;

/** Reads the body of a notification, whatever its content type. `null` when it is none; never throws. */
export function parseNotification(body: string): UnzerNotification | null {
  const parsed = wireNotification.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const { event, publicKey, paymentId, retrieveUrl } = parsed.data;
  const named = paymentId ?? /\/payments\/([^/?#]+)/.exec(retrieveUrl ?? '')?.[1] ?? null;
  if (named !== null && !isPaymentId(named)) return null;
  return { event, publicKey, paymentId: named };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function createWebhookCalls(client: UnzerClient): UnzerExtras {
  const list: UnzerExtras['listWebhooks'] = (access, ctx) =>
    client.call({ access, ctx }, call('GET', '/webhooks', null), listReading);

  return {
    listWebhooks: list,
    async registerWebhooks(access, { url, events }, ctx) {
      const own = (await list(access, ctx)).filter((hook) => hook.url === url);
      const missing = events.filter((event) => !own.some((hook) => hook.event === event));
      if (missing.length === 0) return own;
      for (const event of missing) {
        const register = call('POST', '/webhooks', { url, event });
        await client.call({ access, ctx }, register, listReading).catch(ignoreAlreadyRegistered);
      }
      return (await list(access, ctx)).filter((hook) => hook.url === url);
    },
    async deleteOwnWebhooks(access, { url }, ctx) {
      const own = (await list(access, ctx)).filter(
        (hook) => hook.url === url && WEBHOOK_ID.test(hook.id),
      );
      for (const { id } of own)
        await client
          .call({ access, ctx }, call('DELETE', `/webhooks/${id}`, null), deleteReading)
          .catch(ignoreNotFound);
      return own;
    },
  };
}

const listReading: Reading<typeof wireWebhooks, readonly UnzerWebhook[]> = {
  schema: wireWebhooks,
  toResult: (hooks) => hooks,
  summary: (hooks) => ({ webhooks: hooks.length }),
};
const deletedWebhook = wireWebhook.pick({ id: true });
const deleteReading: Reading<typeof deletedWebhook, void> = {
  schema: deletedWebhook,
  toResult: () => undefined,
  summary: ({ id }) => ({ webhookId: id }),
};

function call(
  method: UnzerCall['method'],
  path: string,
  body: Readonly<Record<string, string>> | null,
): UnzerCall {
  const name = `${method} ${path.replace(WEBHOOK_ID_IN_PATH, '{id}')}`;
  const effect = method === 'GET' ? 'read' : 'repeat';
  return { method, path, name, effect, body, paymentId: null };
}
const WEBHOOK_ID_IN_PATH = /[sp]-whk-[\w-]+$/;

/** Another process was quicker. */
function ignoreAlreadyRegistered(error: unknown): void {
  if (!isFault(error) || error.code !== 'unzer.already-registered') throw error;
}

function ignoreNotFound(error: unknown): void {
  if (!isFault(error) || error.code !== 'unzer.not-found') throw error;
}
