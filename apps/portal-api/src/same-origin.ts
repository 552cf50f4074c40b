import type { NextFunction, Request, Response } from 'express';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses to change anything for a request that does not come from our own pages. Browsers send `Origin` with every POST and
 * DELETE and pages cannot forge it; together with the SameSite cookie this is the protection against forged requests.
 */
export function requireSameOrigin(publicUrl: URL | null) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (SAFE_METHODS.includes(request.method) || isOwn(request, publicUrl)) {
      next();
      return;
    }
    const code = 'portal.foreign-origin';
    response
      .status(403)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:abgleich:problem:${code}`,
          title: 'Forbidden',
          status: 403,
          code,
          detail: 'Send an Origin header that names this portal.',
          traceId: String(response.getHeader('x-trace-id') ?? ''),
        }),
      );
  };
}

function isOwn(request: Request, publicUrl: URL | null): boolean {
  const origin = request.headers.origin;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (publicUrl !== null) return host === publicUrl.host && protocol === publicUrl.protocol;
  return host === request.headers.host;
}
