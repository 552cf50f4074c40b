/** A loop that rests between beats, can be woken, and never overlaps itself. */
export type Pulse = {
  start(): void;
  /** Beats at once, or once more right after the beat that is running. */
  wake(): void;
  /** Resolves when the running beat has ended. */
  stop(): Promise<void>;
};

/** `beat` answers after how many milliseconds the next one is due and must not throw. */
export function createPulse(beat: () => Promise<number>): Pulse {
  let running: Promise<void> | null = null;
  let stopped = false;
  let woken = false;
  let endRest: (() => void) | null = null;

  async function rest(ms: number): Promise<void> {
    if (woken || stopped || ms <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endRest = null;
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      woken = false;
      await rest(await beat());
    }
  }

  return {
    start() {
      running ??= loop();
    },
    wake() {
      woken = true;
      endRest?.();
    },
    async stop() {
      stopped = true;
      endRest?.();
      await running;
    },
  };
}
