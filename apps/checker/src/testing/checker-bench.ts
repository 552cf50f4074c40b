import { randomBytes, randomUUID } from 'node:crypto';
import {
  type CallContext,
  type ConfigurationId,
  type ConnectionId,
  type ErpConnection,
  type ErpGateway,
  type ErpPaymentCode,
  Fault,
  HOUR,
  type Instant,
  MINUTE,
  type OrganisationId,
  type PaymentConfiguration,
  type PaymentProvider,
  Secret,
  type ShopId,
  instant,
} from '@abgleich/domain';
import {
  type ClosableJournal,
  type PortalStore,
  type TestDatabase,
  createConfigurationStore,
  createJournal,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
} from '@abgleich/persistence';
import { createLog } from '@abgleich/service-kit';
import { type CheckLimits, type CheckPlatform, createCheckRound } from '../check-round.js';
import { BothSides } from './both-sides.js';

const HOURLY = {
  callsPerHour: 1_000,
  restMs: 10 * MINUTE,
  againMs: 24 * HOUR,
  horizonMs: 90 * 24 * HOUR,
};
const NOT_HERE = (): never => {
  throw new Error('a check only reads');
};

/** The checker's round on a real database, with two ledgers in memory, a clock that the test moves, and a count of every call. */
export class CheckerBench {
  readonly organisationId = randomUUID() as OrganisationId;
  readonly sides = new BothSides(() => this.now);
  readonly connection: ErpConnection;
  readonly configuration: PaymentConfiguration;
  readonly journal: ClosableJournal;
  readonly portal: PortalStore;
  readonly paused: string[] = [];
  readonly logLines: string[] = [];
  usable = true;
  /** Called before every read of either side. */
  beforeRead: (name: string) => Promise<void> = () => Promise.resolve();
  now: Instant = instant(Date.UTC(2026, 10, 21, 12));

  private constructor(readonly database: TestDatabase) {
    this.journal = createJournal(database.db);
    this.portal = createPortalStore(database.db);
    const connectionId = randomUUID() as ConnectionId;
    const { organisationId } = this;
    this.connection = {
      id: connectionId,
      organisationId,
      name: 'pixi live',
      endpointUrl: 'http://127.0.0.1:1/',
      database: 'db',
      username: 'u',
      password: new Secret('p'),
      active: true,
    };
    this.configuration = {
      id: randomUUID() as ConfigurationId,
      version: 1,
      organisationId,
      connectionId,
      shopId: 'DEM' as ShopId,
      paymentCode: 'C' as ErpPaymentCode,
      active: true,
      bookingCodeInvoice: 'RPZ',
      bookingCodeReturn: 'GPZ',
      xmlTag: 'CC',
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
  }

  static async start(): Promise<CheckerBench> {
    const bench = new CheckerBench(await createTestDatabase());
    const keys = { k1: randomBytes(32).toString('base64') };
    const store = createConfigurationStore(
      bench.database.db,
      createSecretBox({ keys, currentKeyId: 'k1' }),
    );
    const { organisationId: id } = bench;
    await store.saveOrganisation({ id, name: 'Haus', bookingState: 'active', bookingEndsAt: null });
    const context = { now: bench.now, savedBy: 'test', traceId: 't' };
    await store.saveConnection(bench.connection, context);
    return bench;
  }

  pass(ms: number): void {
    this.now = instant(this.now + ms);
  }

  /** One round; answers how many calls each side got. */
  async round(limits: Partial<CheckLimits> = {}, withNew = true): Promise<readonly string[]> {
    const before = this.sides.calls.length;
    const run = createCheckRound(this.#platform(), { ...HOURLY, ...limits });
    await run(this.connection, { withNew, isStopping: () => false });
    return this.sides.calls.slice(before);
  }

  async close(): Promise<void> {
    await this.journal.close();
    await this.database.drop();
  }

  #platform(): CheckPlatform {
    const provider = this.#provider();
    return {
      database: this.database.db,
      journal: this.journal,
      clock: { now: () => this.now },
      log: createLog('checker', {
        to: { write: (line: string) => void this.logLines.push(line) },
      }),
      gatewayFor: () => this.#gateway(),
      usableConfigurations: () => Promise.resolve(this.usable ? [this.configuration] : []),
      partsFor: () => ({
        journal: this.journal,
        provider,
        clock: { now: () => this.now },
        owner: 'checker-bench',
        service: 'checker',
        lookUpWaitsMs: [],
        newTraceId: () => 'trace',
        pauseConfiguration: ({ publicKey }) => Promise.resolve(void this.paused.push(publicKey)),
      }),
    };
  }

  async #read<T>(side: 'erp' | 'psp', name: string, { ctx, read }: Read<T>): Promise<T> {
    await this.beforeRead(name);
    this.sides.calls.push(name);
    const call = { side, name, startedAt: this.now, durationMs: 1, request: null, response: null };
    try {
      const found = read();
      ctx.record({ ...call, outcome: 'ok' });
      return found;
    } catch (error) {
      ctx.record({ ...call, outcome: error instanceof Fault ? error.code : 'bug' });
      throw error;
    }
  }

  #gateway(): ErpGateway {
    const { sides } = this;
    const writes = {
      release: NOT_HERE,
      setShippingLock: NOT_HERE,
      settleInvoice: NOT_HERE,
      book: NOT_HERE,
      comment: NOT_HERE,
    };
    const lists = {
      ordersAwaitingRelease: NOT_HERE,
      shippedInvoices: NOT_HERE,
      readInvoice: NOT_HERE,
      changedOrders: NOT_HERE,
      creditNotesSince: NOT_HERE,
      readAddress: NOT_HERE,
      canChangeAddress: NOT_HERE,
      shops: NOT_HERE,
      paymentMethods: NOT_HERE,
    };
    return {
      ...writes,
      ...lists,
      readOrder: (number, ctx) =>
        this.#read('erp', 'readOrder', { ctx, read: () => sides.order(number) }),
      invoicesOfOrder: (number, ctx) =>
        this.#read('erp', 'invoicesOfOrder', { ctx, read: () => sides.documents(number) }),
      readOrderLines: (number, ctx) =>
        this.#read('erp', 'readOrderLines', { ctx, read: () => sides.lines(number) }),
    };
  }

  #provider(): PaymentProvider {
    const { sides } = this;
    return {
      capture: NOT_HERE,
      reverse: NOT_HERE,
      refund: NOT_HERE,
      announceShipment: NOT_HERE,
      findTransaction: NOT_HERE,
      readDeliveryAddress: NOT_HERE,
      checkKeys: NOT_HERE,
      readPayment: (_access, id, ctx) =>
        this.#read('psp', 'readPayment', { ctx, read: () => sides.payment(id) }),
      readTransaction: (_access, ...[id, path, ctx]) =>
        this.#read('psp', 'readTransaction', { ctx, read: () => sides.transaction(id, path) }),
    };
  }
}

type Read<T> = { readonly ctx: CallContext; readonly read: () => T };
