import { MINUTE } from '@abgleich/domain';
import type { Simulation } from '../simulation.js';
import type { SimulatedProcess } from '../world/simulated-process.js';

const WINDOW_HOURS = 4;
const berlinHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** Watches that no request is at pixi between 00:00 and 04:00 in Berlin, by clocks of its own. */
export class WindowWatch {
  readonly #hours = new Map<number, boolean>();
  constructor(readonly simulation: Simulation) {}

  /** Call what it returns when the client has its answer or gave up. */
  begin(process: SimulatedProcess, what: string): () => void {
    const { time } = this.simulation;
    const from = time.now();
    const skew = Math.abs(process.skewMs);
    let over = false;
    const check = (): void => {
      if (over || !process.isAlive()) return;
      const until = time.now();
      // A machine whose clock is wrong cannot know better; it may be wrong by as much as its clock is.
      for (let at = from + skew; at <= until - skew; at += MINUTE)
        if (this.isQuiet(at)) return this.#told(process, what);
      if (until - skew >= from + skew && this.isQuiet(until - skew)) this.#told(process, what);
    };
    return () => {
      check();
      over = true;
    };
  }

  #told(process: SimulatedProcess, what: string): void {
    this.simulation.trace.violate(
      'no request is at pixi in the quiet window',
      `${process.name} ${what}`,
    );
  }

  isQuiet(at: number): boolean {
    const minute = Math.floor(at / MINUTE);
    const known = this.#hours.get(minute);
    if (known !== undefined) return known;
    const quiet = Number(berlinHour.format(at)) < WINDOW_HOURS;
    this.#hours.set(minute, quiet);
    return quiet;
  }
}
