import type { ConnectionId, OrganisationId } from './ids.js';
import type { Instant } from './time.js';

/** How far the changes of one ERP database have been worked off. */
export type ChangeCursor = {
  /** Changes before it are done. */
  readonly changedUntil: Instant;
  /** The ERP's running key of the newest document that was seen; `null`: none yet. */
  readonly invoiceKey: number | null;
};

/** Remembers across restarts how far the feed of changed orders was worked off; implemented by libs/persistence. Throws `Fault` `platform.database`. */
export interface ChangeCursors {
  /** `null`: this database's changes were never worked off. */
  readCursor(connectionId: ConnectionId): Promise<ChangeCursor | null>;
  /** Never goes back: an older cursor of a slower process leaves the newer one alone. */
  saveCursor(
    connection: { readonly id: ConnectionId; readonly organisationId: OrganisationId },
    cursor: ChangeCursor,
  ): Promise<void>;
}
