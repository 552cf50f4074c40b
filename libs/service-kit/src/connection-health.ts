import { type ErpConnection, type Instant, Fault, isFault } from '@abgleich/domain';
import type { HealthReport } from '@abgleich/persistence';

/** How a poll ended, as the portal shows it: `thrown: null` = it worked. The quiet window is neither good nor bad: `null`. */
export function healthOf(
  { id, organisationId }: ErpConnection,
  thrown: unknown,
  now: Instant,
): HealthReport | null {
  const base = { connectionId: id, organisationId, side: 'erp' as const, now };
  if (thrown === null) return { ...base, failure: null };
  const fault = isFault(thrown)
    ? thrown
    : new Fault({ kind: 'bug', code: 'platform.bug', cause: thrown });
  if (fault.code === 'pixi.quiet-window') return null;
  return { ...base, failure: { code: fault.code, params: fault.params } };
}
