import { SECOND } from '@abgleich/domain';
import type { Simulation } from '../simulation.js';
import type { SimulatedProcess } from './simulated-process.js';

export type LinkCall = {
  readonly side: 'pixi' | 'unzer';
  readonly name: string;
  readonly effect: 'read' | 'act';
  readonly about: string;
};
/** What the client sees. */
export type Outcome<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'no-answer'; readonly reason: 'timeout' | 'cut' };

/** How the server takes a call: as usual, or it refuses to work and does nothing, or its answer is spoiled on the way. */
export type Served = 'well' | 'busy' | 'garbled';
export type Serve<T> = (how: Served, id: string) => { readonly value: T; readonly word: string };

/** After this the client gives up, as the product's clients do. */
export const CLIENT_TIMEOUT_MS = 30 * SECOND;
/** The latest moment at which a request that was sent is still executed: pixi's web server ends it, Unzer's acquirers may queue it. */
const LATEST_MS = { pixi: 110 * SECOND, unzer: 600 * SECOND } as const;
const TRAVEL_MAX_MS = 900;

/** Effects are few and reads are many; where it hurts, it happens so much more often. */
const ACTS_TROUBLED = 2.5;
const WAITING_CRASHES = 10;
const TROUBLES = ['not-sent', 'lost', 'answer-lost', 'late', 'busy', 'garbled'] as const;

/**
 * One call of one process on its way to the other side and back. A dead process hears no answer, but what it has sent is on its way.
 * It can die before the call leaves, and after the other side acted.
 */
export function send<T>(
  { simulation, process }: { simulation: Simulation; process: SimulatedProcess },
  call: LinkCall,
  serve: Serve<T>,
): Promise<Outcome<T>> {
  const { time, trace, dice } = simulation;
  const id = simulation.nth(`${call.side}.${call.name} ${call.about}`);
  const chance = dice.of(`call ${id}`);
  return new Promise((resolve) => {
    if (!process.isAlive()) return;
    const more = call.effect === 'act' ? ACTS_TROUBLED : 1;
    if (simulation.meets('crash-before', id, more)) return process.die(`before ${id}`);
    const hear = (ms: number, outcome: () => Outcome<T>): void =>
      void time.after(ms, () => process.isAlive() && resolve(outcome()));
    const execute = (how: Served): Outcome<T> => {
      const { value, word } = serve(how, id);
      if (call.effect === 'act') simulation.changes += 1;
      if (call.effect === 'act' || word !== 'ok') trace.add(`${process.name} ${id}: ${word}`);
      if (simulation.meets('crash-after', id, 2 * more)) process.die(`after ${id}`);
      return { kind: 'answered', value };
    };
    const travel = chance.between(1, TRAVEL_MAX_MS);
    const isAway = simulation.isAway(call.side);
    const trouble = isAway
      ? chance.pick(['not-sent', 'lost'] as const)
      : TROUBLES.find((one) => simulation.meets(one, id, more));
    if (trouble !== undefined) trace.add(`${process.name} ${id} will be ${trouble}`);
    // Some connections break at once, some hang until the client gives up.
    const hangs = chance.chance(0.5);
    const noAnswer = (): Outcome<T> => ({ kind: 'no-answer', reason: hangs ? 'timeout' : 'cut' });
    switch (trouble) {
      case undefined:
      case 'busy':
      case 'garbled':
        time.after(travel, () => {
          const outcome = execute(trouble ?? 'well');
          hear(chance.between(1, TRAVEL_MAX_MS), () => outcome);
        });
        return;
      case 'not-sent':
        return hear(travel, () => ({ kind: 'not-sent' }));
      case 'lost':
        return hear(hangs ? CLIENT_TIMEOUT_MS : travel, noAnswer);
      case 'answer-lost':
        time.after(travel, () => execute('well'));
        return hear(hangs ? CLIENT_TIMEOUT_MS : travel + 1, noAnswer);
      case 'late':
        time.after(chance.between(CLIENT_TIMEOUT_MS, LATEST_MS[call.side]), () => execute('well'));
        // Its request is on the way for minutes; a process may not live that long.
        if (simulation.meets('crash-after', `${id} waiting`, WAITING_CRASHES))
          time.after(chance.between(1, CLIENT_TIMEOUT_MS), () => process.die(`waiting for ${id}`));
        return hear(hangs ? CLIENT_TIMEOUT_MS : travel, noAnswer);
    }
  });
}
