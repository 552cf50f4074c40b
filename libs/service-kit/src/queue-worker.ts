import { type DomainEvent, permitsRetry } from '@abgleich/contracts';
import {
  type ConnectionId,
  type Instant,
  type OperationKind,
  type OrderNumber,
  fromIso,
  toIso,
} from '@abgleich/domain';
import type { PollInput, RecheckInput } from '@abgleich/reconciler';
import { type Ticker, type Tickers, spreadAfterWindow } from '@abgleich/scheduler';
import { FORGET_EVERY_MS, forgetOldCalls } from './forget-old-calls.js';
import { createHiddenRows } from './hidden-rows.js';
import { lookAgain, putOff } from './look-again.js';
import { createLookUpSweep } from './look-up-sweep.js';
import type { Platform } from './platform.js';
import type { Worker } from './worker-module.js';

/** How a service takes part: which queue it polls, what it does with it, which of its effects it looks up. */
export type QueueWorkerOptions = {
  readonly service: string;
  readonly procedure: 'release-queue' | 'capture-queue' | 'changed-orders';
  readonly poll: (input: PollInput) => Promise<void>;
  /** Every kind is looked up by exactly one service. */
  readonly lookUpKinds: readonly OperationKind[];
  /** Wakes orders whose next look has come; one service does it for all. */
  readonly looksAgain?: boolean;
  /** Share of the poll interval by which its first tick waits, so that the queues of one pixi are not asked at once. */
  readonly offset: number;
  /** Looks at one order again, because a person, a webhook or a look-up asks for it. */
  readonly recheck: (input: RecheckInput, why: string) => Promise<void>;
};

/** Rows asked for at once: a full page is one call for so many orders. */
const PAGE_SIZE = 100;
/** Orders worked on at once in one process. */
const ORDERS_AT_ONCE = 8;
/** Polls and rechecked orders worked on at once, and of one connection: one that hangs must leave places to all others. */
const KEYS_AT_ONCE = 256;
const KEYS_PER_CONNECTION = 4;
/** A tick that waited for longer than so many intervals says nothing any more: a newer one follows. */
const STALE_TICKS = 2;

/** A poll that comes anyway goes before: an order is woken when it is overdue by so many intervals. */
const LATE_POLLS = 1.5;

/** A lease ends shortly before the holder's next tick, so that a dead holder is replaced within two intervals and a living one keeps it. */
const LEASE_SHARE = 0.9;

function onThisMachine(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** The working loop of a service: ticks, polls, rechecks, look-ups. Rules and effects are in libs/reconciler; here is only when. */
export function createQueueWorker(platform: Platform, options: QueueWorkerOptions): Worker {
  const { service, procedure } = options;
  const log = platform.log.child({ service });
  const pollMs = platform.settings.ABGLEICH_POLL_SECONDS * 1_000;
  const polling = new Map<ConnectionId, Promise<void>>();
  const timers = new Set<() => void>();
  const later = platform.after ?? onThisMachine;
  let stopping = false;

  const after = (ms: number, run: () => void): void => {
    if (stopping) return;
    const callOff = later(Math.max(0, ms), () => {
      timers.delete(callOff);
      run();
    });
    timers.add(callOff);
  };
  const parts = platform.partsFor(service, (at) =>
    after(at - platform.clock.now(), () => void lookUps.sweep()),
  );
  const lookUps = createLookUpSweep({ platform, parts, kinds: options.lookUpKinds, log });

  const hiddenRows = createHiddenRows(platform, service);

  async function tick(now: Instant): Promise<void> {
    const active = await platform.activeConnections();
    // What waited overnight begins one connection after the other (docs/adr/0007).
    const connections = active.filter(
      ({ id }) => spreadAfterWindow(platform.window, id, { now }) === null,
    );
    const dueAt = toIso(now);
    await platform.publish(
      connections.map(({ id, organisationId }) => ({
        type: 'poll.due' as const,
        organisationId,
        connectionId: id,
        orderNumber: null,
        data: { procedure, dueAt },
      })),
    );
  }

  async function onPollDue(event: Extract<DomainEvent, { type: 'poll.due' }>): Promise<void> {
    if (event.data.procedure !== procedure) return;
    const age = platform.clock.now() - fromIso(event.data.dueAt);
    const connectionId = event.connectionId as ConnectionId; // parsed as a UUID by the contract
    if (age > STALE_TICKS * pollMs || polling.has(connectionId)) return;
    const run = poll(connectionId).finally(() => polling.delete(connectionId));
    polling.set(connectionId, run);
    await run;
  }

  async function poll(connectionId: ConnectionId): Promise<void> {
    const connection = (await platform.activeConnections()).find((one) => one.id === connectionId);
    if (!connection) return;
    const configurations = await platform.usableConfigurations(connection);
    const usable = new Set(configurations.map((one) => one.id));
    const active = (await platform.activeConfigurations?.(connection)) ?? configurations;
    const includeHidden = await hiddenRows.areDue(connectionId);
    try {
      if (procedure === 'release-queue') await platform.checkConnection(connection); // one service is enough
      await options.poll({
        parts,
        connectionId,
        includeHidden,
        isStopping: () => stopping,
        gateway: platform.gatewayFor(connection),
        configurations,
        paused: active.filter((one) => !usable.has(one.id)),
        concurrency: ORDERS_AT_ONCE,
        pageSize: PAGE_SIZE,
        onOrderFault: (orderNumber, fault) =>
          log.warn({ orderNumber, code: fault.code, fault }, 'order failed, tried again later'),
      });
      await platform.noteConnection(connection, null);
    } catch (fault) {
      if (includeHidden) hiddenRows.failed(connectionId);
      // Nothing is lost: the rows stay in the ERP's queue until the next poll.
      log.warn({ connectionId, fault }, 'poll failed, the next one tries again');
      await platform.noteConnection(connection, fault);
    }
  }

  async function onRecheck(
    event: Extract<DomainEvent, { type: 'recheck.requested' }>,
  ): Promise<void> {
    if (event.orderNumber === null) return;
    const connection = (await platform.activeConnections()).find(
      (one) => one.id === event.connectionId,
    );
    if (!connection) return putOff(platform, event);
    const configurations = await platform.usableConfigurations(connection);
    const ref = {
      organisationId: connection.organisationId,
      connectionId: connection.id,
      orderNumber: event.orderNumber as OrderNumber,
    }; // told by us, from the ERP
    const requestedAt = permitsRetry(event.data) ? fromIso(event.at) : null;
    await options.recheck(
      { parts, gateway: platform.gatewayFor(connection), configurations, ref, requestedAt },
      event.data.why,
    );
  }

  const ticking: Ticker[] = [];
  function startTicking(tickers: Tickers): void {
    const onError = (error: unknown, name: string): void =>
      log.warn({ name, error }, 'tick failed, the next one tries again');
    const common = { everyMs: pollMs, onError, random: () => options.offset };
    const tryLease = (name: string): Promise<boolean> =>
      platform.tryLease(name, pollMs * LEASE_SHARE);
    const longestMs = platform.settings.ABGLEICH_PIXI_TIMEOUT_SECONDS * 1_000;
    ticking.push(
      tickers({
        ...common,
        name: `poll:${service}`,
        window: platform.window,
        longestMs,
        tryLease,
        tick,
      }),
      tickers({ ...common, name: `look-ups:${service}`, tick: () => lookUps.sweep() }),
      ...(options.looksAgain === true
        ? [
            tickers({
              ...common,
              name: 'look-again',
              window: platform.window,
              longestMs,
              tryLease,
              tick: (now) => lookAgain(platform, { now, service, overdueMs: LATE_POLLS * pollMs }),
            }),
            tickers({
              name: 'forget-calls',
              everyMs: FORGET_EVERY_MS,
              onError,
              tryLease: (name) => platform.tryLease(name, FORGET_EVERY_MS * LEASE_SHARE),
              tick: (now) => forgetOldCalls(platform, now),
            }),
          ]
        : []),
    );
    ticking.forEach((ticker) => ticker.start());
  }

  return {
    async start(tickers) {
      await platform.transport.subscribe({
        group: service,
        types: ['poll.due', 'recheck.requested'],
        concurrency: KEYS_AT_ONCE,
        perConnection: KEYS_PER_CONNECTION,
        handle: async (event) => {
          if (event.type === 'poll.due') await onPollDue(event);
          if (event.type === 'recheck.requested') await onRecheck(event);
        },
      });
      startTicking(tickers);
    },
    async stop() {
      stopping = true;
      timers.forEach((callOff) => callOff());
      await Promise.all(ticking.map((ticker) => ticker.stop()));
      await Promise.allSettled([...polling.values(), lookUps.stop()]);
    },
  };
}
