import { AUDIT_ACTIONS, AUDIT_ACTORS, calendarDay } from '@abgleich/contracts';
import { z } from 'zod';

/** Who looks for what in the log, as the address says it; a mangled part is left out. */
export const auditSearch = z.object({
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  actor: z.enum(AUDIT_ACTORS).optional().catch(undefined),
  search: z.coerce.string().max(100).optional().catch(undefined),
  from: calendarDay.optional().catch(undefined),
  to: calendarDay.optional().catch(undefined),
  after: z.coerce.string().max(40).optional().catch(undefined),
});
