import type { ChangeWebhook, DeleteWebhooks, RegisterWebhooks } from './commands.js';
import type { LedgerWebhook } from './ledger-state.js';
import { UnzerRefusal, invalidData } from './unzer-refusal.js';

const EVENT_SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  authorize: ['succeeded', 'failed', 'pending', 'expired', 'canceled', 'resumed'],
  preauthorize: ['succeeded', 'failed', 'pending', 'expired', 'canceled', 'resumed'],
  charge: ['succeeded', 'failed', 'pending', 'expired', 'canceled', 'resumed'],
  payout: ['succeeded', 'failed'],
  customer: ['created', 'deleted', 'updated'],
  basket: ['created', 'updated', 'used'],
  payment: ['pending', 'completed', 'canceled', 'partly', 'payment_review', 'chargeback'],
  chargeback: [],
  shipment: [],
  types: [],
  all: [],
};

/** The new registrations. All or none: a known pair of URL and event refuses the whole request. */
export function registerWebhooks(
  present: readonly LedgerWebhook[],
  { publicKey, url, events }: RegisterWebhooks,
  firstNumber: number,
): LedgerWebhook[] {
  if (events.length === 0) throw invalidData('event');
  checkUrl(url);
  return events.map((event, index) => {
    const [group = '', suffix] = event.split('.');
    const suffixes = EVENT_SUFFIXES[group];
    if (suffixes === undefined || (suffix !== undefined && !suffixes.includes(suffix)))
      throw invalidData(`event ${event}`);
    const taken = (hook: { url: string; event: string }) =>
      hook.url === url && hook.event === event;
    if (present.some((hook) => hook.publicKey === publicKey && taken(hook)))
      throw new UnzerRefusal(
        'API.510.310.009',
        `Event ${event} is already registered for this URL`,
      );
    const id = `${publicKey.slice(0, 1)}-whk-${firstNumber + index}`;
    return { id, publicKey, url, event };
  });
}

/** Only the URL can change. */
export function changeWebhook(
  present: readonly LedgerWebhook[],
  { publicKey, id, url }: ChangeWebhook,
): { readonly all: readonly LedgerWebhook[]; readonly changed: LedgerWebhook } {
  checkUrl(url);
  const changed = { ...existing(present, publicKey, id), url };
  return { all: present.map((hook) => (hook.id === id ? changed : hook)), changed };
}

export function deleteWebhooks(
  present: readonly LedgerWebhook[],
  { publicKey, id }: DeleteWebhooks,
): { readonly all: readonly LedgerWebhook[]; readonly deleted: readonly LedgerWebhook[] } {
  const deleted =
    id === null
      ? present.filter((hook) => hook.publicKey === publicKey)
      : [existing(present, publicKey, id)];
  return { all: present.filter((hook) => !deleted.includes(hook)), deleted };
}

export function existing(
  present: readonly LedgerWebhook[],
  publicKey: string,
  id: string,
): LedgerWebhook {
  const found = present.find((hook) => hook.id === id && hook.publicKey === publicKey);
  if (found === undefined) throw new UnzerRefusal('API.510.310.008', `Webhook ${id} not found`);
  return found;
}

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw invalidData('url');
}
