import { Fault, type Instant, SECOND } from '@abgleich/domain';
import type { Dice } from './dice.js';
import type { HistoryLog } from './history-log.js';
import type { VirtualTime } from './virtual-time.js';

/** How a call goes: not sent, sent and lost on the way, executed and the answer lost, executed long after the client gave up. */
export type Mishap = 'none' | 'not-sent' | 'lost' | 'answer-lost' | 'late' | 'refused';
export type Weather = Readonly<Record<Mishap, number>>;
export const FINE: Weather = {
  none: 1,
  'not-sent': 0,
  lost: 0,
  'answer-lost': 0,
  late: 0,
  refused: 0,
};

export type LinkCall = {
  readonly side: 'pixi' | 'unzer';
  readonly name: string;
  readonly effect: 'read' | 'act';
  readonly about: string;
};
/** What the server does. `sentAt`: when the request left, for the judge. */
export type Act<T> = (sentAt: Instant) => T;
export type Link = <T>(call: LinkCall, act: Act<T>) => Promise<T>;

/** After this the client gives up, as the product's clients do. */
const CLIENT_TIMEOUT_MS = 30 * SECOND;
/** The latest moment at which a request that was sent is still executed: pixi's web server ends it, Unzer's acquirers may queue it. */
const LATEST_MS = { pixi: 110 * SECOND, unzer: 600 * SECOND } as const;
const TRAVEL_MAX_MS = 900;

export type LinkParts = {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly log: HistoryLog;
  readonly weather: () => Weather;
  /** A dead process hears no answers, but what it has sent is on its way. */
  readonly isAlive: () => boolean;
};

/** The way between one process and both other sides, with its weather. */
export function createLink(parts: LinkParts): Link {
  return (call, act) =>
    new Promise((resolve, reject) => {
      const { time, dice, log } = parts;
      const mishap = mishapOf(call, dice.weighed(parts.weather()));
      const sentAt = time.now();
      const answer = (ms: number, run: () => void): void =>
        time.after(ms, () => parts.isAlive() && run());
      const execute = (): (() => void) => {
        try {
          const result = act(sentAt);
          log.add(`${call.side}.${call.name} ${call.about} done`);
          return () => resolve(result);
        } catch (error) {
          log.add(`${call.side}.${call.name} ${call.about} ${codeOf(error)}`);
          return () => reject(error);
        }
      };
      const travel = dice.between(1, TRAVEL_MAX_MS);
      if (mishap !== 'none') log.add(`${call.side}.${call.name} ${call.about} will be ${mishap}`);
      if (mishap === 'none') {
        time.after(travel, () => answer(dice.between(1, TRAVEL_MAX_MS), execute()));
        return;
      }
      if (mishap === 'not-sent' || mishap === 'refused') {
        answer(travel, () => reject(faultOf(call, mishap)));
        return;
      }
      // Some connections break at once, some hang until the client gives up.
      answer(dice.chance(0.5) ? CLIENT_TIMEOUT_MS : travel, () => reject(faultOf(call, mishap)));
      if (mishap === 'answer-lost') time.after(travel, execute);
      if (mishap === 'late')
        time.after(dice.between(CLIENT_TIMEOUT_MS, LATEST_MS[call.side]), execute);
    });
}

/** Only what acts can be refused; the provider's refusals come from its own ledger. */
function mishapOf({ effect, side }: LinkCall, mishap: Mishap): Mishap {
  return mishap === 'refused' && (effect === 'read' || side === 'unzer') ? 'none' : mishap;
}

function faultOf({ side, effect }: LinkCall, mishap: Mishap): Fault {
  if (mishap === 'refused')
    return new Fault({
      kind: 'rejected',
      code: `${side}.rejected`,
      params: { message: 'deadlock' },
    });
  if (mishap === 'not-sent' || effect === 'read')
    return new Fault({ kind: 'transient', code: `${side}.unreachable` });
  return new Fault({ kind: 'uncertain', code: `${side}.answer-lost` });
}

const codeOf = (error: unknown): string => (error instanceof Fault ? error.code : String(error));
