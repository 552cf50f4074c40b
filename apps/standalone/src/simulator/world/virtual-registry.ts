import type { TickerOptions } from '@abgleich/scheduler';
import type { VirtualTime } from './virtual-time.js';

type Named = { readonly callOff: () => void };

/** Timers and their registry for the product's own tickers, on virtual time. */
export function virtualRegistry(
  time: VirtualTime,
  isAlive: () => boolean,
): Pick<TickerOptions, 'registry' | 'timers'> {
  const held = new Map<string, Named>();
  const end = (key: string): void => {
    held.get(key)?.callOff();
    held.delete(key);
  };
  // The registry keeps whatever the timers gave back: here only ours.
  const keep = <T>(name: string, timer: T): void => void held.set(name, timer as unknown as Named);
  const every = (run: () => void, ms: number): Named => {
    let callOff = (): void => undefined;
    const next = (): void => {
      callOff = time.after(ms, () => {
        if (!isAlive()) return;
        next();
        run();
      });
    };
    next();
    return { callOff: () => callOff() };
  };
  return {
    timers: {
      setTimeout: (run, ms): Named => ({ callOff: time.after(ms, () => isAlive() && run()) }),
      setInterval: every,
    },
    registry: {
      doesExist: (_kind, name) => held.has(name),
      addTimeout: keep,
      addInterval: keep,
      deleteTimeout: end,
      deleteInterval: end,
    },
  };
}
