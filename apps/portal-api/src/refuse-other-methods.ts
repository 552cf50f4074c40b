import { ROUTES, type Route } from '@abgleich/contracts';
import type { NextFunction, Request, Response } from 'express';
import { sendProblem } from './send-problem.js';

const parametersIn = (path: string): number => path.split('{').length;

/** Each address of the catalogue with the methods it has; what is spelt out stands before what is a parameter, as `bulk/preview` before an order. */
const ADDRESSES: readonly { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [
  ...Map.groupBy(Object.values<Route>(ROUTES), ({ path }) => path),
]
  .sort(([one], [other]) => parametersIn(one) - parametersIn(other))
  .map(([path, routes]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
    methods: routes.map(({ method }) => method),
  }));

/** Answers 405 with `Allow` where the address exists and the method does not (RFC 9110); what has neither is answered 404 as before. */
export function refuseOtherMethods(request: Request, response: Response, next: NextFunction): void {
  const methods = ADDRESSES.find(({ pattern }) => pattern.test(request.path))?.methods ?? [];
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
