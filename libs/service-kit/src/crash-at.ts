import type { CrashPoint } from '@abgleich/reconciler';
import type { Log } from './create-log.js';

/** Kills the process, as a power cut would, the first time an effect reaches `point`. For tests against the sandbox only. */
export function crashAt(point: string, log: Log): (step: CrashPoint) => void {
  return (step) => {
    if (step !== point) return;
    log.warn({ step }, 'killed here, because a test asked for it');
    process.kill(process.pid, 'SIGKILL');
  };
}
