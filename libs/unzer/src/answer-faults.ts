import { Fault, type FaultCode, type FaultKind, SECOND } from '@abgleich/domain';
import type { CallEffect, HttpAnswer } from './call.js';
import { meaningOfErrorCode } from './error-codes.js';
import { type WireError, wireError } from './wire.js';

/** Without a `Retry-After`, a refused rate is tried again after this long. */
const RETRY_AFTER_DEFAULT_MS = SECOND;
/** However long Unzer asks us to stay away, we look again after five minutes. */
const RETRY_AFTER_MAX_MS = 300 * SECOND;
/** Unzer's texts are for people; more than this is not one. */
const MESSAGE_MAX = 300;

type Params = Record<string, string>;

/** A failure that says nothing about whether the request was executed: look first if it may have acted, else try again. */
export function unanswered(effect: CallEffect, code: FaultCode, rest: FaultRest = {}): Fault {
  return effect === 'act'
    ? new Fault({ kind: 'uncertain', code: 'unzer.answer-lost', ...rest })
    : new Fault({ kind: 'transient', code, ...rest });
}
type FaultRest = { params?: Params; cause?: unknown };

/** An answer we cannot understand. If the request may have acted, that is still the first thing to find out. */
export function notUnderstood(effect: CallEffect, what: string, cause?: unknown): Fault {
  const rest = { params: { what: what.slice(0, MESSAGE_MAX) }, ...(cause ? { cause } : {}) };
  return effect === 'act'
    ? new Fault({ kind: 'uncertain', code: 'unzer.answer-lost', ...rest })
    : new Fault({ kind: 'data', code: 'unzer.malformed-answer', ...rest });
}

/**
 * The body of a good answer as JSON. Throws the `Fault` that a bad one stands for. The body decides before the status does:
 * Unzer sends error bodies with 2xx, too. Only 401, 403, 429 and 5xx are believed whatever the body says.
 */
export function readAnswer(effect: CallEffect, answer: HttpAnswer): unknown {
  const { status } = answer;
  const json = parseJson(answer.text);
  const error = json === NOT_JSON ? null : errorIn(json, effect, status);
  if (status === 401 || status === 403)
    throw fault('config', 'unzer.keys-rejected', paramsOf(status, error));
  if (status === 429) throw rateLimited(answer);
  if (status >= 500) throw unanswered(effect, 'unzer.busy', { params: paramsOf(status, error) });
  if (error) throw refusal(effect, status, error);
  if (status < 200 || status > 299)
    throw unanswered(effect, 'unzer.busy', { params: paramsOf(status, null) });
  if (json === NOT_JSON)
    // A page or half an answer with status 200 comes from something in between; asking again usually helps.
    throw unanswered(effect, 'unzer.busy', {
      params: { httpStatus: String(status), what: 'not JSON' },
    });
  return json;
}

/** The refusal that an error code stands for. */
export function refusal(effect: CallEffect, httpStatus: number, error: NamedError): Fault {
  const meaning = meaningOfErrorCode(error.code);
  const params = paramsOf(httpStatus, error);
  if (meaning?.kind === 'transient') return unanswered(effect, meaning.faultCode, { params });
  if (meaning) return fault(meaning.kind, meaning.faultCode, params);
  if (error.code === '' && httpStatus === 404)
    // Without a code of its own a 404 may be a wrong host as well as an unknown payment; an order must not suffer for the first.
    return unanswered(effect, 'unzer.busy', { params });
  return fault('rejected', 'unzer.rejected', params);
}

/** An error as Unzer names it. Texts are cut, ids kept: they are what Unzer's support asks for. */
export type NamedError = {
  readonly code: string;
  readonly message: string;
  readonly errorId: string;
  readonly traceId: string;
};

/**
 * A good reading may be of a failed transaction: its `isError` is what was asked for, not a failure of the reading. A body that
 * claims both success and failure is believed in neither.
 */
function errorIn(json: unknown, effect: CallEffect, status: number): NamedError | null {
  const parsed = wireError.safeParse(json);
  if (!parsed.success) return null;
  const body = parsed.data;
  const listed = (body.errors ?? []).length > 0;
  const isReading = effect === 'read' && status < 300;
  if (!listed && (!body.isError || isReading)) return null;
  if (body.isSuccess || body.isPending || body.isResumed)
    throw notUnderstood(effect, 'the answer claims success and failure at once');
  return namedError(body);
}

function namedError({ errors, message, id, traceId }: WireError): NamedError {
  // A list may begin with an entry without code; SDKs look at the first, we at the first that says something.
  const listed = errors?.find(({ code }) => code !== '') ?? errors?.[0];
  const named = listed
    ? { code: listed.code, text: listed.merchantMessage }
    : { code: message?.code ?? '', text: message?.merchant ?? '' };
  return { code: named.code, message: named.text.slice(0, MESSAGE_MAX), errorId: id, traceId };
}

function rateLimited(answer: HttpAnswer): Fault {
  return new Fault({
    kind: 'transient',
    code: 'unzer.rate-limited',
    retryAfterMs: retryAfterMs(answer.retryAfter),
  });
}

/** `Retry-After` in seconds. A date is not worth a clock here: the default does. */
function retryAfterMs(header: string | null): number {
  const seconds = header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null;
  if (seconds === null) return RETRY_AFTER_DEFAULT_MS;
  return Math.min(seconds * SECOND, RETRY_AFTER_MAX_MS);
}

/** `message` is what a merchant is shown: Unzer's own words, and the code that Unzer's support understands. */
function paramsOf(httpStatus: number, error: NamedError | null): Params {
  const params: Params = { httpStatus: String(httpStatus) };
  if (error === null) return params;
  const { code, message, errorId, traceId } = error;
  if (code !== '') params['unzerCode'] = code;
  if (code !== '' || message !== '')
    params['message'] = message === '' ? code : `${message}${code === '' ? '' : ` (${code})`}`;
  if (errorId !== '') params['errorId'] = errorId;
  if (traceId !== '') params['traceId'] = traceId;
  return params;
}

const fault = (kind: FaultKind, code: FaultCode, params: Params): Fault =>
  new Fault({ kind, code, params });

const NOT_JSON = Symbol('not JSON');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}
