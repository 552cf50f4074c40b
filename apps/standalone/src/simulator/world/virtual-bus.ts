import type { DomainEvent } from '@abgleich/contracts';
import { SECOND } from '@abgleich/domain';
import {
  type Lanes,
  type Parcel,
  type Subscription,
  type Transport,
  ATTEMPTS_MAX,
  SILENT_LOG,
  createDelivery,
  createLanes,
  placesOf,
  retryDelayMs,
} from '@abgleich/messaging';
import { eventKey } from '@abgleich/contracts';
import type { Simulation } from '../simulation.js';
import type { SimulatedProcess } from './simulated-process.js';

type Entry = { readonly parcel: Parcel; readonly id: string; readonly letter: Letter };
/** An event on its way to one group. It stays until one member has finished it. */
type Letter = {
  readonly group: string;
  readonly parcel: Parcel;
  readonly id: string;
  done: boolean;
  with: SimulatedProcess | null;
};
type Member = { readonly process: SimulatedProcess; readonly lanes: Lanes<Entry> };

const TICK = 'poll.due';
const RELAY_MAX_MS = 2 * SECOND;
/** A broker takes so long to notice that a member is gone. */
const REBALANCE_MS = { from: 3 * SECOND, to: 45 * SECOND } as const;
const LATE_MS = { from: 10 * SECOND, to: 240 * SECOND } as const;

/**
 * Messages between the services, as Kafka carries them: at least once, a key's messages to one member of a group, again when the member
 * is gone, at times twice or late. Order of work and patience are the product's own.
 */
export class VirtualBus {
  readonly #groups = new Map<string, { types: readonly string[]; members: Member[] }>();
  readonly parked: string[] = [];
  #unfinished = 0;

  constructor(readonly simulation: Simulation) {}

  /** Messages that nobody has finished yet; the ticks of the clock are none. */
  unfinished = (): number => this.#unfinished;

  publish(event: DomainEvent): void {
    const { type, orderNumber } = event;
    const about =
      type === 'recheck.requested'
        ? event.data.why
        : type === 'poll.due'
          ? event.data.procedure
          : '';
    for (const [group, { types }] of this.#groups) {
      if (!types.includes(type)) continue;
      const id = this.simulation.nth(`message ${type} ${orderNumber ?? ''} ${about} to ${group}`);
      const parcel: Parcel = {
        key: eventKey(event),
        type,
        organisationId: event.organisationId,
        event,
        deadLetter: null,
      };
      const letter: Letter = { group, parcel, id, done: false, with: null };
      if (type !== TICK) this.#unfinished += 1;
      this.#deliver(letter, this.#delayOf(letter));
      if (this.simulation.meets('message-twice', id)) this.#deliverAgain(letter);
    }
  }

  /** The transport of one process. */
  transportOf(process: SimulatedProcess): Transport {
    return {
      subscribe: async (subscription) => this.#join(process, subscription),
      start: async () => undefined,
      nudge: () => undefined,
      stop: async () => undefined,
    };
  }

  /** What it had not finished goes to another one. */
  leave(process: SimulatedProcess): void {
    for (const group of this.#groups.values())
      group.members = group.members.filter((one) => one.process !== process);
    for (const letter of this.#held.filter((one) => one.with === process && !one.done)) {
      const { from, to } = REBALANCE_MS;
      this.#deliver(letter, this.simulation.dice.of(`${letter.id} again`).between(from, to));
    }
    this.#held = this.#held.filter((one) => one.with !== process && !one.done);
  }

  #held: Letter[] = [];
  /** Nobody is there to take them. */
  #waiting: Letter[] = [];

  #delayOf({ id }: Letter): number {
    const dice = this.simulation.dice.of(id);
    return this.simulation.meets('message-late', id)
      ? dice.between(LATE_MS.from, LATE_MS.to)
      : dice.between(1, RELAY_MAX_MS);
  }

  #deliver(letter: Letter, inMs: number): void {
    this.simulation.time.after(inMs, () => {
      const members = this.#groups.get(letter.group)?.members ?? [];
      if (members.length === 0) return void this.#waiting.push(letter);
      const member = members[this.#placeOf(letter, members.length)];
      if (member === undefined) return;
      letter.with = member.process;
      if (!this.#held.includes(letter)) this.#held.push(letter);
      member.lanes.add(letter.parcel.key, { ...letter, letter });
    });
  }

  /** Somebody who should no longer have it works on it, too: at the same time, or long after. */
  #deliverAgain(letter: Letter): void {
    const dice = this.simulation.dice.of(`${letter.id} twice`);
    const isSoon = dice.chance(0.6);
    this.simulation.time.after(dice.between(1, isSoon ? 3 * RELAY_MAX_MS : LATE_MS.to), () => {
      const members = this.#groups.get(letter.group)?.members ?? [];
      if (members.length === 0) return;
      dice.pick(members).lanes.add(letter.parcel.key, { ...letter, letter });
    });
  }

  /** As long as the members stay the same, a key's messages go to the same one. */
  #placeOf({ parcel }: Letter, members: number): number {
    return this.simulation.dice.of(`place ${parcel.key}`).between(0, members - 1);
  }

  #join(process: SimulatedProcess, subscription: Subscription): void {
    const delivery = createDelivery({
      subscription,
      attemptsMax: ATTEMPTS_MAX,
      retryDelayMs: (attempt) => retryDelayMs(attempt, () => 0.5),
      park: async ({ key, type, error, group }) => {
        this.simulation.trace.add(`parked for ${group}: ${type} ${key.split('/').at(-1)} ${error}`);
        this.parked.push(`${group} ${type} ${key.split('/').at(-1)}`);
      },
      log: SILENT_LOG,
    });
    const lanes = createLanes<Entry>({
      ...placesOf(subscription),
      after: (ms, run) => this.simulation.time.after(ms, () => process.isAlive() && run()),
      work: async ({ parcel, letter }, attempt) => {
        const outcome = await delivery.attempt({ ...parcel }, attempt);
        if (outcome === 'done' && !letter.done) {
          letter.done = true;
          if (parcel.type !== TICK) this.#unfinished -= 1;
          this.#held = this.#held.filter((one) => one !== letter);
        }
        return outcome;
      },
    });
    const group = this.#groups.get(subscription.group) ?? {
      types: subscription.types,
      members: [],
    };
    group.members.push({ process, lanes });
    this.#groups.set(subscription.group, group);
    const waiting = this.#waiting.filter((one) => one.group === subscription.group);
    this.#waiting = this.#waiting.filter((one) => one.group !== subscription.group);
    for (const letter of waiting) this.#deliver(letter, this.#delayOf(letter));
  }
}
