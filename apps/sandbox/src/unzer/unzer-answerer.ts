import type { InjectedFault } from '../kernel/faults.js';
import { acquirerUnder, answerInstead, raw, type RawAnswer, spoil } from './fault-plan.js';
import { mint } from './mint.js';
import { parseBody } from './request-body.js';
import type { UnzerKeyPair } from './route.js';
import { answerRequest } from './routes.js';
import type { UnzerBooks } from './unzer-books.js';
import { UnzerRefusal } from './unzer-refusal.js';
import { errorAnswer } from './wire-answers.js';

/** A request as it arrived, its key not yet checked. */
export type ArrivedRequest = {
  readonly method: string;
  /** With version, without query and trailing slash. */
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
  readonly base: string;
};
/** What goes back, under an injected fault or none. */
export type UnzerAnswerer = (arrived: ArrivedRequest, fault: InjectedFault | null) => RawAnswer;
export type UnzerAnswererOptions = {
  readonly books: UnzerBooks;
  readonly keyPairs: readonly UnzerKeyPair[];
  readonly now: () => number;
  readonly newSeed: () => string;
};

/** Error bodies that can still be fetched by id. */
const ERRORS_KEPT = 1_000;
export const VERSION = '/v1';
/** Baskets and customers have a second version; of what a shop stores both are the same here. */
const KNOWN_PATH = /^\/(?:v1\/|v2\/(?:baskets|customers)(?:\/|$))/;

/** The provider's interface without its wire: no I/O; the simulator uses it directly. */
export function createUnzerAnswerer(options: UnzerAnswererOptions): UnzerAnswerer {
  const { books, keyPairs, now, newSeed } = options;
  const errors = new Map<string, string>();

  function refused({ path, base }: ArrivedRequest, refusal: UnzerRefusal): RawAnswer {
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

  function fromBooks(arrived: ArrivedRequest, fault: InjectedFault | null): RawAnswer {
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
