const LOOK_MS = 1_000;

/** Calls `onGone` once when the process is no longer there. Clear the interval to stop watching. */
export function watchPid(pid: number, onGone: () => void): NodeJS.Timeout {
  const watch = setInterval(() => {
    try {
      process.kill(pid, 0); // asks only whether it is there
    } catch {
      clearInterval(watch);
      onGone();
    }
  }, LOOK_MS).unref();
  return watch;
}
