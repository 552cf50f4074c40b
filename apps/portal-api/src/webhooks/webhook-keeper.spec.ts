import {
  type ConfigurationId,
  type ConnectionId,
  type ErpConnection,
  type ErpPaymentCode,
  Fault,
  HOUR,
  type Instant,
  type JournalWrite,
  MINUTE,
  type OrganisationId,
  type PaymentConfiguration,
  Secret,
  type ShopId,
  instant,
  plusMs,
} from '@abgleich/domain';
import type { WebhookRegistration } from '@abgleich/persistence';
import { createLog } from '@abgleich/service-kit';
import type { UnzerExtras, UnzerWebhook } from '@abgleich/unzer';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { WEBHOOK_EVENTS } from './check-key-pair.js';
import { type WebhookKeeper, createWebhookKeeper } from './webhook-keeper.js';
import { keyOf } from './wanted-key-pairs.js';

const ORGANISATION = 'o' as OrganisationId;
const CONNECTION = 'c' as ConnectionId;
const URL_NOW = 'https://abgleich.example/hooks/unzer/token';
const SHOP = 'https://shop.example/unzer';
const UNREACHABLE = new Fault({ kind: 'transient', code: 'unzer.unreachable' });
const REFUSED = new Fault({ kind: 'rejected', code: 'unzer.rejected' });

let hooks: UnzerWebhook[];
let lists: string[];
let failure: Fault | null;
let saved: Map<string, WebhookRegistration>;
let writes: JournalWrite[];
let configurations: PaymentConfiguration[];
let now: Instant;
let keeper: WebhookKeeper;

const configuration = (paymentCode: string, publicKey = 's-pub-1'): PaymentConfiguration => ({
  id: paymentCode as ConfigurationId,
  version: 1,
  organisationId: ORGANISATION,
  connectionId: CONNECTION,
  shopId: 'DEM' as ShopId,
  paymentCode: paymentCode as ErpPaymentCode,
  active: true,
  bookingCodeInvoice: 'RPZ',
  bookingCodeReturn: 'GPZ',
  xmlTag: 'TAG',
  publicKey,
  privateKey: new Secret('s-priv-1'),
  providerUrl: null,
  policy: {
    mode: 'expert',
    toleranceMinor: 2,
    graceHours: 24,
    settleInvoiceAfterReceipt: false,
    warnBeforeExpiryDays: null,
  },
});
const connection: ErpConnection = {
  id: CONNECTION,
  organisationId: ORGANISATION,
  name: 'Live',
  endpointUrl: 'https://pixi.example/',
  database: 'db',
  username: 'u',
  password: new Secret('p'),
  active: true,
};
const unzer: UnzerExtras = {
  listWebhooks: ({ publicKey }) => {
    lists.push(publicKey);
    return failure === null ? Promise.resolve([...hooks]) : Promise.reject(failure);
  },
  registerWebhooks: (_access, { url, events }) => {
    // As at Unzer: what is there already is not registered twice.
    for (const event of events)
      if (!hooks.some((hook) => hook.url === url && hook.event === event)) add(url, event);
    return Promise.resolve(hooks.filter((hook) => hook.url === url));
  },
  deleteOwnWebhooks: (_access, { url }) => {
    const gone = hooks.filter((hook) => hook.url === url);
    hooks = hooks.filter((hook) => hook.url !== url);
    return Promise.resolve(gone);
  },
};
const add = (url: string, event: string): void => {
  hooks.push({ id: `s-whk-${hooks.length + 1}`, url, event });
};
const eventsAt = (url: string): string[] =>
  hooks.filter((hook) => hook.url === url).map(({ event }) => event);
const notices = () => writes.map(({ problems }) => problems?.open.map(({ code }) => code) ?? []);

function start(address = 'https://abgleich.example', token = 'token'): void {
  keeper = createWebhookKeeper({
    platform: {
      activeConnections: () => Promise.resolve([connection]),
      usableConfigurations: () => Promise.resolve(configurations),
      webhooks: unzer,
      clock: { now: () => now },
      log: createLog('spec', { level: 'error' }),
      tryLease: () => Promise.resolve(true),
      journal: {
        write: (entry) => {
          writes.push(entry);
          return Promise.resolve({ kind: 'nothing-begun' });
        },
      },
      transport: { subscribe: () => Promise.resolve() },
    },
    store: {
      webhooks: {
        all: () => Promise.resolve([...saved.values()]),
        save: (one) => Promise.resolve(void saved.set(keyOf(one), one)),
        forget: () => Promise.resolve(0),
        receive: () => Promise.reject(new Error('not used here')),
      },
    },
    address: new URL(address),
    token,
  });
}

beforeEach(() => {
  hooks = [];
  lists = [];
  failure = null;
  saved = new Map();
  writes = [];
  configurations = [configuration('C'), configuration('S')];
  now = instant(Date.UTC(2026, 10, 21, 12));
  add(SHOP, 'all');
  start();
});

describe('the keeper of the webhooks', () => {
  it('registers every event once for a key pair that many configurations share', async () => {
    await keeper.run(false);
    expect(eventsAt(URL_NOW)).toEqual([...WEBHOOK_EVENTS]);
    expect(lists).toEqual(['s-pub-1']);
    expect(writes).toEqual([]);
  });

  it('asks again only after an hour, or when something changed', async () => {
    await keeper.run(false);
    now = plusMs(now, HOUR - 1);
    await keeper.run(false);
    expect(lists).toHaveLength(1);
    now = plusMs(now, 1);
    await keeper.run(false);
    expect(lists).toHaveLength(2);
    await keeper.run(true);
    expect(lists).toHaveLength(3);
  });

  it('registers a single event that somebody deleted', async () => {
    await keeper.run(true);
    hooks = hooks.filter((hook) => hook.event !== 'chargeback');
    await keeper.run(true);
    expect(eventsAt(URL_NOW).sort()).toEqual([...WEBHOOK_EVENTS].sort());
  });

  it('tells once that somebody deleted them, and takes it back when they stay', async () => {
    await keeper.run(true);
    hooks = hooks.filter((hook) => hook.url === SHOP);
    await keeper.run(true);
    expect(eventsAt(URL_NOW)).toHaveLength(WEBHOOK_EVENTS.length);
    expect(notices()).toEqual([['configuration.webhook-removed']]);
    expect(writes[0]).toMatchObject({ problems: { area: 'webhooks', document: 's-pub-1' } });
    await keeper.run(true);
    expect(notices()).toEqual([['configuration.webhook-removed'], []]);
    await keeper.run(true);
    expect(writes).toHaveLength(2);
  });

  it('turns that into the notice that they cannot be set up when Unzer refuses, and back', async () => {
    await keeper.run(true);
    hooks = [];
    await keeper.run(true);
    failure = REFUSED;
    await keeper.run(true);
    expect(notices()).toEqual([
      ['configuration.webhook-removed'],
      ['configuration.webhook-missing'],
    ]);
    failure = null;
    await keeper.run(true);
    expect(notices().at(-1)).toEqual([]);
  });

  it('says nothing when it moves to another address', async () => {
    await keeper.run(true);
    start('https://other.example', 'new-token');
    await keeper.run(true);
    expect(writes).toEqual([]);
  });

  it("replaces its address when the secret key changed or it moved to another host, and never touches the shop's", async () => {
    await keeper.run(true);
    start('https://abgleich.example', 'new-token');
    await keeper.run(true);
    expect(eventsAt(URL_NOW)).toEqual([]);
    start('https://other.example/portal/', 'new-token');
    await keeper.run(true);
    expect(new Set(hooks.map(({ url }) => url))).toEqual(
      new Set([SHOP, 'https://other.example/portal/hooks/unzer/new-token']),
    );
  });

  it('leaves the webhooks of another installation alone', async () => {
    const other = 'https://abgleich-test.example/hooks/unzer/abc';
    add(other, 'payment');
    await keeper.run(true);
    expect(eventsAt(other)).toEqual(['payment']);
  });

  it('says nothing of one failure of the net, a notice of two, and takes it back when it works', async () => {
    failure = UNREACHABLE;
    await keeper.run(false);
    expect(notices()).toEqual([]);
    now = plusMs(now, MINUTE);
    await keeper.run(false);
    expect(notices()).toEqual([['configuration.webhook-missing']]);
    expect(writes[0]).toMatchObject({ ref: { orderNumber: '' }, problems: { area: 'webhooks' } });
    failure = null;
    now = plusMs(now, 2 * MINUTE);
    await keeper.run(false);
    expect(notices()).toEqual([['configuration.webhook-missing'], []]);
    expect(eventsAt(URL_NOW)).toHaveLength(WEBHOOK_EVENTS.length);
  });

  it('tells a refusal at once, and waits longer and longer, at most an hour', async () => {
    failure = REFUSED;
    await keeper.run(false);
    expect(notices()).toEqual([['configuration.webhook-missing']]);
    const waits: number[] = [];
    for (let check = 0; check < 8; check += 1) {
      const next = [...saved.values()][0]?.nextCheckAt ?? now;
      waits.push((next - now) / MINUTE);
      now = next;
      await keeper.run(false);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('takes the notice back when the key pair is no longer used', async () => {
    failure = REFUSED;
    await keeper.run(false);
    configurations = [];
    await keeper.run(false);
    expect(notices()).toEqual([['configuration.webhook-missing'], []]);
    await keeper.run(false);
    expect(writes).toHaveLength(2);
  });

  it('keeps no secret: neither the private key nor its address is in what it tells', async () => {
    failure = REFUSED;
    await keeper.run(false);
    const told = JSON.stringify(writes);
    expect(told).toContain('s-pub-1');
    expect(told).not.toMatch(/s-priv|hooks\/unzer/);
  });

  it('goes on with the other key pairs when one is refused', async () => {
    configurations = [configuration('C', 's-pub-bad'), configuration('S', 's-pub-good')];
    const list = unzer.listWebhooks;
    const spoilt = ['s-pub-bad'];
    unzer.listWebhooks = (access, ctx) =>
      spoilt.includes(access.publicKey) ? Promise.reject(REFUSED) : list(access, ctx);
    await keeper.run(false);
    unzer.listWebhooks = list;
    expect(eventsAt(URL_NOW)).toHaveLength(WEBHOOK_EVENTS.length);
    expect(writes.map(({ problems }) => problems?.document)).toEqual(['s-pub-bad']);
  });
});
