import { request as httpRequest, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as HttpsAgent } from 'node:https';
import { TLSSocket } from 'node:tls';
import { guardedLookup, mayNameAddress, NOT_ALLOWED, type MayConnect } from './guarded-lookup.js';

/** Why no connection came about. `not-allowed`: the address may not be connected to. */
export type NotSentReason =
  'unreachable' | 'host-unknown' | 'not-allowed' | 'timeout' | 'certificate';

/** How one HTTP request ended. The kinds differ in what may have happened on the other side. */
export type ExchangeOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly body: string;
    }
  /** No connection came about: the other side has certainly not acted. */
  | {
      readonly kind: 'not-sent';
      readonly reason: NotSentReason;
      readonly cause: unknown;
    }
  /** The request left and no whole answer came back: the other side may have acted. */
  | {
      readonly kind: 'no-answer';
      readonly reason: 'timeout' | 'cut' | 'too-large';
      readonly cause: unknown;
    };

export type ExchangeRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** The whole exchange, connecting included. */
  readonly timeoutMs: number;
  /** A larger answer is dropped while it arrives. */
  readonly maxAnswerBytes: number;
};

/** Idle connections are closed before the usual servers and gateways (5 s and up) close them under a request. */
const IDLE_CONNECTION_MS = 4_000;
/** Certificate failures of Node and OpenSSL, as far as they name themselves. */
const CERTIFICATE = /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(GET|VERIFY)|SSL|TLS/i;

/** Makes HTTP requests over a few kept connections: no redirects, no proxies, bounded time and size. Never throws. */
export class HttpExchange {
  readonly #agents: { readonly http: HttpAgent; readonly https: HttpsAgent };

  readonly #mayConnect: MayConnect | null;

  constructor(options: { maxSockets: number; ca: string | null; mayConnect: MayConnect | null }) {
    this.#mayConnect = options.mayConnect;
    const kept = {
      ...(options.mayConnect === null ? {} : { lookup: guardedLookup(options.mayConnect) }),
      keepAlive: true,
      maxSockets: options.maxSockets,
      maxFreeSockets: options.maxSockets,
      timeout: IDLE_CONNECTION_MS,
    };
    this.#agents = {
      http: new HttpAgent(kept),
      https: new HttpsAgent(options.ca === null ? kept : { ...kept, ca: options.ca }),
    };
  }

  send(wanted: ExchangeRequest): Promise<ExchangeOutcome> {
    const mayConnect = this.#mayConnect;
    if (mayConnect !== null && !mayNameAddress(wanted.url, mayConnect))
      return Promise.resolve({ kind: 'not-sent', reason: 'not-allowed', cause: null });
    return new Promise((resolve) => {
      const progress = { connected: false, ended: false };
      const end = (outcome: ExchangeOutcome): void => {
        if (progress.ended) return;
        progress.ended = true;
        clearTimeout(deadline);
        resolve(outcome);
        if (outcome.kind !== 'answered') request.destroy();
      };
      const fail = (reason: 'timeout' | 'cut' | 'too-large', cause: unknown): void =>
        end(
          progress.connected
            ? { kind: 'no-answer', reason, cause }
            : { kind: 'not-sent', reason: notSent(reason, cause), cause },
        );
      const request = this.#open(wanted);
      const deadline = setTimeout(() => fail('timeout', null), wanted.timeoutMs);
      request.on('socket', (socket) => {
        if (!socket.connecting) progress.connected = true;
        else
          socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => {
            progress.connected = true;
          });
      });
      request.on('error', (error) => fail('cut', error));
      request.on('response', (response) => {
        progress.connected = true;
        readAnswer(response, wanted.maxAnswerBytes, { end, fail });
      });
      request.end(wanted.body ?? undefined);
    });
  }

  /** Closes idle connections. A request under way is left to end: cutting a write would leave its outcome unknown. */
  close(): void {
    for (const agent of [this.#agents.http, this.#agents.https])
      for (const sockets of Object.values(agent.freeSockets))
        for (const socket of sockets ?? []) socket.destroy();
  }

  #open({ url, method, headers, body }: ExchangeRequest) {
    const length = body === null ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...headers, ...length } };
    return url.startsWith('https:')
      ? httpsRequest(url, { ...options, agent: this.#agents.https })
      : httpRequest(url, { ...options, agent: this.#agents.http });
  }
}

type Ends = {
  end(outcome: ExchangeOutcome): void;
  fail(reason: 'cut' | 'too-large', cause: unknown): void;
};

function readAnswer(response: IncomingMessage, maxBytes: number, ends: Ends): void {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    ends.fail('too-large', null);
    return;
  }
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) ends.fail('too-large', null);
    else chunks.push(chunk);
  });
  response.on('error', (error) => ends.fail('cut', error));
  response.on('close', () => {
    if (!response.complete) ends.fail('cut', null);
  });
  response.on('end', () =>
    ends.end({
      kind: 'answered',
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'] ?? null,
      body: decode(Buffer.concat(chunks), response.headers['content-type'] ?? ''),
    }),
  );
}

function decode(bytes: Buffer, contentType: string): string {
  const label = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return bytes.toString('utf8'); // A charset nobody knows: read what can be read.
  }
}

function notSent(reason: string, cause: unknown): NotSentReason {
  if (reason === 'timeout') return 'timeout';
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  if (code === NOT_ALLOWED) return 'not-allowed';
  if (code === 'ENOTFOUND') return 'host-unknown';
  return CERTIFICATE.test(String(code)) ? 'certificate' : 'unreachable';
}
