import type { Log } from './create-log.js';
import { settingErrors } from './read-settings.js';

/** What a process runs until it is told to stop. */
export type Stoppable = { stop(): Promise<void> };

/** Orchestrators kill ten seconds after SIGTERM; we are gone before that, with an exit code that tells that we had to hurry. */
export const STOP_DEADLINE_MS = 9_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * The frame of a process: starts, stops in order on SIGTERM or Ctrl-C, and turns a failure nobody caught into a clear last line and exit
 * code 1. A second signal ends it at once. What was in flight is finished or looked up at the next start, so nothing is lost either way.
 */
export function runProcess(log: Log, start: () => Promise<Stoppable>): void {
  const starting = start();
  let leaving = false;

  const leave = (exitCode: number): void => {
    // Asked a second time: somebody is in a hurry. 130 = ended by Ctrl-C.
    if (leaving) process.exit(exitCode === 0 ? 130 : exitCode);
    leaving = true;
    const deadline = setTimeout(() => {
      log.error({ deadlineMs: STOP_DEADLINE_MS }, 'stopping took too long, leaving now');
      process.exit(1);
    }, STOP_DEADLINE_MS);
    deadline.unref();
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(exitCode),
        (error: unknown) => {
          log.error({ error }, 'stopping failed');
          process.exit(1);
        },
      );
  };
  for (const signal of SIGNALS) process.on(signal, () => leave(0));
  const fail = (error: unknown): void => {
    log.fatal({ error }, 'a failure nobody caught; leaving');
    leave(1);
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);

  starting.catch((error: unknown) => {
    const lines = settingErrors(error);
    if (lines === null) log.fatal({ error }, 'could not start');
    else for (const line of lines) log.fatal(line);
    process.exit(1);
  });
}
