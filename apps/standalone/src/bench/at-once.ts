import { ORDERS_AT_ONCE } from './limits.js';

/** Runs through the items, as many at a time as a service works on. */
export async function atOnce<T>(
  items: readonly T[],
  run: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: ORDERS_AT_ONCE }, worker));
}
