import { randomBytes } from 'node:crypto';
import type { Instant, OrganisationId } from '@abgleich/domain';
import type { AuditContext } from './audit.js';

/** W3C trace ids have 16 bytes. */
const TRACE_BYTES = 16;

/** In whose name the one who runs the installation acts on an organisation's behalf. */
export const newOperatorContext = (organisationId: OrganisationId, now: Instant): AuditContext => ({
  organisationId,
  actor: { kind: 'system', id: null, name: 'operator' },
  now,
  traceId: randomBytes(TRACE_BYTES).toString('hex'),
});
