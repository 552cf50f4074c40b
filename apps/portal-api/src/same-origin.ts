import type { NextFunction, Request, Response } from 'express';
import { isProgram } from './bearer-token.js';
import { sendProblem } from './send-problem.js';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses to change anything for a request that does not come from our own pages. Browsers send `Origin` with every POST and
 * DELETE and pages cannot forge it; together with the SameSite cookie this is the protection against forged requests. A program with an
 * API token and no cookie carries nothing that a foreign page could misuse.
 */
export function requireSameOrigin(publicUrl: URL | null) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const isSafe = SAFE_METHODS.includes(request.method) || isProgram(request);
    if (isSafe || isOwn(request, publicUrl)) {
      next();
      return;
    }
    sendProblem(response, {
      status: 403,
      title: 'Forbidden',
      code: 'portal.foreign-origin',
      detail: 'Send an Origin header that names this portal.',
    });
  };
}

function isOwn(request: Request, publicUrl: URL | null): boolean {
  const origin = request.headers.origin;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (publicUrl !== null) return host === publicUrl.host && protocol === publicUrl.protocol;
  return host === request.headers.host;
}
