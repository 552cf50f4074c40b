import type { Clock } from '@abgleich/domain';
import type { PortalStore } from '@abgleich/persistence';
import { type Log, newTraceId } from '@abgleich/service-kit';
import type { NextFunction, Request, Response } from 'express';
import { createRateLimit } from '../rate-limit.js';
import { readBody } from './read-body.js';
import { readHint } from './read-hint.js';
import { createUnknownKeys } from './unknown-keys.js';
import { WEBHOOK_PATH, isOwnToken } from './webhook-url.js';

/** A notification has some 200 bytes; this is generous and still nothing to choke on. */
const BODY_BYTES_MAX = 64 * 1024;
/** Who knows the address does not guess it. */
const WRONG_TOKENS = { takesMax: 60, windowMs: 15 * 60_000, keysMax: 10_000 };

export type UnzerHookParts = {
  readonly store: Pick<PortalStore, 'webhooks'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: readonly string[];
  /** Looks were asked for: deliver them without waiting. */
  readonly onOutbox: () => void;
};
type Answer = { readonly status: number; readonly waitMs?: number };

/**
 * Takes in Unzer's notifications: written down before they are answered, believed in nothing but which payment to look at again. No
 * login and no origin to check, so what a stranger can do here is make us look. Everything understood or not gets the same 200; only
 * what we could not keep is refused, because Unzer then sends it again.
 */
export function createUnzerHook(parts: UnzerHookParts) {
  const wrong = createRateLimit(WRONG_TOKENS);
  const takeIn = createIntake(parts);
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!request.path.startsWith(WEBHOOK_PATH.slice(0, -1))) return next();
    const token = request.path.slice(WEBHOOK_PATH.length);
    request.url = WEBHOOK_PATH; // the token must not stand in any log line
    const address = request.ip ?? '';
    const answer = (): Promise<Answer> | Answer => {
      if (request.method !== 'POST') return { status: 405 };
      if (isOwnToken(parts.tokens, token)) return takeIn(request, address);
      const waitMs = wrong.take(address, parts.clock.now());
      return waitMs === null ? { status: 404 } : { status: 429, waitMs };
    };
    Promise.resolve(answer()).then((one) => end(response, one), next);
  };
}

function createIntake({ store, clock, log, onOutbox }: UnzerHookParts) {
  const keys = createUnknownKeys();
  return async (request: Request, address: string): Promise<Answer> => {
    const body = await readBody(request, BODY_BYTES_MAX);
    if (body === null) return { status: 413 };
    const hint = readHint(body);
    if (hint === null) return { status: 200 };
    const { publicKey, event, paymentId } = hint;
    const now = clock.now();
    const verdict = keys.check(publicKey, address, now);
    if (verdict === 'ignore') return { status: 200 };
    if (verdict !== 'ask') return { status: 429, waitMs: verdict };
    try {
      const traceId = newTraceId();
      const { known, stored, looks } = await store.webhooks.receive(hint, { now, traceId });
      keys.note({ publicKey, address, known }, now);
      if (looks > 0) onOutbox();
      log.info({ event, paymentId, known, stored, looks, traceId }, 'notification of Unzer');
      return { status: 200 };
    } catch (error) {
      log.warn({ event, paymentId, error }, 'a notification of Unzer could not be kept');
      return { status: 503 }; // Unzer sends it again; polling sees the payment anyway
    }
  };
}

function end(response: Response, { status, waitMs }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  if (waitMs !== undefined) response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
  if (status === 405) response.setHeader('allow', 'POST');
  if (status === 413) response.setHeader('connection', 'close'); // the rest of it is not read
  response.setHeader('cache-control', 'no-store');
  response.status(status).end();
}
