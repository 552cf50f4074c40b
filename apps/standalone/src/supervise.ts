import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@abgleich/domain';
import type { Log } from '@abgleich/service-kit';

/** Waits before a crashed service is started again; the last one repeats. */
const RESTART_WAITS_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000];
/** Whoever ran this long has recovered: the next crash begins at the first wait again. */
const RECOVERED_MS = 60_000;
/** A service gets this long to finish its work after SIGTERM; killing it then loses nothing, what was open is looked up. */
const STOP_MS = 3_500;
const READY_MS = 60_000;
const READY_LOOK_MS = 100;

export type ServiceProcess = {
  readonly name: string;
  /** The built entry file. */
  readonly program: string;
  readonly words?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Answers with 2xx as soon as it can work. */
  readonly ready: string;
};

/** One service as its own process: its lines go on with its name in front, and it is started again when it crashes. */
export class Supervised {
  readonly #service: ServiceProcess;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  #child: ChildProcess | null = null;
  #crashes = 0;

  constructor(service: ServiceProcess, log: Log) {
    this.#service = service;
    this.#log = log.child({ process: service.name });
  }

  /** Starts it and waits until it is ready. Throws when it is not in time. */
  async start(): Promise<void> {
    this.#spawn();
    const deadline = performance.now() + READY_MS;
    while (performance.now() < deadline) {
      if (await isReady(this.#service.ready)) return;
      await pause(READY_LOOK_MS, undefined, { signal: this.#stopping.signal });
    }
    const params = { service: this.#service.name, within: `${READY_MS / 1_000} s` };
    throw new Fault({ kind: 'transient', code: 'platform.bug', params });
  }

  /** Ends it for good; what does not end by itself is killed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(impatient);
  }

  #spawn(): void {
    const { name, program, words = [], env } = this.#service;
    const began = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', program, ...words], {
      env: { ...env, ABGLEICH_STOP_WITH_PARENT: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#log.info({ pid: child.pid }, 'started');
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) =>
        process.stderr.write(`${name.padEnd(14)}${line}\n`),
      );
    }
    child.on('error', (error) => this.#log.error({ error }, 'could not be started'));
    child.on('exit', (code, signal) => {
      if (this.#stopping.signal.aborted) return;
      if (performance.now() - began > RECOVERED_MS) this.#crashes = 0;
      void this.#startAgain(code, signal);
    });
  }

  async #startAgain(code: number | null, signal: string | null): Promise<void> {
    const waitMs = restartWaitMs(this.#crashes);
    this.#crashes += 1;
    this.#log.error(
      { code, signal, waitMs, crashes: this.#crashes },
      'ended unexpectedly, starting again',
    );
    try {
      await pause(waitMs, undefined, { signal: this.#stopping.signal });
    } catch {
      return; // we are stopping: nothing is started any more
    }
    this.#spawn();
  }
}

/** Milliseconds to wait before the next start after `crashes` crashes in a row. */
export function restartWaitMs(crashes: number): number {
  return RESTART_WAITS_MS[Math.min(crashes, RESTART_WAITS_MS.length - 1)] ?? 0;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // not listening yet
  }
}
