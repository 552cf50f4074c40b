import type { ControlClient, FaultRequest } from '../control-client.js';
import type { Dice } from '../../simulator/world/dice.js';

/** What may go wrong on the way, and goes by: refusals for good are told to a person and are not of this kind. */
const KINDS = {
  pixi: ['error-500', 'fault', 'sql-message', 'timeout', 'lost-answer', 'slow', 'malformed'],
  unzer: ['error-500', 'fault', 'timeout', 'lost-answer', 'slow', 'malformed', 'rate-limit'],
  webhook: ['drop', 'duplicate', 'reorder', 'slow'],
  smtp: ['error-500', 'drop'],
} as const;
/** Longer than the product waits for an answer in these tests. */
const SLOW_MS = 4_000;

/** Bad luck of the next seconds: a kind of fault at a side, for a few requests or for a share of them. */
export function randomFault(dice: Dice): FaultRequest {
  const target = dice.weighed({ pixi: 5, unzer: 5, webhook: 2, smtp: 1 });
  const kind = dice.pick<string>(KINDS[target]);
  const often = dice.chance(0.5) ? { times: dice.between(1, 4) } : { probability: 0.1, times: 12 };
  return { target, kind, delayMs: SLOW_MS, ...often };
}

/** Until `stopped`, something goes wrong every now and then. */
export async function keepFailing(
  control: ControlClient,
  dice: Dice,
  stopped: () => boolean,
): Promise<void> {
  while (!stopped()) {
    await control.fault(randomFault(dice)).catch(() => undefined); // the sandbox is down with the product
    await new Promise((resolve) => setTimeout(resolve, dice.between(200, 1_500)));
  }
}
