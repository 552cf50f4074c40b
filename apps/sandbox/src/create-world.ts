import { createCallLog, type CallLog } from './kernel/calls.js';
import type { Now, Random } from './kernel/clock.js';
import { createFaultRegistry, type FaultRegistry } from './kernel/faults.js';
import { createMailbox, type KeptMail } from './kernel/mailbox.js';
import { createMemoryStore, type Store } from './kernel/store.js';
import type { SandboxWorld } from './control/sandbox-world.js';
import { createPixiLedger } from './pixi/ledger/pixi-ledger.js';
import { createPixiEngine } from './pixi/pixi-engine.js';
import { sandboxSeed, type SandboxSeed } from './seed.js';
import type { LedgerWebhook, UnzerEvent } from './unzer/ledger-state.js';
import { createUnzerSide, type UnzerSide } from './unzer/unzer-side.js';

/** Requests older than the last ten thousand are forgotten. */
const CALLS_MAX = 10_000;

export type WorldOptions = {
  readonly now: Now;
  readonly random: Random;
  /** Not opened yet; the memory store when left out. */
  readonly store?: Store | undefined;
  readonly seed?: SandboxSeed | undefined;
  /** Where Unzer's ids come from; random unless a run must be repeatable. */
  readonly newSeed?: (() => string) | undefined;
  readonly webhookHosts?: readonly string[] | undefined;
  /** Takes Unzer's events instead of the registered webhooks. */
  readonly deliver?: ((event: UnzerEvent) => void) | undefined;
};
/** A world with what the servers and the process need on top. */
export type BuiltWorld = {
  readonly world: SandboxWorld;
  readonly unzerSide: UnzerSide;
  readonly store: Store;
  readonly receive: (mail: KeptMail) => void;
};

/** Both ledgers, wired to one store, one clock and one source of randomness; no network, nothing runs by itself. */
export function createSandboxWorld(options: WorldOptions): BuiltWorld {
  const { now, random, seed = sandboxSeed } = options;
  const store = options.store ?? createMemoryStore();
  const faults = createFaultRegistry({ random });
  const calls = createCallLog({ max: CALLS_MAX });
  const ledger = createPixiLedger(seed.pixi.master);
  const run = store.attach('pixi', ledger);
  const pixi = createPixiEngine({ state: ledger.state, run, now });
  const mailbox = createMailbox();
  const receive = store.attach('mails', mailbox);
  const keyPairs = [{ ...seed.unzer, merchantName: seed.pixi.master.shops[0]?.name ?? '' }];
  const unzerSide = createUnzerSide({
    store,
    faults,
    calls,
    now,
    keyPairs,
    ...(options.newSeed === undefined ? {} : { newSeed: options.newSeed }),
    ...(options.deliver === undefined ? {} : { deliver: options.deliver }),
    ...(options.webhookHosts === undefined ? {} : { webhookHosts: options.webhookHosts }),
  });
  const unzer = unzerSide.books;
  const world: SandboxWorld = {
    seed,
    now,
    random,
    pixi,
    unzer,
    faults,
    calls,
    mails: mailbox,
    reset: () => resetWorld({ store, faults, calls, pixi, unzer }),
  };
  return { world, unzerSide, store, receive };
}

function resetWorld({
  store,
  faults,
  calls,
  pixi,
  unzer,
}: Pick<SandboxWorld, 'pixi' | 'unzer'> & {
  store: Store;
  faults: FaultRegistry;
  calls: CallLog;
}): void {
  const webhooks = unzer.ledger.webhooks();
  store.reset();
  faults.clear();
  calls.clear();
  pixi.setDialect({});
  // An app registers its webhooks once, at its start: a reset of the ledgers must not make Unzer silent.
  for (const { publicKey, url, events } of registrations(webhooks))
    unzer.book({ kind: 'register-webhooks', publicKey, url, events });
}

function registrations(webhooks: readonly LedgerWebhook[]) {
  const groups = new Map<string, { publicKey: string; url: string; events: string[] }>();
  for (const { publicKey, url, event } of webhooks) {
    const group = groups.get(`${publicKey} ${url}`);
    if (group) group.events.push(event);
    else groups.set(`${publicKey} ${url}`, { publicKey, url, events: [event] });
  }
  return groups.values();
}
