import { once } from 'node:events';
import { createServer } from 'node:net';
import { types } from 'node:util';
import { Fault } from '@abgleich/domain';
import type { StandaloneOptions } from './standalone-options.js';

/** Only this machine: the sandbox's control interface has no login. */
export const LOOPBACK = '127.0.0.1';

/** Which port each part listens on. Written down in the command's help and in docs/start.md. */
export type PortPlan = {
  readonly portal: number;
  readonly pixi: number;
  readonly unzer: number;
  readonly smtp: number;
  readonly control: number;
  readonly postgres: number;
};

export const portPlan = (base: number): PortPlan => ({
  portal: base,
  pixi: base + 1,
  unzer: base + 2,
  smtp: base + 3,
  control: base + 4,
  postgres: base + 5,
});

const PART_NAMES: Record<keyof PortPlan, string> = {
  portal: 'the portal',
  pixi: "the sandbox's pixi",
  unzer: "the sandbox's Unzer",
  smtp: "the sandbox's mail server",
  control: "the sandbox's control interface",
  postgres: 'PostgreSQL',
};

/** Throws a `config` fault that names the first port somebody else uses, before anything was started. */
export async function requireFreePorts(
  plan: PortPlan,
  { portBase, sandbox }: Pick<StandaloneOptions, 'portBase' | 'sandbox'>,
  ownDatabase: boolean,
): Promise<void> {
  for (const [part, port] of Object.entries(plan) as [keyof PortPlan, number][]) {
    const used = part === 'portal' || (part === 'postgres' ? !ownDatabase : sandbox);
    if (!used || (await isFree(port))) continue;
    const sentence = `is ${portBase}, but port ${port} for ${PART_NAMES[part]} is used by another process. Stop that one, or choose other ports: npm start -- --port-base ${portBase + 100}.`;
    const params = { '--port-base': sentence };
    throw new Fault({ kind: 'config', code: 'platform.setting-invalid', params });
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, LOOPBACK);
    await once(probe, 'listening');
    return true;
  } catch (error) {
    const code = types.isNativeError(error) && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  } finally {
    probe.close();
  }
}

/** A port of this machine that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** So many different ones. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
