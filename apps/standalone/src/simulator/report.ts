import type { RunResult } from './run-plan.js';
import type { Shortened } from './shorten.js';

/** More is read in the trace file. */
const LINES_SHOWN_MAX = 250;

const sumOf = (counts: ReadonlyMap<string, number>, prefix: string): number =>
  namesOf(counts, prefix).reduce((sum, [, count]) => sum + count, 0);

const namesOf = (
  counts: ReadonlyMap<string, number>,
  prefix: string,
): readonly [string, number][] =>
  [...counts]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, count]): [string, number] => [name.slice(prefix.length), count])
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** What all histories of a run came to. */
export class Summary {
  readonly counts = new Map<string, number>();
  seeds = 0;
  orders = 0;
  violations = 0;

  add({ plan, counts, violations }: RunResult): void {
    this.seeds += 1;
    this.orders += plan.orders.length;
    this.violations += violations.length;
    for (const [name, count] of counts) this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  /** `seconds` of real time. */
  text(seconds: number): string {
    const { counts } = this;
    const list = (prefix: string): string =>
      namesOf(counts, prefix)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ');
    return [
      `seeds ${this.seeds}, orders ${this.orders}, actions ${sumOf(counts, 'action ')}, troubles ${sumOf(counts, 'trouble ')}, crashes ${counts.get('crashes') ?? 0}`,
      `orders by method: ${list('order ')}`,
      `actions: ${list('action ')}`,
      `troubles: ${list('trouble ')}`,
      `decisions reached: ${list('reason ')}`,
      `problems reached: ${list('problem ')}`,
      `events told: ${list('event ')}`,
      `${(this.orders / Math.max(seconds, 0.001)).toFixed(1)} orders/s in ${seconds.toFixed(1)} s`,
      `violations ${this.violations}`,
    ].join('\n');
  }
}

/** What was broken, in one history. */
export const violationsText = ({ plan, violations }: RunResult): string =>
  [
    `seed ${plan.seed} breaks ${violations.length} rule(s):`,
    ...violations.map(({ rule, detail }) => `  ! ${rule}: ${detail}`),
  ].join('\n');

/** The shortest history that still breaks one of the rules. */
export function shortenedText({ result, runs, before }: Shortened): string {
  const { plan, troubles, lines } = result;
  const shown = lines.filter((line) => !/ warns: poll failed/.test(line)).slice(-LINES_SHOWN_MAX);
  return [
    `shortened in ${runs} runs: ${before.orders} -> ${plan.orders.length} orders, ${before.actions} -> ${plan.actions.length} actions, ${before.troubles} -> ${troubles.length} troubles`,
    ...result.violations.map(({ rule, detail }) => `  ! ${rule}: ${detail}`),
    ...(shown.length < lines.length ? ['  …'] : []),
    ...shown.map((line) => `  ${line}`),
  ].join('\n');
}
