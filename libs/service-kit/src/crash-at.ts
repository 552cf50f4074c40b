import type { CrashPoint } from '@abgleich/reconciler';
import type { Log } from './create-log.js';

/**
 * Kills the process, as a power cut would, the first time an effect reaches one of `points` (separated by commas). The last line of the
 * log names it. For tests against the sandbox only.
 */
export function crashAt(points: string, log: Log): (step: CrashPoint) => void {
  const wanted = new Set(points.split(',').map((one) => one.trim()));
  return (step) => {
    if (!wanted.has(step)) return;
    log.warn({ step }, 'killed here, because a test asked for it');
    process.kill(process.pid, 'SIGKILL');
  };
}
