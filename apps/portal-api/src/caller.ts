import type { Role } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import type { AuditContext, PortalUser, TokenCaller } from '@abgleich/persistence';
import { newTraceId } from '@abgleich/service-kit';
import type { Request } from 'express';
import type { PortalContext } from './portal-context.js';

/** Who calls: somebody signed in, or a program with an API token. */
export type Caller = {
  readonly kind: 'user' | 'token';
  /** The user's id, or `token/` and the token's. */
  readonly id: string;
  readonly name: string;
  readonly organisationId: OrganisationId;
  readonly role: Role;
};

/** A request that the access guard let pass. `portalUser` and `portalSession` stand there for people only. */
export type CallerRequest = Request & { caller: Caller };
export type SignedInRequest = CallerRequest & { portalUser: PortalUser; portalSession: string };

export const callerOfUser = ({ id, name, organisationId, role }: PortalUser): Caller => ({
  kind: 'user',
  id,
  name,
  organisationId,
  role,
});

export const callerOfToken = ({ id, ...token }: TokenCaller): Caller => ({
  ...token,
  kind: 'token',
  id: `token/${id}`,
});

/** What is written beside everything this caller does. */
export function auditContext(
  { clock }: Pick<PortalContext, 'clock'>,
  { kind, id, name, organisationId }: Caller,
): AuditContext {
  return { organisationId, actor: { kind, id, name }, now: clock.now(), traceId: newTraceId() };
}
