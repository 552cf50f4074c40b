import {
  type ConfigurationId,
  type ConnectionId,
  type ErpConnection,
  type ErpPaymentCode,
  type OrderNumber,
  type OrganisationId,
  type PaymentConfiguration,
  type PaymentPolicy,
  type ShopId,
  Fault,
  Secret,
} from '@abgleich/domain';
import { createMemoryChangeCursors, createMemoryJournal } from '@abgleich/persistence';
import {
  CRASH_POINTS,
  type CrashPoint,
  type PollInput,
  type ReconcilerParts,
  lookUp,
  pollCaptureQueue,
  createChangePoll,
  pollReleaseQueue,
  recheckCancelReturn,
  recheckCapture,
  recheckRelease,
} from '@abgleich/reconciler';
import { createLog, lookAgain } from '@abgleich/service-kit';
import { fakeGateway } from './fake-gateway.js';
import { fakeProvider } from './fake-provider.js';
import { FakeWorld } from './fake-world.js';

/** The one configuration that the runner's orders fall under. */
export const configuration: PaymentConfiguration = {
  id: 'c0000000-0000-4000-8000-000000000001' as ConfigurationId,
  version: 1,
  organisationId: 'a0000000-0000-4000-8000-000000000001' as OrganisationId,
  connectionId: 'b0000000-0000-4000-8000-000000000001' as ConnectionId,
  shopId: 'DEM' as ShopId,
  paymentCode: 'C' as ErpPaymentCode,
  active: true,
  bookingCodeInvoice: 'RPZ',
  bookingCodeReturn: 'GPZ',
  xmlTag: 'CARD',
  publicKey: 's-pub-1',
  privateKey: new Secret('s-priv-1'),
  providerUrl: null,
  policy: {
    mode: 'expert',
    toleranceMinor: 2,
    graceHours: 24,
    settleInvoiceAfterReceipt: false,
    warnBeforeExpiryDays: null,
  },
};
const another: PaymentConfiguration = {
  ...configuration,
  id: 'c0000000-0000-4000-8000-000000000002' as ConfigurationId,
  paymentCode: 'W' as ErpPaymentCode,
};
const OPERATION_KINDS = [...new Set(CRASH_POINTS.map((point) => point.split('.')[0] ?? ''))];
const WAITS_MS = [1_000, 5_000];

const quietLog = createLog('flows', { level: 'error' });

export class Crash extends Error {}

/** The real flows on a small world with memory: one "process" that can die at any step and start again on the same journal. */
export class Runner {
  readonly journal = createMemoryJournal();
  readonly faults: string[] = [];
  #crashAt: CrashPoint | null = null;
  #process = 1;
  /** On a world that is there already it is a product whose memory is lost. */
  constructor(readonly world = new FakeWorld()) {}
  readonly #cursors = createMemoryChangeCursors();
  #pollChanges = createChangePoll(this.#cursors);
  #heard = 0;
  mode: 'expert' | 'standard' = 'expert';
  /** What the configuration says besides the mode, where it is not the usual. */
  policy: Partial<PaymentPolicy> = {};
  /** Its configuration is active and its keys work. */
  configured = true;
  /** Unzer refuses its keys: it is paused, while another one works. */
  refused = false;
  /** The process is about to end. */
  stopping = false;

  crashAt(point: CrashPoint): void {
    this.#crashAt = point;
  }

  /** One poll of both queues and one round of look-ups; a crash ends it like a kill: nothing after it runs. */
  async turn(): Promise<void> {
    try {
      await pollReleaseQueue(this.#poll('order-release'));
      await this.#sweep();
      await this.pollInvoices();
      await this.#sweep();
      await this.pollChanges();
      await this.#sweep();
      await this.#wake();
    } catch (error) {
      if (error instanceof Fault)
        this.faults.push(error.code); // a list: the next poll tries again
      else if (!(error instanceof Crash)) throw error;
      else this.#process += 1;
      this.#pollChanges = createChangePoll(this.#cursors);
    }
    await this.journal.flush();
    this.world.pass(10_000);
  }

  /** Only what polls for cancelled and returned goods; a turn does it last. */
  pollChanges = (): Promise<unknown> => this.#pollChanges(this.#poll('cancel-return'));

  /** Only what takes the money for shipped invoices; a turn does it, too. */
  pollInvoices = (): Promise<unknown> => pollCaptureQueue(this.#poll('capture'));

  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) await this.turn();
  }

  #poll(service: string) {
    return {
      parts: this.#parts(service),
      connectionId: configuration.connectionId,
      gateway: fakeGateway(this.world),
      ...this.#inUse(),
      isStopping: () => this.stopping,
      concurrency: 4,
      pageSize: 50,
      onOrderFault: (order: OrderNumber, fault: { code: string; cause?: unknown }) => {
        if (fault.cause instanceof Crash) throw fault.cause;
        this.faults.push(`${order} ${fault.code}`);
      },
    };
  }

  #inUse(): Pick<PollInput, 'configurations' | 'paused'> {
    if (!this.configured) return { configurations: [] };
    const one = this.#configuration();
    return this.refused ? { configurations: [another], paused: [one] } : { configurations: [one] };
  }

  /** Another process goes on: what the first one kept in its memory is lost. */
  restart(): void {
    this.#process += 1;
    this.#pollChanges = createChangePoll(this.#cursors);
  }

  #configuration = (): PaymentConfiguration => ({
    ...configuration,
    policy: { ...configuration.policy, ...this.policy, mode: this.mode },
  });

  #parts(service: string): ReconcilerParts {
    let serial = 0;
    return {
      journal: this.journal,
      provider: fakeProvider(this.world),
      clock: this.world,
      owner: `process-${this.#process}`,
      service,
      lookUpWaitsMs: WAITS_MS,
      newTraceId: () => `trace-${(serial += 1)}`,
      pauseConfiguration: () => Promise.resolve(),
      atStep: (step) => {
        if (step !== this.#crashAt) return;
        this.#crashAt = null;
        throw new Crash(step);
      },
    };
  }

  /** Orders whose time has come, and everything that asks for another look: as the services hear it. */
  async #wake(): Promise<void> {
    const { connectionId, organisationId } = configuration;
    const connection = { id: connectionId, organisationId } as ErpConnection; // all that is asked for
    const platform = {
      journal: this.journal,
      activeConnections: () => Promise.resolve([connection]),
      log: quietLog,
    };
    await lookAgain(platform, { now: this.world.now(), service: 'test', overdueMs: 0 });
    const events = this.journal.outbox.slice(this.#heard);
    this.#heard += events.length;
    for (const { type, orderNumber } of events) {
      if (type !== 'recheck.requested' || orderNumber === null) continue;
      const { gateway, configurations } = this.#poll('recheck');
      const ref = { organisationId, connectionId, orderNumber: orderNumber as OrderNumber };
      const input = { gateway, configurations, ref, requestedAt: null };
      for (const recheck of [recheckRelease, recheckCapture, recheckCancelReturn])
        await recheck({ ...input, parts: this.#parts('recheck') });
    }
  }

  async #sweep(): Promise<void> {
    const now = this.world.now();
    const filter = {
      now,
      staleBefore: now,
      kinds: OPERATION_KINDS,
      limit: 100,
    };
    for (const operation of await this.journal.operationsToLookUp(filter)) {
      await lookUp({
        parts: this.#parts('sweep'),
        gateway: fakeGateway(this.world),
        configuration: this.#configuration(),
        operation,
      });
    }
  }
}
