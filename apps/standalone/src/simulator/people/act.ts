import type { ActionPlan } from '../plan.js';
import type { Simulation } from '../simulation.js';
import { MACHINE_ACTIONS, actOnMachines } from './machines.js';
import { UNZER_ACTIONS, actAtUnzer } from './act-at-unzer.js';
import { actInPixi } from './act-in-pixi.js';
import { PORTAL_ACTIONS, actInPortal } from './act-in-portal.js';

/** Somebody does what the plan says, as things stand now. What the ledgers refuse was not possible. */
export function act(simulation: Simulation, action: ActionPlan): void {
  const { trace } = simulation;
  try {
    const done = perform(simulation, action);
    if (done === null) return;
    trace.add(`${action.kind}: ${done}`);
    trace.count(`action ${action.kind}`);
  } catch (error) {
    // A refusal of a ledger has a name of its own; anything else is a mistake in the simulator.
    if (!(error instanceof Error) || !REFUSALS.test(error.constructor.name)) throw error;
  }
}

const REFUSALS = /Refusal|Impossible|ControlError/;

/** Says what was done; `null` when there was nothing to do. Throws what the ledgers refuse. */
function perform(simulation: Simulation, action: ActionPlan): string | null {
  const { kind } = action;
  const dice = simulation.dice.of(`action ${action.id}`);
  if (MACHINE_ACTIONS.includes(kind)) return actOnMachines(simulation, kind, dice);
  if (PORTAL_ACTIONS.includes(kind)) return actInPortal(simulation, action, dice);
  const order = simulation.orderOf(action.order);
  if (order === null) return null;
  if (UNZER_ACTIONS.includes(kind)) return actAtUnzer(simulation, { kind, order, dice });
  return actInPixi(simulation, { kind, order, dice, index: action.order ?? 0 });
}
