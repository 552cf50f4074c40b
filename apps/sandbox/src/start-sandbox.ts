import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startControlServer } from './control/control-server.js';
import type { SandboxWorld } from './control/sandbox-world.js';
import { createSandboxWorld, type BuiltWorld } from './create-world.js';
import { createDemoTraffic, type DemoOptions } from './demo/demo-traffic.js';
import { machineClock, seededRandom, type Now } from './kernel/clock.js';
import { claimFolder, OWNER_FILE } from './kernel/data-lock.js';
import { createFileStore } from './kernel/store.js';
import { startPixiServer } from './pixi/soap/pixi-server.js';
import { sandboxSeed, type SandboxSeed } from './seed.js';
import { keptCertificate } from './smtp/kept-certificate.js';
import { startMailServer } from './smtp/mail-server.js';

export type SandboxPorts = {
  readonly pixi: number;
  readonly unzer: number;
  readonly smtp: number;
  readonly control: number;
};
export type SandboxOptions = {
  /** Where pixi, Unzer and mail listen. The control interface listens on loopback in any case. */
  readonly host: string;
  /** 0 = any free port. */
  readonly ports: SandboxPorts;
  /** The sandbox's files go to `sandbox/` below it. */
  readonly dataDir: string;
  /** Forgets everything that an earlier run left. */
  readonly fresh?: boolean | undefined;
  /** Demo traffic; off when left out. */
  readonly demo?: boolean | DemoOptions | undefined;
  readonly clock?: Now | undefined;
  /** How others reach it where that differs from host and port. */
  readonly publicUrls?: { readonly pixi?: string | undefined } | undefined;
  /** Hosts that webhooks may go to besides this machine. */
  readonly webhookHosts?: readonly string[] | undefined;
  readonly seed?: SandboxSeed | undefined;
};
export type Sandbox = {
  readonly urls: {
    /** Endpoint and namespace of the SOAP service; the WSDL is at `{pixi}?wsdl`. */
    readonly pixi: string;
    /** Without a trailing slash and without a version. */
    readonly unzer: string;
    /** `host:port`. */
    readonly smtp: string;
    readonly control: string;
  };
  readonly seed: SandboxSeed;
  readonly world: SandboxWorld;
  /** Ends everything; what was answered is on disk. */
  stop(): Promise<void>;
};

const STOP_TIMEOUT_MS = 1_500;
/** Demo orders look the same in every run. */
const RANDOM_SEED = 20_261_121;
const LOOPBACK = '127.0.0.1';

/** Everything but the claim on it. */
function emptyFolder(dir: string): void {
  for (const file of readdirSync(dir))
    if (file !== OWNER_FILE) rmSync(join(dir, file), { recursive: true, force: true });
}

type Stop = () => Promise<void> | void;

/** Starts pixi, Unzer, the mail server and the control interface. Rejects when a port is taken or another process has the data; then nothing runs. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock: now = machineClock, seed = sandboxSeed, webhookHosts } = options;
  const dir = join(options.dataDir, 'sandbox');
  mkdirSync(dir, { recursive: true });
  const release = claimFolder(dir);
  if (options.fresh === true) emptyFolder(dir);
  const store = createFileStore({ dir });
  const random = seededRandom(RANDOM_SEED);
  const built = createSandboxWorld({ now, random, store, seed, webhookHosts });
  store.open();
  const stops: Stop[] = [
    () => {
      store.close();
      release();
    },
  ];
  try {
    const urls = await startServers({ ...options, dir }, built, stops);
    const { world } = built;
    const demo = createDemoTraffic(world, typeof options.demo === 'object' ? options.demo : {});
    if (options.demo !== undefined && options.demo !== false) demo.start();
    stops.unshift(demo.stop);
    return { urls, seed, world, stop: () => stopAll(stops) };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function startServers(
  { host, ports, publicUrls, dir }: SandboxOptions & { readonly dir: string },
  { world, unzerSide, receive }: BuiltWorld,
  stops: Stop[],
): Promise<Sandbox['urls']> {
  const { seed, faults, calls, now, pixi: engine } = world;
  const common = { host, faults, calls, now };
  const { user, password } = seed.pixi;
  const login = { user, password, publicUrl: publicUrls?.pixi };
  const pixi = await startPixiServer({ ...common, ...login, port: ports.pixi, engine });
  stops.unshift(pixi.stop);
  const unzer = await unzerSide.listen({ port: ports.unzer, host });
  stops.unshift(unzer.close);
  const account = { user: seed.smtp.user, password: seed.smtp.password };
  const certificate = keptCertificate(dir, now());
  const mails = { account, certificate, onMail: receive };
  const smtp = await startMailServer({ ...common, ...mails, port: ports.smtp });
  stops.unshift(smtp.close);
  const control = await startControlServer({ world, host: LOOPBACK, port: ports.control });
  stops.unshift(control.stop);
  return {
    pixi: publicUrls?.pixi ?? pixi.url,
    unzer: unzer.url,
    smtp: smtp.address,
    control: control.url.replace(/\/$/, ''),
  };
}

/** The last one closes the store, when nobody can write any more. */
async function stopAll(stops: readonly Stop[]): Promise<void> {
  const [closeStore, ...servers] = [...stops].reverse();
  const closed = Promise.allSettled(servers.map(async (stop) => await stop()));
  const patience = new Promise<void>((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref());
  await Promise.race([closed, patience]);
  await closeStore?.();
}
