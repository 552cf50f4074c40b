import type { Request } from 'express';

const BEARER = /^Bearer +(\S+)$/i;

/** The API token of a request (RFC 6750), or `null`. Whether it is one of ours is not asked here. */
export function bearerTokenOf({ headers }: Pick<Request, 'headers'>): string | null {
  return BEARER.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** A program that shows a token of its own and no cookie: browsers never send such a request for a foreign page without asking us first. */
export const isProgram = (request: Pick<Request, 'headers'>): boolean =>
  bearerTokenOf(request) !== null && request.headers.cookie === undefined;
