import {
  type ConfigurationId,
  type Instant,
  type JournalWrite,
  type OrderNumber,
  MINUTE,
  SECOND,
  Secret,
} from '@abgleich/domain';
import { type DomainEvent } from '@abgleich/contracts';
import { type MemoryJournal, createMemoryJournal } from '@abgleich/persistence';
import {
  type BuiltWorld,
  type InjectedFault,
  type SandboxWorld,
  createSandboxWorld,
} from '@abgleich/sandbox';
import { Judge } from './judge/judge.js';
import type { LedgerOrder, LedgerPayment } from './judge/ledgers.js';
import { WindowWatch } from './judge/window-watch.js';
import type { Plan, Trouble } from './plan.js';
import { type Dice, createDice } from './world/dice.js';
import { refOf } from './world/identities.js';
import { SimulatedProcess } from './world/simulated-process.js';
import { Trace } from './world/trace.js';
import { VirtualBus } from './world/virtual-bus.js';
import { VirtualStore } from './world/virtual-store.js';
import { VirtualTime } from './world/virtual-time.js';
import { WebhookIntake } from './world/webhook-intake.js';

export type Side = 'pixi' | 'unzer' | 'journal';
const RESTART_MS = { from: SECOND, to: 90 * SECOND } as const;
const ID_DIGITS = 12;
const SLEEP_MIN_MS = 30 * MINUTE;

/** Everything of one history: both ledgers, the journal, the messages, the processes, time and chance. */
export class Simulation {
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly dice: Dice;
  readonly world: SandboxWorld;
  readonly unzer: BuiltWorld['unzerSide'];
  readonly journal: MemoryJournal;
  readonly bus: VirtualBus;
  readonly store: VirtualStore;
  readonly judge: Judge;
  readonly windowWatch: WindowWatch;
  readonly webhooks: WebhookIntake;
  /** The order that each order of the plan became. */
  readonly orderNrs = new Map<number, number>();
  /** The payment that the shop made for each order of the plan, whatever the order says. */
  readonly paymentIds = new Map<number, string | null>();
  /** Names of the troubles that came, in their order. */
  readonly troubles: string[] = [];
  /** Effects and their outcomes so far. Looks that find nothing to do are none, whatever they note. */
  changes = 0;
  #calm = false;
  #pollSeconds: number;
  #processes: SimulatedProcess[] = [];
  #started = 0;
  #told = 0;
  #events = 0;
  readonly #counts = new Map<string, number>();
  readonly #awayUntil = new Map<Side, number>();

  constructor(readonly plan: Plan) {
    this.time = new VirtualTime(plan.beginAt);
    this.trace = new Trace(this.time);
    this.dice = createDice(plan.seed);
    this.#pollSeconds = plan.pollSeconds;
    this.webhooks = new WebhookIntake(this);
    let seeds = 0;
    const built = createSandboxWorld({
      now: () => this.time.now(),
      random: () => 0.5,
      newSeed: () => `${plan.seed}-${(seeds += 1)}`,
      deliver: (event) => this.webhooks.notify(event),
    });
    this.world = built.world;
    this.unzer = built.unzerSide;
    this.store = new VirtualStore(this.world.seed, {
      toleranceMinor: plan.toleranceMinor,
      codes: new Set(plan.orders.map(({ paymentCode }) => paymentCode)),
    });
    this.bus = new VirtualBus(this);
    this.judge = new Judge(this);
    this.windowWatch = new WindowWatch(this);
    this.journal = createMemoryJournal({
      isAlive: (owner) => this.#processes.some((one) => one.name === owner && one.isAlive()),
      onOutbox: () => this.#relay(),
      copiesOut: false,
    });
    for (let count = 0; count < plan.processes; count += 1) this.#startProcess();
  }

  /** The n-th thing of this name: names stay the same when others are taken out of the history. */
  nth(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return `${name} #${count}`;
  }

  newEventId(): string {
    this.#events += 1;
    return `00000000-0000-4000-9000-${String(this.#events).padStart(ID_DIGITS, '0')}`;
  }

  /** Whether this trouble comes over this very call, write or message. */
  meets(trouble: Trouble, id: string, factor = 1): boolean {
    if (this.#calm) return false;
    const name = `${trouble} ${id}`;
    const allowed = this.plan.troublesAllowed;
    if (allowed !== null && !allowed.has(name)) return false;
    if (allowed === null && !this.dice.of(name).chance(this.plan.trouble[trouble] * factor))
      return false;
    this.troubles.push(name);
    this.trace.count(`trouble ${trouble}`);
    return true;
  }

  isAway = (side: Side): boolean => (this.#awayUntil.get(side) ?? 0) > this.time.now();

  goAway(side: Side, forMs: number): void {
    this.#awayUntil.set(side, this.time.now() + forMs);
  }

  /** What the acquirer says to a call that moves money. */
  acquirer(
    acts: boolean,
    id: string,
    codes: { readonly declined: string; readonly pending: string },
  ): InjectedFault | null {
    if (!acts) return null;
    const code = this.meets('declined', id)
      ? codes.declined
      : this.meets('pending', id)
        ? codes.pending
        : null;
    return code === null
      ? null
      : { id: 'acquirer', kind: 'business-code', delayMs: 0, code, occurrence: 0 };
  }

  living = (): readonly SimulatedProcess[] => this.#processes.filter((one) => one.isAlive());

  /** A dead process is started anew after a while, under another name. */
  onDeath(dead: SimulatedProcess): void {
    this.bus.leave(dead);
    if (this.#calm) return;
    const wait = this.dice.of(`restart ${dead.name}`).between(RESTART_MS.from, RESTART_MS.to);
    this.time.after(wait, () => this.living().length < this.plan.processes && this.#startProcess());
  }

  #startProcess(): void {
    this.#started += 1;
    this.#processes.push(new SimulatedProcess(this, `process-${this.#started}`, this.#pollSeconds));
  }

  /** Nothing runs until then: hours in which nobody has anything to do cost nothing. */
  async sleepUntil(at: number, pollSeconds: number): Promise<void> {
    if (at - this.time.now() < SLEEP_MIN_MS)
      return this.time.pass(Math.max(0, at - this.time.now()));
    for (const one of this.living()) one.die('because nothing is to do');
    await this.time.pass(at - this.time.now());
    this.#pollSeconds = pollSeconds;
    this.#startProcess();
  }

  /** Nothing goes wrong any more; one process that takes its time goes on with the work. */
  calmDown(pollSeconds: number): void {
    this.#calm = true;
    this.#awayUntil.clear();
    this.#pollSeconds = pollSeconds;
    for (const one of this.living()) one.die('because all is restarted');
    this.#startProcess();
  }

  isCalm = (): boolean => this.#calm;

  /** Whether pixi is closed now: work waits. */
  isNight = (): boolean => this.windowWatch.isQuiet(this.time.now());

  morning(): number {
    let at: number = this.time.now();
    while (this.windowWatch.isQuiet(at)) at += MINUTE;
    return at;
  }

  plannedLooks = (): readonly number[] => this.journal.plannedLooks().map(({ at }) => at);

  paymentOf = (id: string | null): LedgerPayment | null =>
    id === null || id === '' ? null : this.world.unzer.ledger.payment(id);

  orderOf = (index: number | null): LedgerOrder | null => {
    const orderNr = index === null ? undefined : this.orderNrs.get(index);
    return orderNr === undefined ? null : (this.world.pixi.state().orders.get(orderNr) ?? null);
  };

  orders = (): readonly LedgerOrder[] => [...this.world.pixi.state().orders.values()];

  repairKeys(id: ConfigurationId): void {
    this.store.save(id, { privateKey: new Secret(this.world.seed.unzer.privateKey) });
  }

  /** Somebody in the portal presses "look again". */
  recheck(orderNr: number, at: Instant): void {
    this.bus.publish({
      id: this.newEventId(),
      version: 1,
      at: new Date(at).toISOString(),
      ...refOf(orderNr),
      traceId: 'portal',
      type: 'recheck.requested',
      data: { requestedBy: 'portal', why: 'click' },
    });
  }

  onWrite({ decision, problems, order, begin, finish }: JournalWrite): void {
    if (begin || finish) this.changes += 1;
    if (decision) this.trace.count(`reason ${decision.service} ${decision.reason}`);
    for (const { code } of problems?.open ?? []) this.trace.count(`problem ${code}`);
    if (order?.reason) this.trace.count(`state ${order.state ?? ''}`);
  }

  /** A service wrote a warning: its own mistakes break a rule, all else is part of the history. */
  onWarning(
    process: SimulatedProcess,
    facts: Readonly<Record<string, unknown>>,
    text: string,
  ): void {
    this.judge.onWarning(process.name, facts, text);
  }

  readFile = async (orderNr: number) =>
    (await this.journal.readOrders(refOf(orderNr).connectionId, [refOf(orderNr).orderNumber])).get(
      String(orderNr) as OrderNumber,
    );

  #relay(): void {
    for (const event of this.journal.outbox.slice(this.#told)) {
      this.trace.count(`event ${event.type}`);
      if (event.type === 'recheck.requested') this.bus.publish(event as unknown as DomainEvent); // what the journal writes is checked when it is delivered
    }
    this.#told = this.journal.outbox.length;
  }
}
