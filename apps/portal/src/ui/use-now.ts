import { useSyncExternalStore } from 'react';

const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  // Without a running timer the stored moment is stale; a tenth of a tick keeps the snapshot stable within one render.
  const now = Date.now();
  if (timer === undefined && now - nowMs > TICK_MS / 10) nowMs = now;
  return nowMs;
}

/** The present, a few times a minute, one timer for the whole page: so that "vor 3 Minuten" stays true. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}
