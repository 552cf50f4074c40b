import {
  type ConfigurationId,
  type ConnectionId,
  type ErpPaymentCode,
  type Fault,
  type Instant,
  type OrderNumber,
  type OrderRef,
  type OrganisationId,
  type PaymentConfiguration,
  MINUTE,
  SECOND,
  Secret,
} from '@abgleich/domain';
import { type MemoryJournal, createMemoryJournal } from '@abgleich/persistence';
import { type SandboxWorld, createSandboxWorld, seededRandom } from '@abgleich/sandbox';
import { type Dice, createDice } from './dice.js';
import { HistoryLog } from './history-log.js';
import { HistoryProcess, anyCrashPoint } from './history-process.js';
import { Judge } from './judge.js';
import { FINE, type Weather } from './link.js';
import { VirtualTime } from './virtual-time.js';

const TOLERANCE_MINOR = 2;
const RESTART_MAX_MS = 90 * SECOND;
const POLL_RESTING_MS = 2 * MINUTE;
const POLL_MS = 45 * SECOND;

/** Everything of one history: both ledgers, the journal, the processes, time and chance. */
export class History {
  readonly time = new VirtualTime();
  readonly log = new HistoryLog(this.time);
  readonly dice: Dice;
  readonly world: SandboxWorld;
  readonly judge: Judge;
  readonly journal: MemoryJournal;
  readonly connectionId = 'b0000000-0000-4000-8000-000000000001' as ConnectionId;
  readonly organisationId = 'a0000000-0000-4000-8000-000000000001' as OrganisationId;
  readonly configurations: readonly PaymentConfiguration[];
  weather: Weather = FINE;
  odds = { pending: 0, declined: 0 };
  outage = 0;
  mayCrash = true;
  pollMs = POLL_MS;
  #processes: HistoryProcess[] = [];
  #named = 0;
  #told = 0;

  constructor(readonly seed: number) {
    const random = seededRandom(seed);
    this.dice = createDice(random);
    let ids = 0;
    this.world = createSandboxWorld({
      now: () => this.time.now(),
      random,
      newSeed: () => `seed-${(ids += 1)}`,
    }).world;
    this.judge = new Judge({ world: this.world, log: this.log, toleranceMinor: TOLERANCE_MINOR });
    this.journal = createMemoryJournal({
      isAlive: (owner) => this.#processes.some((one) => one.name === owner && one.isAlive()),
      onOutbox: () => this.#deliverRechecks(),
    });
    this.configurations = this.#configurationsOfSeed();
  }

  living = (): readonly HistoryProcess[] => this.#processes.filter((one) => one.isAlive());

  startProcess(): void {
    const crashAt = this.dice.chance(0.4)
      ? anyCrashPoint((points) => this.dice.pick(points))
      : null;
    this.#named += 1;
    this.#processes.push(new HistoryProcess(this, `process-${this.#named}`, crashAt));
  }

  /** A dead process is started anew after a while, under another name. */
  replace(_dead: HistoryProcess): void {
    this.time.after(this.dice.between(SECOND, RESTART_MAX_MS), () => this.startProcess());
  }

  refOf = (orderNr: number): OrderRef => ({
    organisationId: this.organisationId,
    connectionId: this.connectionId,
    orderNumber: String(orderNr) as OrderNumber,
  });

  /** Both services hear of it, each at its own time and in any process; some hear it twice. */
  requestRecheck(ref: OrderRef, requestedAt: Instant | null, why: string): void {
    const times = this.dice.chance(0.1) ? 2 : 1;
    for (const service of ['order-release', 'capture'] as const)
      for (let time = 0; time < times; time += 1)
        this.time.after(this.dice.between(50, 4 * SECOND), () => {
          const living = this.living();
          if (living.length > 0) this.dice.pick(living).recheck(service, { ref, requestedAt, why });
        });
  }

  /** A late outcome that contradicts what a look-up found is reported as a bug; the payment itself stays the truth. */
  isBugExpected = (fault: Fault): boolean => 'toldToBe' in fault.params;

  #deliverRechecks(): void {
    for (const event of this.journal.outbox.slice(this.#told)) {
      if (event.type !== 'recheck.requested' || event.orderNumber === null) continue;
      const why = String(event.data['why']);
      this.requestRecheck(this.refOf(Number(event.orderNumber)), null, why);
    }
    this.#told = this.journal.outbox.length;
  }

  /** Nothing goes wrong any more. */
  calmDown(): void {
    this.weather = FINE;
    this.odds = { pending: 0, declined: 0 };
    this.outage = 0;
    this.mayCrash = false;
    this.pollMs = POLL_RESTING_MS;
    this.living().forEach((one) => one.jump(0));
  }

  #configurationsOfSeed(): readonly PaymentConfiguration[] {
    const { configurations, unzer, bookingEvents } = this.world.seed;
    const used = configurations.filter((one) => one.shopId === 'DEM');
    return used
      .map((one, index): PaymentConfiguration => ({
        id: `c0000000-0000-4000-8000-00000000000${index}` as ConfigurationId,
        version: 1,
        organisationId: this.organisationId,
        connectionId: this.connectionId,
        shopId: one.shopId as PaymentConfiguration['shopId'],
        paymentCode: one.paymentCode as ErpPaymentCode,
        active: true,
        bookingCodeInvoice: bookingEvents.invoice,
        bookingCodeReturn: bookingEvents.creditNote,
        xmlTag: one.xmlTag,
        publicKey: unzer.publicKey,
        privateKey: new Secret(unzer.privateKey),
        providerUrl: null,
        policy: {
          mode: one.mode === 'standard' ? 'standard' : 'expert',
          toleranceMinor: TOLERANCE_MINOR,
          graceHours: 24,
          settleInvoiceAfterReceipt: false,
        },
      }))
      .filter((one) => ['C', 'S', 'W', 'I'].includes(one.paymentCode));
  }
}
