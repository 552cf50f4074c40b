import type { DomainEvent } from '@abgleich/contracts';
import type { EventHandler } from '@abgleich/messaging';
import type { Tickers } from '@abgleich/scheduler';
import type { Platform, Worker } from '@abgleich/service-kit';

/** Tickers that never tick: the test alone says when. */
const noTickers: Tickers = () => ({ start: () => undefined, stop: () => Promise.resolve() });

/** A service's worker on a platform, its events handed in directly, as often as the test wants: no inbox, no group, no order. */
export type HandFed = {
  deliver(event: DomainEvent): Promise<void>;
  stop(): Promise<void>;
};

/** Starts `create`'s worker and catches its subscription instead of giving it to the transport. */
export async function handFed(
  platform: Platform,
  create: (platform: Platform) => Worker,
): Promise<HandFed> {
  const handlers: EventHandler[] = [];
  const { transport } = platform;
  const worker = create({
    ...platform,
    transport: {
      start: () => transport.start(),
      stop: () => transport.stop(),
      nudge: () => transport.nudge(),
      subscribe: async ({ handle }) => {
        handlers.push(handle);
      },
    },
  });
  await worker.start(noTickers);
  return {
    deliver: async (event) => {
      for (const handle of handlers) await handle(event, { attempt: 1 });
    },
    stop: () => worker.stop(),
  };
}
