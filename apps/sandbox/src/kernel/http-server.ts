import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';

/** A listening HTTP server; `url` ends in a slash. */
export type RunningServer = {
  readonly url: string;
  readonly port: number;
  /** Cuts every connection and stops listening. */
  stop(): Promise<void>;
};

/**
 * Longer than any client keeps an idle connection for reuse: a server that hangs up first makes its clients lose
 * requests that they had just begun to send.
 */
const KEEP_ALIVE_MS = 120_000;

/** Starts listening; port 0 takes a free one. Rejects when the port is taken. */
export async function startHttpServer({
  host,
  port,
  listener,
}: {
  host: string;
  port: number;
  listener: RequestListener;
}): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = boundPort(server);
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${bound}/`,
    port: bound,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return address.port;
}

/** The request's body was larger than allowed. */
export class BodyTooLarge extends Error {}

/** Reads a whole body as UTF-8. Rejects with `BodyTooLarge`, or when the client leaves early. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = chunk as Buffer; // no encoding is set, so node hands out buffers
    bytes += part.length;
    if (bytes > bytesMax) throw new BodyTooLarge(`The body is larger than ${bytesMax} bytes.`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Resolves after `ms`, or at once when the client hangs up. `false` = nobody waits for the answer any more. */
export function waitFor(response: ServerResponse, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(true), ms);
    const left = () => settle(false);
    const settle = (stillThere: boolean): void => {
      clearTimeout(timer);
      response.off('close', left);
      resolve(stillThere);
    };
    response.once('close', left);
  });
}

/** Resolves when the client has hung up. */
export function clientLeft(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.once('close', () => resolve());
  });
}
