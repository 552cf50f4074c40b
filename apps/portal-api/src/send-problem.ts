import type { Response } from 'express';

/** Answers with a problem (RFC 9457) from a middleware, where no filter of Nest stands behind. */
export function sendProblem(
  response: Response,
  problem: {
    readonly status: number;
    readonly title: string;
    readonly code: string;
    readonly detail: string;
  },
): void {
  const traceId = String(response.getHeader('x-trace-id') ?? '');
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:abgleich:problem:${problem.code}`, ...problem, traceId }));
}
