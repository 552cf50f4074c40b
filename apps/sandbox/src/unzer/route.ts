import type { AcquirerAnswer } from './commands.js';
import type { RequestBody } from './request-body.js';
import type { UnzerBooks } from './unzer-books.js';

/** The merchant's account that a private key opens. */
export type UnzerKeyPair = {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly merchantName: string;
};

/** A request whose key is known. `path` is below the version, without a trailing slash. */
export type UnzerRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: RequestBody;
  readonly keyPair: UnzerKeyPair;
  /** Absolute, with version: where the answer's URLs point to. */
  readonly base: string;
  readonly acquirer: AcquirerAnswer;
};
export type JsonAnswer = { readonly status: number; readonly json: unknown };

export type Handler = (
  books: UnzerBooks,
  request: UnzerRequest,
  ids: readonly string[],
) => JsonAnswer;
export type Route = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
};

export const route = (method: string, path: string, handler: Handler): Route => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('{id}', '([^/]+)')}$`),
  handler,
});

export const ok = (json: unknown): JsonAnswer => ({ status: 200, json });
export const created = (json: unknown): JsonAnswer => ({ status: 201, json });
