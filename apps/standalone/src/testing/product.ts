import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ControlClient } from './control-client.js';

/** The line `npm start -- --json` prints once it is ready. */
export type Ready = {
  ready: true;
  portal: string;
  pixi: string;
  unzer: string;
  smtp: string;
  control: string;
  errorPage: string;
  setUp: string | null;
  login: { email: string; password: string };
};

export type ProductOptions = {
  readonly env?: Record<string, string>;
  readonly args?: readonly string[];
  readonly dataDir?: string;
  readonly portBase?: number;
};

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const READY_MS = 60_000;
const PORTS = 10;
/** Stories run side by side: each worker of Jest has ports of its own, below those that Linux gives to outgoing connections (from 32,768). */
const FIRST_PORT = 20_000;
const PORTS_PER_WORKER = 2_000;
const WORKERS = 6;

/** The whole product as its own process, as a user starts it, against its sandbox; quick polls and short waits. */
export class Product {
  private constructor(
    readonly child: ChildProcess,
    readonly ready: Ready,
    readonly dataDir: string,
    readonly portBase: number,
    readonly log: () => string,
    /** A database of the story's own; `null`: the product's, in its data directory. */
    readonly databaseUrl: string | null,
  ) {
    this.control = new ControlClient(ready.control);
  }
  readonly control: ControlClient;

  static async start(options: ProductOptions = {}): Promise<Product> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'abgleich-e2e-')));
    const portBase = options.portBase ?? (await freePortBase());
    const args = [
      MAIN,
      '--json',
      '--no-demo',
      '--data-dir',
      dataDir,
      '--port-base',
      String(portBase),
      ...(options.args ?? []),
    ];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...QUICK, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-200_000)));
    const line = await firstLine(child, () => log);
    const ready = JSON.parse(line) as Ready; // the product's own contract
    const databaseUrl = options.env?.['DATABASE_URL'] ?? null;
    return new Product(child, ready, dataDir, portBase, () => log, databaseUrl);
  }

  /** Ends it as a person would, and waits until it is gone. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }
  /** Pulls the plug. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }
  /** Waits until it ended by itself. */
  async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null)
      await once(this.child, 'exit');
  }
  again(options: ProductOptions = {}): Promise<Product> {
    const env = { ...(this.databaseUrl && { DATABASE_URL: this.databaseUrl }), ...options.env };
    return Product.start({ ...options, env, dataDir: this.dataDir, portBase: this.portBase });
  }
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
    return this.child.exitCode;
  }
}

/** Poll and look quickly, so that a story takes seconds; no night. */
const QUICK = {
  ABGLEICH_POLL_SECONDS: '1',
  ABGLEICH_PIXI_RATE: '0',
  ABGLEICH_UNZER_RATE: '0',
  ABGLEICH_QUIET_WINDOW: 'off',
  ABGLEICH_LOOK_UP_WAITS: '1,1,2',
  ABGLEICH_PIXI_TIMEOUT_SECONDS: '3',
  ABGLEICH_UNZER_TIMEOUT_SECONDS: '3',
};

/** For stories about pages: most of what happens in them needs no poll. */
export const FEW_POLLS = { ABGLEICH_POLL_SECONDS: '3' };

async function firstLine(child: ChildProcess, log: () => string): Promise<string> {
  if (!child.stdout) throw new Error('The product has no stdout');
  const lines = createInterface({ input: child.stdout });
  const timeout = AbortSignal.timeout(READY_MS);
  const ended = once(child, 'exit', { signal: timeout }).then(() =>
    Promise.reject(new Error(`The product ended before it was ready:\n${log()}`)),
  );
  const line = once(lines, 'line', { signal: timeout }).then(([text]) => String(text));
  return Promise.race([line, ended]);
}

/** A base with ten free ports above it. */
export async function freePortBase(): Promise<number> {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? '1');
  const first = FIRST_PORT + ((worker - 1) % WORKERS) * PORTS_PER_WORKER;
  for (let tries = 0; tries < 50; tries += 1) {
    const base = first + Math.floor((Math.random() * PORTS_PER_WORKER) / 20) * 20;
    const free = await Promise.all(
      Array.from({ length: PORTS }, (_unused, index) => isFree(base + index)),
    );
    if (free.every(Boolean)) return base;
  }
  throw new Error('No free ports');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** Asks again until `check` returns something truthy; the error says what was asked for. */
export async function until<T>(
  what: string,
  check: () => Promise<T | false | null | undefined>,
  withinMs = 90_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const found = await check();
      if (found) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(
    `Waited in vain for: ${what}. Last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
