import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallLog } from '../kernel/calls.js';
import type { FaultRegistry, InjectedFault } from '../kernel/faults.js';
import { acquirerUnder, answerInstead, raw, type RawAnswer, spoil } from './fault-plan.js';
import { mint } from './mint.js';
import { parseBody } from './request-body.js';
import type { UnzerKeyPair } from './route.js';
import { answerRequest } from './routes.js';
import type { UnzerBooks } from './unzer-books.js';
import { UnzerRefusal } from './unzer-refusal.js';
import { errorAnswer } from './wire-answers.js';

export type UnzerServerOptions = {
  readonly books: UnzerBooks;
  readonly keyPairs: readonly UnzerKeyPair[];
  readonly faults: Pick<FaultRegistry, 'take'>;
  readonly calls: Pick<CallLog, 'record'>;
  readonly now: () => number;
  readonly newSeed: () => string;
  /** 0 = any free one. */
  readonly port: number;
  /** Loopback unless said otherwise. */
  readonly host?: string;
};
export type UnzerServer = {
  /** `http://127.0.0.1:4002`, without version. */
  readonly url: string;
  /** Ends open connections, hanging ones included. */
  close(): Promise<void>;
};

/** Far above every real request; more is refused unread. */
const REQUEST_BYTES_MAX = 1_000_000;
/** Error bodies that can still be fetched by id. */
const ERRORS_KEPT = 1_000;
const VERSION = '/v1';
/** Baskets and customers have a second version; of what a shop stores both are the same here. */
const KNOWN_PATH = /^\/(?:v1\/|v2\/(?:baskets|customers)(?:\/|$))/;

/** Starts the provider's HTTP side over the given books. Rejects when the port is taken. */
export async function startUnzerServer(options: UnzerServerOptions): Promise<UnzerServer> {
  const host = options.host ?? '127.0.0.1';
  const answer = createAnswerer(options);
  const server = createServer((request, response) => {
    void serve({ request, response, answer, options }).catch((error: unknown) => {
      // A mistake in the sandbox itself must be seen in the test that met it, not end the process.
      console.error('sandbox unzer:', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  return { url: `http://${host}:${portOf(server)}`, close: () => closeServer(server) };
}

// A TCP server that listens has an AddressInfo.
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type Arrived = {
  readonly method: string;
  /** With version, without query and trailing slash. */
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
  readonly base: string;
};
type Serving = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: (arrived: Arrived, fault: InjectedFault | null) => RawAnswer;
  readonly options: UnzerServerOptions;
};

async function serve({ request, response, answer, options }: Serving): Promise<void> {
  const startedMs = options.now();
  const method = request.method ?? 'GET';
  const path = (request.url ?? '/').replace(/\?.*$/, '').replace(/\/+$/, '');
  const name = `${method} ${path}`;
  response.on('close', () => {
    options.calls.record({
      at: new Date(startedMs).toISOString(),
      target: 'unzer',
      name,
      status: response.writableFinished ? response.statusCode : 0,
      ms: options.now() - startedMs,
      paymentId: /\/payments\/([sp]-pay-[^/]+)/.exec(path)?.[1],
    });
  });
  const body = await readBody(request);
  if (body === null) return write(response, raw(413, ''));
  const base = `http://${request.headers.host ?? 'localhost'}${VERSION}`;
  const authorization = request.headers.authorization ?? '';
  const fault = options.faults.take('unzer', name);
  write(response, answer({ method, path, authorization, body, base }, fault));
}

function write(response: ServerResponse, answer: RawAnswer): void {
  if (answer.kind === 'hang') return; // until the client leaves or the server closes
  if (answer.kind === 'cut') {
    response.destroy();
    return;
  }
  const send = () => {
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  if (answer.delayMs === 0) return send();
  const timer = setTimeout(send, answer.delayMs);
  response.on('close', () => clearTimeout(timer));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: Buffer = chunk;
    bytes += part.length;
    if (bytes > REQUEST_BYTES_MAX) return null;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function createAnswerer(options: UnzerServerOptions): Serving['answer'] {
  const { books, keyPairs, now, newSeed } = options;
  const errors = new Map<string, string>();

  function refused({ path, base }: Arrived, refusal: UnzerRefusal): RawAnswer {
    const { traceId, uniqueId } = mint(newSeed(), 'error');
    const errorId = `s-err-${uniqueId.slice(-20).toLowerCase()}${traceId.slice(0, 8)}`;
    const { code, message: merchantMessage, status } = refusal;
    const url = base + path.slice(VERSION.length);
    const at = new Date(now()).toISOString();
    const body = JSON.stringify(errorAnswer({ errorId, traceId, url, at, code, merchantMessage }));
    errors.set(errorId, body);
    const [oldest] = errors.keys();
    if (errors.size > ERRORS_KEPT && oldest !== undefined) errors.delete(oldest);
    return raw(status, body);
  }

  function fromBooks(arrived: Arrived, fault: InjectedFault | null): RawAnswer {
    const keyPair = keyPairOf(arrived.authorization, keyPairs);
    const path = arrived.path.slice(VERSION.length);
    const { method, base } = arrived;
    const errorId = /^\/errors\/([^/]+)$/.exec(path)?.[1];
    const error = errorId === undefined ? undefined : errors.get(errorId);
    if (error !== undefined) return raw(200, error);
    const body = parseBody(arrived.body);
    const acquirer = acquirerUnder(fault);
    const { status, json } = answerRequest(books, { method, path, body, keyPair, base, acquirer });
    return raw(status, JSON.stringify(json));
  }

  return (arrived, fault) => {
    try {
      if (!KNOWN_PATH.test(arrived.path)) return raw(404, '');
      return answerInstead(fault, arrived.method) ?? spoil(fromBooks(arrived, fault), fault);
    } catch (error) {
      if (!(error instanceof UnzerRefusal)) throw error;
      return spoil(refused(arrived, error), fault);
    }
  };
}

/** Basic auth with the private key as user and no password. A public key opens nothing here. */
function keyPairOf(authorization: string, keyPairs: readonly UnzerKeyPair[]): UnzerKeyPair {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization)?.[1];
  if (encoded === undefined)
    throw new UnzerRefusal('API.710.000.007', 'Wrong authentication method');
  const [key = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const known = keyPairs.find(({ privateKey }) => privateKey === key);
  if (known !== undefined) return known;
  if (keyPairs.some(({ publicKey }) => publicKey === key))
    throw new UnzerRefusal('API.710.000.005', 'Insufficient permission');
  const masked = `${key.slice(0, 3)}****${key.slice(-3)}`;
  throw new UnzerRefusal('API.320.000.002', `Key '${masked}' is unknown or invalid`);
}
