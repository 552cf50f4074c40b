import {
  type CallContext,
  type Clock,
  Fault,
  isFault,
  MoneyError,
  type ProviderAccess,
} from '@abgleich/domain';
import type { z } from 'zod';
import { targetOf } from './access.js';
import { notUnderstood, readAnswer } from './answer-faults.js';
import type { UnzerCall } from './call.js';
import { DecodeError } from './payment-codec.js';
import {
  IN_FLIGHT_DEFAULT,
  type LimiterOptions,
  REQUESTS_PER_SECOND_DEFAULT,
  createRequestLimiter,
} from './request-limiter.js';
import { ANSWER_BYTES_MAX, TOTAL_TIMEOUT_DEFAULT_MS, sendRequest } from './send-request.js';

export type UnzerOptions = {
  readonly clock: Clock;
  /** Per key pair; 0 = unlimited. */
  readonly requestsPerSecond?: number;
  /** Requests on the way at once, per key pair; 0 = unlimited. */
  readonly inFlightMax?: number;
  readonly totalTimeoutMs?: number;
  readonly answerBytesMax?: number;
  /** The one host beyond this machine that test keys may reach by plain http: a sandbox in a container network. */
  readonly sandboxHost?: string;
  /** Another way to Unzer than HTTP; the simulator's leads to an engine in its own process. */
  readonly send?: typeof sendRequest;
  /** What the pace is kept by; the machine's own clock unless a simulator gives another. */
  readonly pace?: Pick<LimiterOptions, 'monotonicMs' | 'wait'>;
};

/** How the answer to a call is read: its schema, what becomes of it, and what of it the timeline shows. */
export type Reading<Wire extends z.ZodType, Result> = {
  readonly schema: Wire;
  readonly toResult: (wire: z.infer<Wire>) => Result;
  readonly summary: (wire: z.infer<Wire>) => Readonly<Record<string, unknown>>;
};

/** With which keys, and for whom. */
export type At = { readonly access: ProviderAccess; readonly ctx: CallContext };

/** Makes calls: paced, limited, recorded, every failure a `Fault`. */
export type UnzerClient = {
  call<Wire extends z.ZodType, Result>(
    at: At,
    call: UnzerCall,
    reading: Reading<Wire, Result>,
  ): Promise<Result>;
};

export function createUnzerClient(options: UnzerOptions): UnzerClient {
  const limiter = createRequestLimiter({
    requestsPerSecond: options.requestsPerSecond ?? REQUESTS_PER_SECOND_DEFAULT,
    inFlightMax: options.inFlightMax ?? IN_FLIGHT_DEFAULT,
    ...options.pace,
  });
  const sendOptions = {
    totalTimeoutMs: options.totalTimeoutMs ?? TOTAL_TIMEOUT_DEFAULT_MS,
    answerBytesMax: options.answerBytesMax ?? ANSWER_BYTES_MAX,
  };
  const sandboxHost = options.sandboxHost ?? null;
  const send = options.send ?? sendRequest;
  return {
    async call({ access, ctx }, call, reading) {
      const target = targetOf(access, { sandboxHost });
      return limiter.run(target.lane, async () => {
        if (call.effect === 'act') ctx.beforeSending?.();
        const recorder = startRecord(call, ctx, options.clock);
        try {
          const answer = await send(call, target, sendOptions);
          const read = decode(call, readAnswer(call.effect, answer), reading);
          recorder.end('ok', { httpStatus: answer.status, ...read.summary });
          return read.result;
        } catch (error) {
          if (!isFault(error)) throw error;
          if (error.code === 'unzer.rate-limited')
            limiter.pause(target.lane, error.retryAfterMs ?? 0);
          recorder.end(error.code, error.params);
          throw withRef(error, call, ctx);
        }
      });
    },
  };
}

function decode<Wire extends z.ZodType, Result>(
  call: UnzerCall,
  json: unknown,
  { schema, toResult, summary }: Reading<Wire, Result>,
): { result: Result; summary: Readonly<Record<string, unknown>> } {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 5);
    throw notUnderstood(call.effect, `fields ${where.join(', ')}`, parsed.error);
  }
  try {
    return { result: toResult(parsed.data), summary: summary(parsed.data) };
  } catch (error) {
    if (error instanceof DecodeError || error instanceof MoneyError)
      throw notUnderstood(call.effect, error.message, error);
    throw error;
  }
}

/** The record of one call. Bodies hold amounts and document numbers only; keys travel in a header and never get here. */
function startRecord(call: UnzerCall, ctx: CallContext, clock: Clock) {
  const startedAt = clock.now();
  const startedMs = performance.now();
  return {
    end(outcome: string, response: Readonly<Record<string, unknown>>): void {
      ctx.record({
        side: 'psp',
        name: call.name,
        startedAt,
        durationMs: Math.round(performance.now() - startedMs),
        outcome,
        request:
          call.paymentId === null && call.body === null
            ? null
            : { ...(call.paymentId === null ? {} : { paymentId: call.paymentId }), ...call.body },
        response,
      });
    },
  };
}

function withRef(fault: Fault, call: UnzerCall, ctx: CallContext): Fault {
  return new Fault({
    kind: fault.kind,
    code: fault.code,
    params: { ...fault.params },
    ref: {
      traceId: ctx.traceId,
      ...(call.paymentId === null ? {} : { paymentId: call.paymentId }),
    },
    cause: fault.cause ?? fault,
    ...(fault.retryAfterMs === null ? {} : { retryAfterMs: fault.retryAfterMs }),
  });
}
