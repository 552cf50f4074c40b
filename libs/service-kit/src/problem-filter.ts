import { STATUS_CODES } from 'node:http';
import { Fault, assertNever, type FaultKind } from '@abgleich/domain';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { z } from 'zod';
import type { Log } from './create-log.js';
import { traceIdFrom } from './trace-id.js';

/** An RFC 9457 body as this filter writes it; the portal's own schema of it is in libs/contracts. */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  traceId: string;
  errors?: { path: string; code: string; fix: string }[];
};
type Request = { headers: Record<string, string | undefined>; method: string; url: string };
type Response = {
  headersSent: boolean;
  status(code: number): Response;
  setHeader(name: string, value: string): void;
  json(body: unknown): void;
  end(): void;
};

/** The one place of a service that turns what was thrown into an HTTP answer. Faults of ours say no more than a trace id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log: Log;
  constructor(log: Log) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const traceId = traceIdFrom(request.headers['traceparent']);
    const problem = problemOf(error, traceId);
    const facts = { traceId, method: request.method, path: request.url.split('?')[0] };
    if (problem.status >= 500) this.log.error({ ...facts, error }, 'request failed');
    else this.log.debug({ ...facts, code: problem.code }, 'request refused');
    if (response.headersSent) {
      response.end();
      return;
    }
    const wait = error instanceof Fault ? error.retryAfterMs : null;
    if (wait !== null) response.setHeader('retry-after', String(Math.ceil(wait / 1_000)));
    response.setHeader('content-type', 'application/problem+json; charset=utf-8');
    response.status(problem.status).json(problem);
  }
}

/** The answer for what was thrown. Nothing of an error that is not meant for callers gets into it. */
export function problemOf(error: unknown, traceId: string): ProblemBody {
  if (error instanceof z.ZodError) {
    const errors = error.issues.map((issue) => ({
      path: issue.path.join('.'),
      code: issue.code,
      fix: issue.message,
    }));
    const detail = 'The request has fields that cannot be used; `errors` names each one.';
    return { ...body({ status: 400, code: 'request.invalid', detail }, traceId), errors };
  }
  if (error instanceof HttpException) return problemOfHttp(error, traceId);
  if (error instanceof Fault) {
    const detail = error.kind === 'bug' ? UNEXPECTED : FAULT_DETAIL[error.kind];
    return body({ status: statusOf(error.kind), code: error.code, detail }, traceId);
  }
  return body({ status: 500, code: 'platform.bug', detail: UNEXPECTED }, traceId);
}

const UNEXPECTED = 'Something went wrong that is ours to mend. The trace id finds it in the log.';
const FAULT_DETAIL: Record<Exclude<FaultKind, 'bug'>, string> = {
  transient: 'The other side cannot be reached at the moment. Try again later.',
  uncertain: 'No answer arrived, so it is not known whether it was done. It is being looked up.',
  rejected: 'The other side refused.',
  config: 'Something configured does not work: credentials, keys or a mapping.',
  data: 'The other side answered with something that cannot be understood.',
};

function statusOf(kind: FaultKind): number {
  switch (kind) {
    case 'transient':
    case 'uncertain':
      return 503;
    case 'rejected':
    case 'config':
      return 422;
    case 'data':
      return 502;
    case 'bug':
      return 500;
    default:
      return assertNever(kind);
  }
}

const ownResponse = z.object({
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), fix: z.string() })).optional(),
});

/** A thrown `new HttpException({ code: 'portal.not-signed-in', detail: '…' }, 401)` keeps its code; Nest's own get `http.<status>`. */
function problemOfHttp(error: HttpException, traceId: string): ProblemBody {
  const status = error.getStatus();
  const own = ownResponse.safeParse(error.getResponse());
  if (own.success) {
    const { code, detail = error.message, errors } = own.data;
    return {
      ...body({ status, code, detail }, traceId),
      ...(errors === undefined ? {} : { errors }),
    };
  }
  const detail = status >= 500 ? UNEXPECTED : error.message;
  return body({ status, code: `http.${status}`, detail }, traceId);
}

type Words = { status: number; code: string; detail: string };
function body({ status, code, detail }: Words, traceId: string): ProblemBody {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: `urn:abgleich:problem:${code}`, title, status, code, detail, traceId };
}
