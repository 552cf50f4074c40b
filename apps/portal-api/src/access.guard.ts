import { type Route, ROUTES, roleIncludes } from '@abgleich/contracts';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { bearerTokenOf } from './bearer-token.js';
import { callerOfToken, callerOfUser, type SignedInRequest } from './caller.js';
import { holdsNul } from './holds-nul.js';
import { PORTAL, type PortalContext, isSecure } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';
import { sessionTokenOf } from './session-cookie.js';

const MINUTE_MS = 60_000;
/** Five requests a second, all the time: more than any program needs that reads our lists. */
const PER_TOKEN = { takesMax: 300, windowMs: MINUTE_MS, keysMax: 10_000 };
/** A program with an old token asks again and again; hundreds of wrong ones are guesses. */
const WRONG_PER_ADDRESS = { takesMax: 20, windowMs: 15 * MINUTE_MS, keysMax: 10_000 };

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
  private readonly limits = {
    token: createRateLimit(PER_TOKEN),
    wrong: createRateLimit(WRONG_PER_ADDRESS),
  };

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const path = matchedPath(request);
    if (!path.startsWith(API)) return true; // probes
    const route = routeOf(request.method, path);
    if (route === null) throw portalProblem(404, 'portal.not-found', 'There is no such address.');
    if (holdsNul([request.params, request.query, request.body]))
      throw portalProblem(400, 'portal.unreadable', 'A NUL character is no text.');
    if (route.access === 'public') return true;
    const token = bearerTokenOf(request);
    if (token === null) await this.requireSession(request);
    else await this.requireToken(token, request, context.switchToHttp().getResponse<Response>());
    const { kind, role } = request.caller;
    if (kind === 'token' && !route.withToken)
      throw portalProblem(403, 'portal.people-only', 'This asks for a person who signed in.');
    if (!roleIncludes(role, route.access))
      throw portalProblem(403, 'portal.not-allowed', `Your role must be ${route.access}.`);
    return true;
  }

  /** Unknown, ended and revoked tokens get the same answer. */
  private async requireToken(
    token: string,
    request: SignedInRequest,
    response: Response,
  ): Promise<void> {
    const { store, clock } = this.portal;
    const now = clock.now();
    const found = await store.tokens.use(token, now);
    if (found === null) {
      refuseTooMany(this.limits.wrong.take(request.ip ?? '', now), response);
      response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
      throw portalProblem(401, 'portal.token-refused', 'This API token is unknown or has ended.');
    }
    refuseTooMany(this.limits.token.take(found.id, now), response);
    request.caller = callerOfToken(found);
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

function refuseTooMany(waitMs: number | null, response: Response): void {
  if (waitMs === null) return;
  response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
  throw portalProblem(429, 'portal.too-many-attempts', 'Too many requests. Wait, then try again.');
}

/** The pattern that Express matched; its types leave it open. */
function matchedPath({ route }: Request): string {
  const { path } = route as { path?: unknown };
  return typeof path === 'string' ? path : '';
}
