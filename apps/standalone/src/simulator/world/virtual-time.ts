import { type Clock, type Instant, instant } from '@abgleich/domain';

type Event = { readonly at: number; readonly run: () => void; calledOff: boolean };

/**
 * Time that passes only when nothing else is left to do: everything that waits is an event, and events happen one after the
 * other, each followed by all that it sets going. The same events in the same order give the same history.
 */
export class VirtualTime implements Clock {
  #now: number;
  /** The next one is last. */
  readonly #events: Event[] = [];

  constructor(begin: number) {
    this.#now = begin;
  }

  now = (): Instant => instant(this.#now);

  /** Gives back how to call it off. */
  after = (ms: number, run: () => void): (() => void) => {
    const event = { at: this.#now + Math.max(0, Math.round(ms)), run, calledOff: false };
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1]?.at ?? 0) <= event.at) place -= 1;
    this.#events.splice(place, 0, event);
    return () => (event.calledOff = true);
  };

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets everything happen that happens within `ms`. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#events.at(-1); next && next.at <= end; next = this.#events.at(-1)) {
      this.#events.pop();
      if (next.calledOff) continue;
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = end;
  }
}

/** All promises that can go on have gone on: immediates run when no microtask is left. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
