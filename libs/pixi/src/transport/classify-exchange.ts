import { Fault, type FaultInit, type FaultRef } from '@abgleich/domain';
import type { ExchangeOutcome } from './http-exchange.js';

/** What a call is, as far as its failures are concerned. */
export type CallNature = {
  readonly procedure: string;
  readonly writes: boolean;
  readonly ref: FaultRef;
};

type Answered = Extract<ExchangeOutcome, { kind: 'answered' }>;

/**
 * The fault of a request that got no usable answer; `null` when there is one to read. A write that may have been executed
 * is `uncertain`, everything that certainly was not is `transient` or `config`.
 */
export function classifyExchange(call: CallNature, outcome: ExchangeOutcome): Fault | null {
  switch (outcome.kind) {
    case 'answered':
      return classifyStatus(call, outcome);
    case 'not-sent':
      if (outcome.reason === 'not-allowed')
        return fault(call, { kind: 'config', code: 'pixi.address-not-allowed' });
      return fault(call, {
        kind: outcome.reason === 'certificate' ? 'config' : 'transient',
        code: 'pixi.unreachable',
        params: { reason: outcome.reason },
        cause: outcome.cause,
      });
    case 'no-answer':
      return noAnswer(call, outcome.reason, outcome.cause);
  }
}

function noAnswer(
  call: CallNature,
  reason: 'timeout' | 'cut' | 'too-large',
  cause: unknown,
): Fault {
  if (call.writes) return answerLost(call, reason, cause);
  if (reason === 'too-large')
    return fault(call, { kind: 'data', code: 'pixi.answer-too-large', cause });
  return fault(call, { kind: 'transient', code: 'pixi.unreachable', params: { reason }, cause });
}

/** A write that was sent and whose outcome nobody knows: look first, never repeat blindly. */
export function answerLost(call: CallNature, reason: string, cause?: unknown): Fault {
  return fault(call, { kind: 'uncertain', code: 'pixi.answer-lost', params: { reason }, cause });
}

/** An answer that cannot be understood: data for a read, uncertain for a write. */
export function malformedAnswer(call: CallNature, reason: string, cause?: unknown): Fault {
  if (call.writes) return answerLost(call, reason, cause);
  return fault(call, { kind: 'data', code: 'pixi.malformed-answer', params: { reason }, cause });
}

function classifyStatus(call: CallNature, answer: Answered): Fault | null {
  const { status } = answer;
  const params = { status: String(status) };
  if (status === 401 || status === 403 || status === 407)
    return fault(call, { kind: 'config', code: 'pixi.unauthorized', params });
  if (status === 429 || (status === 503 && answer.retryAfter !== null)) return busy(call, answer);
  if (looksLikeSoap(answer.body)) return null;
  if (status === 404 || status === 405 || status === 410 || (status >= 300 && status < 400))
    return fault(call, { kind: 'config', code: 'pixi.unreachable', params });
  if (status >= 400 && status < 500)
    return fault(call, { kind: 'rejected', code: 'pixi.rejected', params });
  if (status >= 500) return call.writes ? answerLost(call, `HTTP ${status}`) : busy(call, answer);
  return malformedAnswer(call, 'no SOAP envelope');
}

function busy(call: CallNature, { status, retryAfter }: Answered): Fault {
  const seconds = retryAfter !== null && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : null;
  return fault(call, {
    kind: 'transient',
    code: 'pixi.busy',
    params: { status: String(status) },
    ...(seconds === null ? {} : { retryAfterMs: seconds * 1000 }),
  });
}

/** The envelope stands at the very beginning; looking further would let a large page cost time. */
export const looksLikeSoap = (body: string): boolean =>
  /<([\w.-]+:)?Envelope[\s>]/.test(body.slice(0, 2000));

/** A fault of one call, with the procedure it was made for and what it was about. */
export function fault(call: CallNature, init: FaultInit): Fault {
  return new Fault({
    ...init,
    params: { procedure: call.procedure, ...init.params },
    ref: { ...call.ref, ...init.ref },
  });
}
