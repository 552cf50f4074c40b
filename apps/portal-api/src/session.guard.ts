import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { PORTAL, type PortalContext, type SignedInRequest, isSecure } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { sessionTokenOf } from './session-cookie.js';

/** Lets only signed-in people pass and puts who they are on the request. Every other route of a merchant's data stands behind it. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const token = sessionTokenOf(request, isSecure(request, this.portal));
    const { store, clock } = this.portal;
    const user = token === null ? null : await store.accounts.readSession(token, clock.now());
    if (user === null || token === null) {
      throw portalProblem(401, 'portal.not-signed-in', 'Sign in: POST /api/session.');
    }
    request.portalUser = user;
    request.portalSession = token;
    return true;
  }
}
