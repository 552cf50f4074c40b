import { makePlan } from './make-plan.js';
import { runPlan } from './run-plan.js';
const from = Number(process.argv[2] ?? 1),
  to = Number(process.argv[3] ?? from);
const orders = Number(process.argv[4] ?? 40),
  minutes = Number(process.argv[5] ?? 300);
const counts = new Map<string, number>();
for (let seed = from; seed <= to; seed += 1) {
  const began = performance.now();
  const r = await runPlan(makePlan({ seed, orders, minutes }));
  for (const [k, v] of r.counts) counts.set(k, (counts.get(k) ?? 0) + v);
  console.log(
    seed,
    Math.round(performance.now() - began),
    'ms',
    r.lines.length,
    'lines',
    r.lines[0]?.slice(0, 14),
    r.lines.at(-1)?.slice(0, 14),
    r.violations.length,
    r.hash.slice(0, 8),
  );
  for (const v of r.violations.slice(0, 12))
    console.log('   !', v.rule, '|', v.detail.slice(0, 300));
  if (process.env['OUT'])
    (await import('node:fs')).writeFileSync(process.env['OUT'], r.lines.join('\n'));
}
if (process.env['COUNTS'])
  console.log(
    [...counts]
      .sort()
      .map(([k, v]) => `${k}: ${v}`)
      .join('\n'),
  );
