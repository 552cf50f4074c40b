import {
  type CallContext,
  type Fault,
  HOUR,
  type Instant,
  MINUTE,
  isFault,
  plusMs,
} from '@abgleich/domain';
import type { WebhookRegistration } from '@abgleich/persistence';
import { newTraceId } from '@abgleich/service-kit';
import { checkKeyPair } from './check-key-pair.js';
import type { WantedKeyPair } from './wanted-key-pairs.js';
import type { WebhookKeeperParts } from './webhook-keeper.js';
import { REMOVED, tellWebhookNotice } from './webhook-notice.js';
import { webhookPrefix } from './webhook-url.js';

export const CHECK_EVERY_MS = HOUR;
/** A failed check comes again after this, doubled each time up to the usual pace. */
const RETRY_MS = MINUTE;
/** A single failure of the net is nobody's business; a refusal is told at once. */
const TELL_AFTER_FAILURES = 2;
const silent: Pick<CallContext, 'record'> = { record: () => undefined };

/** Checks one key pair, remembers how it went, opens or ends its notice. Throws only when the database fails. */
export type KeepKeyPair = (
  pair: WantedKeyPair,
  known: WebhookRegistration | undefined,
) => Promise<void>;

export function createKeepKeyPair(parts: WebhookKeeperParts): KeepKeyPair {
  const { platform, store, address, token } = parts;
  const log = platform.log.child({ service: 'webhooks' });
  const prefix = address === null ? '' : webhookPrefix(address);
  const url = `${prefix}${token}`;

  /** `true`: somebody had deleted what was there at the last check. */
  async function putRight(
    access: WantedKeyPair['access'],
    was: WebhookRegistration,
  ): Promise<boolean> {
    const beforeRegister = (): Promise<void> => store.webhooks.save(was);
    const asked = { access, url, prefix, ownUrls: was.ownUrls, beforeRegister };
    const ctx = { ...silent, traceId: newTraceId() };
    const { registered, deletedUrls } = await checkKeyPair(platform.webhooks, asked, ctx);
    if (registered.length === 0 && deletedUrls === 0) return false;
    const { publicKey } = was;
    const drift = was.checkedAt !== null;
    log.info({ publicKey, registered, deletedUrls, drift }, 'webhooks put right');
    return drift && registered.length > 0;
  }

  /** What was deleted is there again: told all the same, until a check finds it still there. */
  async function noteSuccess(
    was: WebhookRegistration,
    now: Instant,
    wasRemoved: boolean,
  ): Promise<void> {
    const code = wasRemoved ? REMOVED : null;
    if (code !== null || was.code !== null)
      await tellWebhookNotice(platform, { ...was, code }, wasRemoved);
    const nextCheckAt = plusMs(now, CHECK_EVERY_MS);
    await store.webhooks.save({ ...was, checkedAt: now, nextCheckAt, failures: 0, code });
  }

  async function noteFailure(was: WebhookRegistration, fault: Fault, now: Instant): Promise<void> {
    const failures = was.failures + 1;
    const isTold = fault.kind !== 'transient' || failures >= TELL_AFTER_FAILURES;
    log.warn({ publicKey: was.publicKey, failures, fault }, 'webhooks could not be registered');
    const code = isTold ? fault.code : was.code;
    if (isTold) await tellWebhookNotice(platform, { ...was, code }, true);
    const waitMs = Math.min(CHECK_EVERY_MS, RETRY_MS * 2 ** (failures - 1));
    await store.webhooks.save({ ...was, nextCheckAt: plusMs(now, waitMs), failures, code });
  }

  return async (pair, known) => {
    const now = platform.clock.now();
    const before = known ?? neverChecked(pair, now);
    const ownUrls = [...new Set([...before.ownUrls, url])];
    const was = { ...before, connectionIds: pair.connectionIds, ownUrls };
    try {
      const isOurAddress = before.ownUrls.includes(url);
      const wasRemoved = await putRight(pair.access, was);
      await noteSuccess(was, now, wasRemoved && isOurAddress);
    } catch (error) {
      if (!isFault(error) || error.code === 'platform.database') throw error;
      await noteFailure(was, error, now);
    }
  };
}

const neverChecked = (
  { organisationId, publicKey, providerUrl, connectionIds }: WantedKeyPair,
  now: Instant,
): WebhookRegistration => ({
  organisationId,
  publicKey,
  providerUrl,
  connectionIds,
  ownUrls: [],
  checkedAt: null,
  nextCheckAt: now,
  failures: 0,
  code: null,
});
