import { Fault, SECOND } from '@abgleich/domain';
import { unanswered } from './answer-faults.js';
import type { CallEffect, HttpAnswer, UnzerCall } from './call.js';

export type SendOptions = {
  /** From the first byte out to the last byte in. */
  readonly totalTimeoutMs: number;
  /** A longer answer is refused unread. */
  readonly answerBytesMax: number;
};
/** Unzer's own SDK waits a minute; so slow answers exist and are better awaited than looked up. */
export const TOTAL_TIMEOUT_DEFAULT_MS = 60 * SECOND;
/** The longest real payment seen has some 20 kB. */
export const ANSWER_BYTES_MAX = 1_000_000;

/**
 * Errors from before the request left: name not resolved, connection refused or not come about (Node waits 10 s for it), no
 * trusted certificate. Only with these it is certain that nothing was executed.
 */
const NEVER_SENT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
const NEVER_SENT_SYSTEM_CALLS = new Set(['connect', 'getaddrinfo']);

/** Sends one request over Node's own keep-alive connections. Never follows a redirect: it would carry the key elsewhere. */
export async function sendRequest(
  call: UnzerCall,
  target: { readonly baseUrl: string; readonly authorization: string },
  options: SendOptions,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(options.totalTimeoutMs);
  try {
    const response = await fetch(target.baseUrl + call.path, {
      method: call.method,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        'accept-language': 'en',
        authorization: target.authorization,
        ...(call.body === null ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === null ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await readLimited(response, options.answerBytesMax);
    if (text === null) throw tooLarge(call.effect, options.answerBytesMax);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw networkFault(call.effect, error);
  }
}

/** What a failed connection means: transient when nothing was sent for sure, else whatever `unanswered` makes of the effect. */
export function networkFault(effect: CallEffect, error: unknown): Fault {
  const reasons = chainOf(error);
  const reason = reasons.map(({ code, name }) => code ?? name).at(-1) ?? 'unknown';
  const rest = { params: { reason }, cause: error };
  const neverSent = reasons.some(
    ({ code, syscall }) =>
      (code !== undefined && NEVER_SENT_CODES.has(code)) ||
      (syscall !== undefined && NEVER_SENT_SYSTEM_CALLS.has(syscall)),
  );
  if (neverSent) return new Fault({ kind: 'transient', code: 'unzer.unreachable', ...rest });
  const timedOut = reasons.some(({ name }) => name === 'TimeoutError');
  return unanswered(effect, timedOut ? 'unzer.busy' : 'unzer.unreachable', rest);
}

type Reason = { readonly code?: string; readonly syscall?: string; readonly name: string };
/** fetch wraps: TypeError, its cause, and that one's cause. Deeper would be a loop. */
const CAUSES_MAX = 4;

function chainOf(error: unknown): Reason[] {
  const reasons: Reason[] = [];
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && typeof current === 'object' && current; depth += 1) {
    const { code, syscall, name, cause } = current as Record<string, unknown>; // any thrown object; each field is checked below
    reasons.push({
      name: typeof name === 'string' ? name : 'unknown',
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof syscall === 'string' ? { syscall } : {}),
    });
    current = cause;
  }
  return reasons;
}

function tooLarge(effect: CallEffect, bytesMax: number): Fault {
  const params = { bytesMax: String(bytesMax) };
  return effect === 'act'
    ? new Fault({ kind: 'uncertain', code: 'unzer.answer-lost', params })
    : new Fault({ kind: 'data', code: 'unzer.answer-too-large', params });
}

/** Counts what arrives after decompression, so that a small compressed answer cannot unfold into a large one. */
async function readLimited(response: Response, bytesMax: number): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
