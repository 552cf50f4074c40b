import { ROUTES, type Route } from '@abgleich/contracts';
import type { NextFunction, Request, Response } from 'express';
import { sendProblem } from './send-problem.js';

/** Each address of the catalogue with the methods it has; whether a fixed part or a parameter stands there is told apart by order. */
const ADDRESSES: readonly { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [
  ...Map.groupBy(Object.values<Route>(ROUTES), ({ path }) => path),
].map(([path, routes]) => ({
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  methods: routes.map(({ method }) => method),
}));

/** Answers 405 with `Allow` where the address exists and the method does not (RFC 9110); what has neither is answered 404 as before. */
export function refuseOtherMethods(request: Request, response: Response, next: NextFunction): void {
  const methods = ADDRESSES.filter(({ pattern }) => pattern.test(request.path)).flatMap(
    (address) => address.methods,
  );
  const asked = request.method === 'HEAD' ? 'GET' : request.method;
  if (methods.length === 0 || methods.includes(asked)) return next();
  response.setHeader('allow', [...new Set(methods)].join(', '));
  sendProblem(response, {
    status: 405,
    title: 'Method Not Allowed',
    code: 'portal.method-not-allowed',
    detail: 'The Allow header names the methods of this address.',
  });
}
