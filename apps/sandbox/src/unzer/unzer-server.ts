import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallLog } from '../kernel/calls.js';
import type { FaultRegistry } from '../kernel/faults.js';
import { raw, type RawAnswer } from './fault-plan.js';
import {
  type UnzerAnswerer,
  type UnzerAnswererOptions,
  VERSION,
  createUnzerAnswerer,
} from './unzer-answerer.js';

export type UnzerServerOptions = UnzerAnswererOptions & {
  readonly faults: Pick<FaultRegistry, 'take'>;
  readonly calls: Pick<CallLog, 'record'>;
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

/** Starts the provider's HTTP side over the given books. Rejects when the port is taken. */
export async function startUnzerServer(options: UnzerServerOptions): Promise<UnzerServer> {
  const host = options.host ?? '127.0.0.1';
  const answer = createUnzerAnswerer(options);
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

type Serving = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: UnzerAnswerer;
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
