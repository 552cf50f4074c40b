import {
  type ErpGateway,
  type Instant,
  type Operation,
  type OperationKind,
  type OrderRef,
  type PaymentConfiguration,
  type Fault,
  MINUTE,
  SECOND,
  instant,
  isFault,
  plusMs,
} from '@abgleich/domain';
import {
  CRASH_POINTS,
  type CrashPoint,
  type PollInput,
  type ReconcilerParts,
  lookUp,
  pollCaptureQueue,
  pollReleaseQueue,
  recheckCapture,
  recheckRelease,
} from '@abgleich/reconciler';
import { type History } from './history.js';
import { createLink } from './link.js';
import { processJournal } from './process-journal.js';
import { sandboxGateway } from './sandbox-gateway.js';
import { sandboxProvider } from './sandbox-provider.js';

type Service = 'order-release' | 'capture';
const SERVICES = ['order-release', 'capture'] as const satisfies readonly Service[];

/** Which effects each service looks up, as its composition says. */
const LOOK_UP_KINDS: Readonly<Record<Service, readonly OperationKind[]>> = {
  'order-release': ['release', 'lock', 'unlock'],
  capture: ['capture', 'settlement', 'comment'],
};
const POLL_MS = 45 * SECOND;
const STALE_AFTER_MS = 5 * MINUTE;
const LOOK_UP_WAITS_MS = [5, 30, 120, 600].map((seconds) => seconds * SECOND);

class Crash extends Error {}

/** One process of the product on a history: both services, their ticks, look-ups and rechecks. It can die at any step. */
export class HistoryProcess {
  #isAlive = true;
  #skewMs = 0;
  #traces = 0;
  readonly #parts: ReconcilerParts;
  readonly #gateway: ErpGateway;
  readonly #polling = new Set<Service>();
  readonly #sweeping = new Set<Service>();

  constructor(
    readonly history: History,
    readonly name: string,
    readonly crashAt: CrashPoint | null,
  ) {
    const { time, dice, log, world, judge, journal } = history;
    const isAlive = (): boolean => this.#isAlive;
    const link = createLink({ time, dice, log, weather: () => history.weather, isAlive });
    this.#gateway = sandboxGateway({ world, link, judge });
    this.#parts = {
      journal: processJournal({
        shared: journal,
        time,
        dice,
        isAlive,
        note: (line) => log.add(`${name} ${line}`),
        outage: () => history.outage,
      }),
      provider: sandboxProvider({ world, link, judge, dice, odds: () => history.odds }),
      clock: { now: () => plusMs(time.now(), this.#skewMs) },
      owner: name,
      service: name,
      lookUpWaitsMs: LOOK_UP_WAITS_MS,
      newTraceId: () => `${name}-${(this.#traces += 1)}`,
      pauseConfiguration: () => Promise.resolve(),
      atStep: (step) => this.#atStep(step),
      wakeAt: (at) =>
        time.after(at - this.#parts.clock.now(), () => SERVICES.forEach((one) => this.#sweep(one))),
    };
    SERVICES.forEach((service, index) => this.#tick(service, dice.between(0, POLL_MS) + index));
  }

  isAlive = (): boolean => this.#isAlive;

  die(why: string): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.history.log.add(`${this.name} dies ${why}`);
    this.history.replace(this);
  }

  /** Its clock is set right, or wrong. */
  jump(ms: number): void {
    this.#skewMs = ms;
    this.history.log.add(`${this.name} clock ${ms} ms off`);
  }

  recheck(service: Service, of: { ref: OrderRef; requestedAt: Instant | null; why: string }): void {
    const input = {
      parts: this.#parts,
      gateway: this.#gateway,
      configurations: this.history.configurations,
      ...of,
    };
    if (service === 'order-release' && of.why === 'look-up:settlement') return;
    if (service === 'capture' && /^look-up:(release|lock|unlock)$/.test(of.why)) return;
    const run = service === 'order-release' ? recheckRelease : recheckCapture;
    this.#watched(`recheck ${service} ${of.ref.orderNumber}`, run(input));
  }

  #atStep(step: CrashPoint): void {
    if (step !== this.crashAt || !this.history.mayCrash) return;
    this.die(`at ${step}`);
    throw new Crash(step);
  }

  #tick(service: Service, inMs: number): void {
    this.history.time.after(inMs, () => {
      if (!this.#isAlive) return;
      this.#poll(service);
      this.#sweep(service);
      this.#tick(service, this.history.pollMs + this.history.dice.between(0, SECOND));
    });
  }

  #poll(service: Service): void {
    if (this.#polling.has(service)) return;
    this.#polling.add(service);
    const input: PollInput = {
      parts: this.#parts,
      connectionId: this.history.connectionId,
      gateway: this.#gateway,
      configurations: this.history.configurations,
      concurrency: 3,
      pageSize: 20,
      onOrderFault: (order, fault) => this.#noteFault(`order ${order}`, fault),
    };
    const run = service === 'order-release' ? pollReleaseQueue : pollCaptureQueue;
    const done = run(input).finally(() => this.#polling.delete(service));
    this.#watched(`poll ${service}`, done);
  }

  #sweep(service: Service): void {
    if (!this.#isAlive || this.#sweeping.has(service)) return;
    this.#sweeping.add(service);
    const done = this.#lookUps(service).finally(() => this.#sweeping.delete(service));
    this.#watched(`look-ups ${service}`, done);
  }

  async #lookUps(service: Service): Promise<void> {
    const now = this.#parts.clock.now();
    const due = await this.#parts.journal.operationsToLookUp({
      now,
      staleBefore: instant(now - STALE_AFTER_MS),
      kinds: LOOK_UP_KINDS[service],
      limit: 50,
    });
    await Promise.all(due.map((one) => this.#lookUpOne(one)));
  }

  async #lookUpOne(operation: Operation & OrderRef): Promise<void> {
    const { connectionId, orderNumber } = operation;
    const file = (await this.#parts.journal.readOrders(connectionId, [orderNumber])).get(
      orderNumber,
    );
    const configuration: PaymentConfiguration | undefined = this.history.configurations.find(
      (one) => one.id === file?.order.configurationId,
    );
    if (!configuration) return;
    this.history.log.add(`look up ${operation.kind} ${operation.document} of ${orderNumber}`);
    await lookUp({ parts: this.#parts, gateway: this.#gateway, configuration, operation });
  }

  #watched(what: string, run: Promise<void>): void {
    run.catch((error: unknown) => {
      if (error instanceof Crash) return;
      if (isFault(error)) return this.#noteFault(what, error);
      this.history.log.violate('nothing but faults is thrown', `${what}: ${String(error)}`);
    });
  }

  #noteFault(what: string, fault: Fault): void {
    if (fault.cause instanceof Crash) throw fault.cause;
    this.history.log.add(`${this.name} ${what} failed: ${fault.code} ${fault.kind}`);
    const strange = fault.kind === 'bug' && !this.history.isBugExpected(fault);
    if (strange)
      this.history.log.violate(
        'no bug is thrown',
        `${what}: ${JSON.stringify(fault.params)} ${String(fault.cause)}`,
      );
  }
}

/** A step at which a process may die. */
export const anyCrashPoint = (pick: (points: readonly CrashPoint[]) => CrashPoint): CrashPoint =>
  pick(CRASH_POINTS);
