import { problemJson, type ProblemJson } from '@abgleich/contracts';
import type { z } from 'zod';

/** A slower answer than this is no answer for somebody who waits before a screen. */
const ANSWER_WITHIN_MS = 20_000;

/** The server said no, and why. `problem` is null when something else than our server answered. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly problem: ProblemJson | null;
  constructor(status: number, problem: ProblemJson | null) {
    super(problem === null ? `HTTP ${status}` : problem.title);
    this.name = 'ApiRefusal';
    this.status = status;
    this.problem = problem;
  }
}

/** As long as the server itself waits for pixi and mail servers, and a little more. */
export const FOREIGN_ANSWER_WITHIN_MS = 150_000;

export const isRefusal = (error: unknown, status: number): boolean =>
  error instanceof ApiRefusal && error.status === status;

type Call = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** For what asks pixi or a mail server, which may take their time. */
  readonly withinMs?: number;
};

/** Calls the portal's interface and parses the answer. Throws `ApiRefusal`, or a TypeError when nobody answers. */
export async function request<S extends z.ZodType>(
  path: string,
  schema: S,
  call: Call = {},
): Promise<z.output<S>> {
  const response = await send(path, call);
  return schema.parse(await response.json());
}

/** As `request`, for answers without content. */
export async function send(
  path: string,
  { method = 'GET', body, signal, withinMs = ANSWER_WITHIN_MS }: Call,
): Promise<Response> {
  const late = AbortSignal.timeout(withinMs);
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    credentials: 'same-origin',
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok) throw new ApiRefusal(response.status, await problemOf(response));
  return response;
}

async function problemOf(response: Response): Promise<ProblemJson | null> {
  try {
    return problemJson.safeParse(await response.json()).data ?? null;
  } catch {
    return null; // not JSON: a proxy answered, the status says enough
  }
}
