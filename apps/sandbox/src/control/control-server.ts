import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  BodyTooLarge,
  readBody,
  startHttpServer,
  type RunningServer,
} from '../kernel/http-server.js';
import { ControlError, controlAnswer } from './control-error.js';
import { pixiRoutes } from './pixi-routes.js';
import type { ControlRoute } from './route.js';
import { sandboxRoutes } from './sandbox-routes.js';
import type { SandboxWorld } from './sandbox-world.js';
import { unzerRoutes } from './unzer-routes.js';

const ROUTES: readonly ControlRoute[] = [...sandboxRoutes, ...pixiRoutes, ...unzerRoutes];
const BODY_BYTES_MAX = 1024 * 1024;

/** The control interface: JSON over HTTP without a login, hence for this machine only. */
export async function startControlServer({
  world,
  host,
  port,
}: {
  world: SandboxWorld;
  host: string;
  port: number;
}): Promise<RunningServer> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, world)
      .then((json) => send(response, 200, json))
      .catch((error: unknown) => {
        const answer = controlAnswer(error);
        if (!answer && !request.destroyed) console.error('sandbox control:', error);
        send(response, answer?.status ?? 500, {
          error: answer?.error ?? 'The sandbox failed; its log says why.',
        });
      });
  };
  return await startHttpServer({ host, port, listener });
}

async function serve(request: IncomingMessage, world: SandboxWorld): Promise<unknown> {
  refuseStrangers(request);
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const fitting = ROUTES.filter(({ pattern }) => pattern.test(url.pathname));
  if (fitting.length === 0) throw new ControlError(404, `There is no ${url.pathname}.`);
  const found = fitting.find(({ method }) => method === request.method);
  if (!found) throw new ControlError(405, `${url.pathname} knows no ${String(request.method)}.`);
  const ids = found.pattern.exec(url.pathname)?.slice(1) ?? [];
  const body = await jsonBody(request);
  return found.handle({ world, ids, query: url.searchParams, body });
}

const LOOPBACK = /^(::1|(::ffff:)?127\.)/;
const LOOPBACK_NAME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** Whoever reaches this may empty the ledgers: only this machine, and no web page that a browser on it shows. */
function refuseStrangers({ socket, headers }: IncomingMessage): void {
  const isLocal = LOOPBACK.test(socket.remoteAddress ?? '');
  const isNamedLocal = LOOPBACK_NAME.test(headers.host ?? '');
  const origin = headers.origin ?? '';
  const isOwnPage = origin === '' || LOOPBACK_NAME.test(origin.replace(/^https?:\/\//, ''));
  if (!isLocal || !isNamedLocal || !isOwnPage)
    throw new ControlError(403, 'The control interface is open to this machine only.');
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  try {
    const text = await readBody(request, BODY_BYTES_MAX);
    return text.trim() === '' ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new ControlError(413, error.message);
    if (error instanceof SyntaxError) throw new ControlError(400, 'The body is no JSON.');
    throw error;
  }
}

function send(response: ServerResponse, status: number, json: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(json));
}
