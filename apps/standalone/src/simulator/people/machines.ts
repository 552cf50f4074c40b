import { MINUTE, SECOND } from '@abgleich/domain';
import type { ActionKind } from '../plan.js';
import type { Side, Simulation } from '../simulation.js';
import type { Dice } from '../world/dice.js';

export const MACHINE_ACTIONS: readonly ActionKind[] = [
  'kill',
  'clock',
  'pixi-away',
  'unzer-away',
  'database-away',
];
const SIDES: Readonly<Partial<Record<ActionKind, Side>>> = {
  'pixi-away': 'pixi',
  'unzer-away': 'unzer',
  'database-away': 'journal',
};
const AWAY_MS = { from: 5 * SECOND, to: 12 * MINUTE } as const;
/** Machines that keep time drift by a second or two; one that does not may be a minute off. */
const SKEW_SECONDS = { from: -20, to: 60 } as const;

export function actOnMachines(simulation: Simulation, kind: ActionKind, dice: Dice): string | null {
  const side = SIDES[kind];
  if (side !== undefined) {
    const forMs = dice.between(AWAY_MS.from, AWAY_MS.to);
    simulation.goAway(side, forMs);
    return `for ${Math.round(forMs / SECOND)} s`;
  }
  const living = simulation.living();
  if (living.length === 0) return null;
  const process = dice.pick(living);
  if (kind === 'kill') {
    process.die('by kill');
    return process.name;
  }
  process.skewMs = dice.between(SKEW_SECONDS.from, SKEW_SECONDS.to) * SECOND;
  return `${process.name} is ${process.skewMs / SECOND} s off`;
}
