import { performance } from 'node:perf_hooks';
import {
  pollCaptureQueue,
  pollReleaseQueue,
  type PollInput,
  type ReconcilerParts,
} from '@abgleich/reconciler';
import type { Stage } from './bench-stage.js';
import { ORDERS_AT_ONCE, PAGE_SIZE } from './limits.js';
import { PortTimes } from './time-ports.js';

export type OrderNumbers = readonly number[];

/** Checks out `count` card orders (Experten) and answers their numbers. */
export async function checkOut({ control }: Stage, count: number): Promise<OrderNumbers> {
  const orders: number[] = [];
  for (let index = 0; index < count; index += 1) orders.push((await control.checkout()).orderNr);
  return orders;
}

export async function shipAll({ control }: Stage, orders: OrderNumbers): Promise<void> {
  for (const order of orders) await control.ship(order);
}

/** The services' own polls, as a tick would start them: release everything that waits, capture and settle everything that shipped. */
export function ownPolls(
  stage: Stage,
  times = new PortTimes(),
): { release(): Promise<number>; capture(): Promise<number> } {
  const { platform, connection } = stage;
  const partsFor = (service: string): ReconcilerParts => {
    const parts = platform.partsFor(service);
    return {
      ...parts,
      journal: times.time('journal', parts.journal),
      provider: times.time('unzer', parts.provider),
    };
  };
  const input = async (service: string): Promise<PollInput> => ({
    parts: partsFor(service),
    connectionId: connection.id,
    gateway: times.time('pixi', platform.gatewayFor(connection)),
    configurations: (await platform.usableConfigurations(connection)).filter(
      (one) => one.paymentCode === 'C',
    ),
    concurrency: ORDERS_AT_ONCE,
    pageSize: PAGE_SIZE,
    isStopping: () => false,
    onOrderFault: (order, fault) => {
      throw new Error(`order ${order}: ${fault.code}`, { cause: fault });
    },
  });
  const timed = async (run: () => Promise<void>): Promise<number> => {
    const start = performance.now();
    await run();
    await platform.journal.flush();
    return performance.now() - start;
  };
  return {
    release: async () => {
      const poll = await input('order-release');
      return timed(() => pollReleaseQueue(poll));
    },
    capture: async () => {
      const poll = await input('capture');
      return timed(() => pollCaptureQueue(poll));
    },
  };
}
