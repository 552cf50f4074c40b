import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** The nonce of one page, for the style elements that the component library adds; scripts come from files only. */
export function styleNonceOf(response: Response): string {
  const nonce: unknown = response.locals['styleNonce'];
  return typeof nonce === 'string' ? nonce : '';
}

/** Strict security headers for pages and answers. `secure`: the portal is reached over TLS only. */
export function securityHeaders(secure: boolean) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'none'`],
        scriptSrc: [`'self'`],
        styleSrc: [`'self'`, (_request, response) => `'nonce-${nonceOn(response)}'`],
        imgSrc: [`'self'`, 'data:'],
        fontSrc: [`'self'`],
        connectSrc: [`'self'`],
        manifestSrc: [`'self'`],
        baseUri: [`'none'`],
        formAction: [`'self'`],
        frameAncestors: [`'none'`],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.locals['styleNonce'] = randomBytes(16).toString('base64');
    response.setHeader('x-robots-tag', 'noindex, nofollow');
    response.setHeader(
      'permissions-policy',
      'camera=(), geolocation=(), microphone=(), payment=()',
    );
    if (request.path.startsWith('/api/')) response.setHeader('cache-control', 'no-store');
    headers(request, response, next);
  };
}

/** helmet hands its directive functions the plain response of Node; Express has put `locals` on it. */
function nonceOn(response: object): string {
  return 'locals' in response ? styleNonceOf(response as Response) : '';
}
