import { type ErpConnection, type Fault, Fault as FaultClass, isFault } from '@abgleich/domain';

/** What is known of a connection's last contact. */
export type HealthNote = { readonly connection: ErpConnection; readonly fault: Fault | null };

/** A poll's end as a note: anything thrown that is no fault is a bug of ours. The quiet window is neither good nor bad. */
export function healthNote(connection: ErpConnection, thrown: unknown): HealthNote | null {
  if (thrown === null) return { connection, fault: null };
  const fault = isFault(thrown) ? thrown : new FaultClass({ kind: 'bug', code: 'platform.bug', cause: thrown });
  return fault.code === 'pixi.quiet-window' ? null : { connection, fault };
}
