import { Secret } from '@abgleich/domain';
import type { ActionKind, ActionPlan } from '../plan.js';
import type { Simulation } from '../simulation.js';
import type { Dice } from '../world/dice.js';

export const PORTAL_ACTIONS: readonly ActionKind[] = [
  'recheck',
  'edit-tolerance',
  'edit-mode',
  'break-keys',
  'repair-keys',
  'switch-off',
  'switch-on',
];
const TOLERANCE_MAX = 5;
const GONE: readonly string[] = ['STO', 'NLB', 'RET'];

/** The merchant and his people in the portal. */
export function actInPortal(simulation: Simulation, action: ActionPlan, dice: Dice): string | null {
  const { store, world, judge } = simulation;
  const order = simulation.orderOf(action.order);
  if (order === null) return null;
  if (action.kind === 'recheck') {
    simulation.recheck(order.orderNr, simulation.time.now());
    return `${order.orderNr}`;
  }
  const configuration = store.current().find((one) => one.paymentCode === order.paymentCode);
  if (!configuration) return null;
  const { id, policy, paymentCode, active } = configuration;
  const keys = (privateKey: string): string => {
    store.save(id, { privateKey: new Secret(privateKey) });
    return paymentCode;
  };
  judge.touch('', `mode ${paymentCode}`);
  switch (action.kind) {
    case 'edit-tolerance': {
      const toleranceMinor = dice.between(0, TOLERANCE_MAX);
      store.save(id, { policy: { ...policy, toleranceMinor } });
      judge.onTolerance(toleranceMinor);
      return `${paymentCode} ${toleranceMinor}`;
    }
    case 'edit-mode': {
      const mode = policy.mode === 'expert' ? 'standard' : 'expert';
      store.save(id, { policy: { ...policy, mode } });
      return `${paymentCode} ${mode}`;
    }
    case 'break-keys':
      return keys('s-priv-2a10noSuchKey');
    case 'repair-keys':
      return keys(world.seed.unzer.privateKey);
    case 'switch-off':
    case 'switch-on': {
      const wanted = action.kind === 'switch-on';
      if (active === wanted) return null;
      store.save(id, { active: wanted });
      if (!wanted) excuseUnmet(simulation, paymentCode);
      return paymentCode;
    }
    default:
      return null;
  }
}

/** What was cancelled in the night and whose configuration was switched off before the morning was never looked at: the merchant's wish. */
function excuseUnmet({ judge, orders }: Simulation, paymentCode: string): void {
  const gone = orders().filter((one) => one.lines.some(({ status }) => GONE.includes(status)));
  for (const { orderNr } of gone.filter((one) => one.paymentCode === paymentCode))
    judge.wasOff.add(String(orderNr));
}
