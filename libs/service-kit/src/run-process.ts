import type { Log } from './create-log.js';
import { settingErrors } from './read-settings.js';

/** What a process runs until it is told to stop. */
export type Stoppable = { stop(): Promise<void> };

/** What a process may ask of its frame. */
export type Frame = {
  /** Something that everything needs is lost: say so, stop in order, exit with 1. */
  readonly fail: (error: unknown) => void;
};

/** Orchestrators kill ten seconds after SIGTERM; we are gone before that, with an exit code that tells that we had to hurry. */
export const STOP_DEADLINE_MS = 9_000;
/** One Ctrl-C arrives twice: from the terminal and passed on by npm. Only what comes later is a second one. */
const SAME_SIGNAL_MS = 1_000;
const PARENT_LOOK_MS = 1_000;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * The frame of a process: starts, stops in order on SIGTERM or Ctrl-C, and turns a failure nobody caught into a clear last line and exit
 * code 1. A second signal ends it at once. With ABGLEICH_STOP_WITH_PARENT=1 it also stops when the process that started it is gone. What was in flight is finished or looked up at the next start, so nothing is lost either way.
 */
export function runProcess(log: Log, start: (frame: Frame) => Promise<Stoppable>): void {
  let leavingSince: number | null = null;

  const leave = (exitCode: number): void => {
    if (leavingSince !== null) {
      if (performance.now() - leavingSince < SAME_SIGNAL_MS) return;
      // Asked a second time: somebody is in a hurry. 130 = ended by Ctrl-C.
      process.exit(exitCode === 0 ? 130 : exitCode);
    }
    leavingSince = performance.now();
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
  if (process.env['ABGLEICH_STOP_WITH_PARENT'] === '1') whenParentIsGone(() => leave(0));
  const fail = (error: unknown): void => {
    log.fatal({ error }, 'cannot go on; leaving');
    leave(1);
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);

  const starting = start({ fail });
  starting.catch((error: unknown) => {
    for (const line of settingErrors(error) ?? []) log.fatal(line);
    if (settingErrors(error) === null) log.fatal({ error }, 'could not start');
    process.exit(1);
  });
}

function whenParentIsGone(act: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    act();
  }, PARENT_LOOK_MS).unref();
}
