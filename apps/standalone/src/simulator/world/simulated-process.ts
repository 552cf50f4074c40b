import { createCancelReturn } from '@abgleich/cancel-return';
import { createCapture } from '@abgleich/capture';
import { type DomainEvent, EVENT_VERSION } from '@abgleich/contracts';
import {
  type ErpConnection,
  type PaymentConfiguration,
  SECOND,
  plusMs,
  toIso,
} from '@abgleich/domain';
import { createOrderRelease } from '@abgleich/order-release';
import { createPixiGateway } from '@abgleich/pixi';
import { createQuietWindow, createTicker } from '@abgleich/scheduler';
import { type Log, type Platform, createPauses } from '@abgleich/service-kit';
import { createUnzerProvider } from '@abgleich/unzer';
import type { Simulation } from '../simulation.js';
import { pixiWire } from './pixi-wire.js';
import { processJournal } from './process-journal.js';
import { unzerWire } from './unzer-wire.js';
import { virtualRegistry } from './virtual-registry.js';

/** What merchants configured is read from memory that is at most so old, as in the product. */
const CONFIGURATION_FRESH_MS = 3 * SECOND;
const LOOK_UP_WAITS_MS = [5, 30, 120, 600].map((seconds) => seconds * SECOND);
/** The window that every history keeps; the judge has its own notion of it. */
const QUIET_WINDOW = '00:00-04:00';

/**
 * One process of the product: its three services as they are, wired as its composition root wires them, on virtual time, a virtual
 * journal and virtual ways to both other sides. It can die at every call and every write.
 */
export class SimulatedProcess {
  #isAlive = true;
  skewMs = 0;
  #traces = 0;

  constructor(
    readonly simulation: Simulation,
    readonly name: string,
    readonly pollSeconds: number,
  ) {
    const platform = this.#platform();
    const tickers = virtualRegistry(simulation.time, () => this.#isAlive);
    for (const create of [createOrderRelease, createCapture, createCancelReturn]) {
      const worker = create(platform);
      void worker.start((options) =>
        createTicker({ ...options, ...tickers, name: `${options.name}`, clock: platform.clock }),
      );
    }
    simulation.trace.add(`${name} starts`);
  }

  isAlive = (): boolean => this.#isAlive;

  die(why: string): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.simulation.trace.add(`${this.name} dies ${why}`);
    this.simulation.trace.count('crashes');
    this.simulation.onDeath(this);
  }

  #platform(): Platform {
    const { simulation } = this;
    const { time, store, bus } = simulation;
    const clock = { now: () => plusMs(time.now(), this.skewMs) };
    const window = createQuietWindow(QUIET_WINDOW);
    const journal = processJournal(simulation, this);
    const provider = createUnzerProvider({
      clock,
      requestsPerSecond: 10,
      pace: { monotonicMs: () => time.now(), wait: (ms) => time.sleep(ms) },
      send: unzerWire(simulation, this),
    });
    const gateway = createPixiGateway({
      ...store.connection,
      clock,
      window,
      requestsPerSecond: 5,
      inFlight: 1,
      readTimeoutMs: 30 * SECOND,
      writeTimeoutMs: 30 * SECOND,
      timers: { after: (ms, run) => void time.after(ms, run) },
      wire: pixiWire(simulation, this),
      connectionId: store.connection.id,
      onBadRow: (fault) =>
        simulation.trace.violate('every row is understood', JSON.stringify(fault)),
    });
    const log = silentLog((code, text) => simulation.onWarning(this, code, text));
    const pauses = createPauses({ store: store.pauses, journal, provider, clock, log });
    const fresh = this.#fresh();
    const parts: Platform['partsFor'] = (service, wakeAt) => ({
      journal,
      provider,
      clock,
      owner: this.name,
      service,
      lookUpWaitsMs: LOOK_UP_WAITS_MS,
      newTraceId: () => `${this.name}-${(this.#traces += 1)}`,
      pauseConfiguration: (configuration) => pauses.pause(configuration),
      ...(wakeAt ? { wakeAt } : {}),
    });
    const platform: Pick<
      Platform,
      | 'settings'
      | 'clock'
      | 'window'
      | 'journal'
      | 'changeCursors'
      | 'transport'
      | 'log'
      | 'after'
      | 'activeConnections'
      | 'usableConfigurations'
      | 'configurationVersion'
      | 'activeConfigurations'
      | 'gatewayFor'
      | 'partsFor'
      | 'publish'
      | 'tryLease'
      | 'noteConnection'
      | 'checkConnection'
      | 'database'
    > = {
      settings: {
        ABGLEICH_POLL_SECONDS: this.pollSeconds,
        ABGLEICH_PIXI_TIMEOUT_SECONDS: 30,
        ABGLEICH_KEEP_CALLS_DAYS: 30,
      } as Platform['settings'], // those that the workers read
      clock,
      window,
      // Only the clean-up of old records asks it by itself; there are none.
      database: {
        pool: { query: async () => ({ rows: [], rowCount: 0 }) },
      } as unknown as Platform['database'],
      journal,
      changeCursors: store.cursors,
      transport: bus.transportOf(this),
      log,
      after: (ms, run) => time.after(ms, () => this.#isAlive && run()),
      activeConnections: async () => fresh().connections,
      usableConfigurations: async () => pauses.usable(fresh().configurations),
      activeConfigurations: async () => fresh().configurations,
      configurationVersion: async (id, version) => store.version(id, version),
      gatewayFor: () => gateway,
      partsFor: parts,
      publish: async (events) =>
        events.forEach(
          (event) =>
            bus.publish({
              ...event,
              id: simulation.newEventId(),
              version: EVENT_VERSION,
              at: toIso(clock.now()),
              traceId: this.name,
            } as DomainEvent), // a head and a body of the same type
        ),
      tryLease: async (name, ttlMs) =>
        store.tryLease(name, { owner: this.name, ttlMs, now: clock.now() }),
      noteConnection: () => Promise.resolve(),
      checkConnection: () => Promise.resolve(),
    };
    return platform as Platform; // what is left out belongs to the process frame: database, metrics, secrets, registrations
  }

  /** What was read a moment ago. */
  #fresh() {
    const { time, store } = this.simulation;
    let readAt = Number.NEGATIVE_INFINITY;
    let known: {
      connections: readonly ErpConnection[];
      configurations: readonly PaymentConfiguration[];
    } = {
      connections: [],
      configurations: [],
    };
    return () => {
      if (time.now() - readAt < CONFIGURATION_FRESH_MS) return known;
      readAt = time.now();
      known = {
        connections: [store.connection],
        configurations: store.current().filter((one) => one.active),
      };
      return known;
    };
  }
}

/** Warnings are facts of the history: what a service only logs must not be a mistake of ours. */
function silentLog(
  onWarning: (facts: Readonly<Record<string, unknown>>, text: string) => void,
): Log {
  const log = {
    info: () => undefined,
    debug: () => undefined,
    warn: onWarning,
    error: onWarning,
    child: () => log,
  };
  return log as unknown as Log; // the four words of it that services use
}
