import { type Route, ROUTES, roleIncludes } from '@abgleich/contracts';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { callerOfUser, type SignedInRequest } from './caller.js';
import { PORTAL, type PortalContext, isSecure } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { sessionTokenOf } from './session-cookie.js';

const API = '/api/';
/** `GET /api/orders/:connectionId` -> its route, as Express spells it. */
const ROUTE_OF: ReadonlyMap<string, Route> = new Map(
  Object.values<Route>(ROUTES).map((route) => [
    `${route.method} ${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    route,
  ]),
);

/** The catalogue's entry for a handler, by method and the path Express matched; `null`: it is not in the catalogue. */
export const routeOf = (method: string, path: string): Route | null =>
  ROUTE_OF.get(`${method === 'HEAD' ? 'GET' : method} ${path}`) ?? null;

/**
 * Stands before every handler. The catalogue of routes says who may call it; one that is not in the catalogue answers nobody. Puts who
 * calls on the request.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const path = matchedPath(request);
    if (!path.startsWith(API)) return true; // probes
    const route = routeOf(request.method, path);
    if (route === null) throw portalProblem(404, 'portal.not-found', 'There is no such address.');
    if (route.access === 'public') return true;
    await this.requireSession(request);
    if (!roleIncludes(request.caller.role, route.access))
      throw portalProblem(403, 'portal.not-allowed', `Your role must be ${route.access}.`);
    return true;
  }

  private async requireSession(request: SignedInRequest): Promise<void> {
    const token = sessionTokenOf(request, isSecure(request, this.portal));
    const { store, clock } = this.portal;
    const user = token === null ? null : await store.accounts.readSession(token, clock.now());
    if (user === null || token === null)
      throw portalProblem(401, 'portal.not-signed-in', 'Sign in: POST /api/session.');
    request.portalUser = user;
    request.portalSession = token;
    request.caller = callerOfUser(user);
  }
}

/** The pattern that Express matched; its types leave it open. */
function matchedPath({ route }: Request): string {
  const { path } = route as { path?: unknown };
  return typeof path === 'string' ? path : '';
}
