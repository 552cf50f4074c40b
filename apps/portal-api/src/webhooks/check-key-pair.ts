import type { CallContext, ProviderAccess } from '@abgleich/domain';
import type { UnzerExtras, UnzerWebhook } from '@abgleich/unzer';

/** What happens to money and may need a look; `payment` and the others are told with all their endings (`charge.succeeded`). */
export const WEBHOOK_EVENTS = ['payment', 'charge', 'chargeback', 'authorize'] as const;

export type KeyPairCheck = {
  readonly access: ProviderAccess;
  /** Where notifications shall go. */
  readonly url: string;
  /** Addresses of ours begin like this. */
  readonly prefix: string;
  /** Addresses that we registered earlier, under whatever name this installation had then. */
  readonly ownUrls: readonly string[];
  /** Called before the first registration: an address must be known as ours before it can stand at the provider. */
  readonly beforeRegister: () => Promise<void>;
};
/** What was not as it should be, for the log. */
export type KeyPairFinding = {
  readonly registered: readonly string[];
  readonly deletedUrls: number;
};

/**
 * Brings the registrations of one key pair to what they should be: every event for our address, no older address of ours. Whatever
 * else is registered belongs to the shop or somebody else and stays. Safe to repeat and to run twice at once. Throws `Fault`.
 */
export async function checkKeyPair(
  webhooks: UnzerExtras,
  { access, url, prefix, ownUrls, beforeRegister }: KeyPairCheck,
  ctx: CallContext,
): Promise<KeyPairFinding> {
  const present = await webhooks.listWebhooks(access, ctx);
  const registered = missingEvents(present, url);
  if (registered.length > 0) {
    await beforeRegister();
    await webhooks.registerWebhooks(access, { url, events: WEBHOOK_EVENTS }, ctx);
  }
  const isOutdated = (one: string): boolean =>
    one !== url && (ownUrls.includes(one) || one.startsWith(prefix));
  const outdated = [...new Set(present.map((hook) => hook.url).filter(isOutdated))];
  for (const one of outdated) await webhooks.deleteOwnWebhooks(access, { url: one }, ctx);
  return { registered, deletedUrls: outdated.length };
}

const missingEvents = (present: readonly UnzerWebhook[], url: string): string[] =>
  WEBHOOK_EVENTS.filter(
    (event) => !present.some((hook) => hook.url === url && hook.event === event),
  );
