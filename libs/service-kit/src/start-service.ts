import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { types } from 'node:util';
import { Fault } from '@abgleich/domain';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Log } from './create-log.js';
import { createMetrics, type Metrics } from './create-metrics.js';
import { ProblemFilter } from './problem-filter.js';

/** A question that must be answerable before work is sent here: the database answers, the consumer is in its group. Throws when not. */
export type ReadyCheck = { readonly name: string; check(): Promise<void> };

export type ServiceOptions = {
  readonly name: string;
  readonly module: Type<unknown> | DynamicModule;
  /** 0 = any free port. */
  readonly port: number;
  /** Default: this machine only. Containers say `0.0.0.0`. */
  readonly host?: string;
  readonly log: Log;
  readonly metrics?: Metrics;
  readonly ready?: readonly ReadyCheck[];
  /** Middleware and static files, before the module's own routes. */
  readonly configure?: (app: NestExpressApplication) => void;
  /** Started after the port is bound, stopped before it is closed: pollers, consumers. */
  readonly onStop?: () => Promise<void>;
};

export type RunningService = {
  readonly name: string;
  readonly url: string;
  readonly app: NestExpressApplication;
  stop(): Promise<void>;
};

/** How long an answer under way may take once we stop; then its connection is cut. */
const DRAIN_MS = 3_000;
/** A readiness question that takes longer counts as "no". */
const CHECK_MS = 2_000;

/** Starts a Nest application with /healthz, /readyz, /metrics and problem+json answers. Throws a `config` fault when the port is taken. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { name, log, host = '127.0.0.1' } = options;
  const metrics = options.metrics ?? createMetrics();
  const app = await NestFactory.create<NestExpressApplication>(options.module, {
    logger: nestLog(log),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.useGlobalFilters(new ProblemFilter(log));
  const running = { stopping: false };
  addProbes(app, { metrics, ready: options.ready ?? [], running, log });
  options.configure?.(app);
  await listen(app, options.port, host);
  // Nest types the server as `any`; with the Express adapter it is Node's own.
  const server = app.getHttpServer() as Server;
  const { port } = server.address() as AddressInfo;
  log.info({ port }, 'service started');

  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    running.stopping = true;
    await options.onStop?.();
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
    }
    log.info('service stopped');
  };
  return { name, url: `http://${host}:${port}`, app, stop: () => (stopped ??= stop()) };
}

async function listen(app: NestExpressApplication, port: number, host: string): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (cause) {
    await app.close();
    const taken = types.isNativeError(cause) && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!taken) throw cause;
    const params = { PORT: `is ${port}, which another process uses. Set it to a free one.` };
    throw new Fault({ kind: 'config', code: 'platform.setting-invalid', params, cause });
  }
}

type Probes = {
  readonly metrics: Metrics;
  readonly ready: readonly ReadyCheck[];
  readonly running: { readonly stopping: boolean };
  readonly log: Log;
};

/** /healthz: the process answers (restart it when not). /readyz: it can work (send it nothing when not). */
function addProbes(app: NestExpressApplication, probes: Probes): void {
  const http = app.getHttpAdapter();
  http.get('/healthz', (_request, answer) => {
    http.reply(answer, { status: 'ok' }, 200);
  });
  http.get('/readyz', async (_request, answer) => {
    const checks = await Promise.all(probes.ready.map((one) => isReady(one, probes.log)));
    const ready = !probes.running.stopping && checks.every((check) => check.ready);
    const found = Object.fromEntries(checks.map((check) => [check.name, check.ready]));
    const status = ready ? 'ready' : 'not-ready';
    http.reply(answer, { status, checks: found }, ready ? 200 : 503);
  });
  http.get('/metrics', async (_request, answer) => {
    const { registry } = probes.metrics;
    http.setHeader(answer, 'content-type', registry.contentType);
    http.reply(answer, await registry.metrics(), 200);
  });
}

async function isReady(
  { name, check }: ReadyCheck,
  log: Log,
): Promise<{ name: string; ready: boolean }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_MS);
  });
  try {
    await Promise.race([check(), late]);
    return { name, ready: true };
  } catch (error) {
    log.warn({ check: name, error }, 'not ready');
    return { name, ready: false };
  } finally {
    clearTimeout(timer);
  }
}

/** Nest's own words at the level they deserve: its start-up chatter is for debugging. */
export function nestLog(log: Log): LoggerService {
  const nest = log.child({ part: 'nest' });
  const say = (level: 'debug' | 'warn' | 'error') => (message: unknown) => {
    if (message instanceof Error) nest[level]({ error: message }, message.name);
    else nest[level](String(message));
  };
  return {
    log: say('debug'),
    debug: say('debug'),
    verbose: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('error'),
  };
}
