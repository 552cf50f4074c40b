import { MINUTE } from '@abgleich/domain';
import { ACTION_GAP_MS, actSomehow, checkOutSomething, finishPending } from './actions.js';
import { History } from './history.js';
import type { Violation } from './history-log.js';
import { judgeAtRest } from './judge-at-rest.js';

export type HistoryResult = {
  readonly seed: number;
  readonly hash: string;
  readonly violations: readonly Violation[];
  /** The seed, what is wrong, and the story that led there. */
  readonly report: () => string;
};

const LINES_SHOWN_MAX = 400;
/** Every look-up wait, back-off and late request is over after this. */
const REST_MS = 60 * MINUTE;

/** Plays one history from its seed: trouble first, then rest, then the judgement of both ledgers and the journal. */
export async function runHistory(seed: number): Promise<HistoryResult> {
  const history = new History(seed);
  const { dice, time, log } = history;
  const trouble = dice.pick([0, 0.05, 0.15, 0.4]);
  history.weather = {
    none: 1,
    'not-sent': trouble / 4,
    lost: trouble / 4,
    'answer-lost': trouble / 3,
    late: trouble / 4,
    refused: trouble / 8,
  };
  history.outage = dice.pick([0, 0, 0.01]);
  history.odds = { pending: dice.pick([0, 0.15]), declined: dice.pick([0, 0.1]) };
  history.mayCrash = dice.chance(0.6);
  for (let count = dice.between(1, 3); count > 0; count -= 1) history.startProcess();
  for (let count = dice.between(1, 3); count > 0; count -= 1) checkOutSomething(history);
  for (let count = dice.between(6, 20); count > 0; count -= 1) {
    await time.pass(dice.between(ACTION_GAP_MS.from, ACTION_GAP_MS.to));
    actSomehow(history);
  }
  log.add('rest');
  history.calmDown();
  await time.pass(REST_MS / 2);
  finishPending(history);
  await time.pass(REST_MS);
  await judgeAtRest(history);
  return {
    seed,
    hash: log.hash(),
    violations: log.violations,
    report: () =>
      [
        `seed ${seed}`,
        ...log.violations.map(({ rule, detail }) => `! ${rule}: ${detail}`),
        log.shortened(LINES_SHOWN_MAX),
      ].join('\n'),
  };
}
