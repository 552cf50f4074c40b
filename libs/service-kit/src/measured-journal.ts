import type { Journal, JournalWrite } from '@abgleich/domain';
import type { Metrics } from './create-metrics.js';

/** The journal sees every decision, call, outcome and problem of a service, so it is the one place that counts them. */
export function measuredJournal(journal: Journal, metrics: Metrics): Journal {
  const count = (entry: JournalWrite): void => {
    if (entry.decision) metrics.decision(entry.decision.service, entry.decision.reason);
    if (entry.finish)
      metrics.operation(entry.finish.key.split('/').at(-2) ?? '', entry.finish.outcome.status);
    for (const call of entry.calls ?? []) metrics.call(call);
    for (const problem of entry.problems?.open ?? [])
      metrics.problem(problem.code, problem.severity);
  };
  return {
    ...journal,
    write: (entry) => {
      count(entry);
      return journal.write(entry);
    },
    writeSoon: (entry) => {
      count(entry);
      journal.writeSoon(entry);
    },
  };
}
