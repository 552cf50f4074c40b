import type {
  ConnectionId,
  ErpConnection,
  OrganisationId,
  PaymentConfiguration,
} from '@abgleich/domain';
import type { SecretBox } from '../secret-box.js';
import { type AuditContext, type AuditDraft, recordAudit } from './audit.js';
import type { PortalConnection, StoredConnectionCheck } from './connection-rows.js';
import {
  type ConnectionSave,
  type ConnectionSaved,
  keepCheck,
  openConnection,
  readConnections,
  saveConnection,
  switchConnection,
} from './connections.js';
import {
  type MailAccountEntry,
  type PortalMailAccount,
  readMailAccount,
  saveMailAccount,
} from './mail-account.js';
import { inOrganisation, type PortalDatabase } from './portal-database.js';
import {
  keepKeyChecks,
  type KeyCheck,
  openConfigurations,
  readSetup,
  type SetupConfiguration,
} from './setup-facts.js';

type KeyCheckFound = KeyCheck & { readonly paymentTypes: readonly string[] };

/** Connections, mail account and what was found out about the set-up. Row-level security stands under every one of these. */
export interface PortalSetup {
  connections(organisationId: OrganisationId): Promise<readonly PortalConnection[]>;
  /** With its password. `null`: this organisation has no such connection. */
  openConnection(
    organisationId: OrganisationId,
    id: ConnectionId,
    box: SecretBox,
  ): Promise<ErpConnection | null>;
  saveConnection(save: ConnectionSave, context: AuditContext): Promise<ConnectionSaved>;
  switchConnection(
    wanted: { readonly id: ConnectionId; readonly active: boolean },
    context: AuditContext,
  ): Promise<'switched' | 'already' | 'not-found'>;
  /** What a look at a stored connection found. */
  keepCheck(
    connection: Pick<ErpConnection, 'id' | 'name'>,
    check: StoredConnectionCheck,
    context: AuditContext,
  ): Promise<void>;
  mailAccount(organisationId: OrganisationId): Promise<PortalMailAccount | null>;
  saveMailAccount(
    save: { readonly entry: MailAccountEntry; readonly box: SecretBox },
    context: AuditContext,
  ): Promise<void>;
  configurations(organisationId: OrganisationId): Promise<readonly SetupConfiguration[]>;
  /** With their keys; one whose key cannot be read is left out. */
  openConfigurations(
    organisationId: OrganisationId,
    box: SecretBox,
  ): Promise<readonly PaymentConfiguration[]>;
  keepKeyChecks(checks: readonly KeyCheckFound[], context: AuditContext): Promise<void>;
  /** Writes down something that changed nothing in the database. */
  note(draft: AuditDraft, context: AuditContext): Promise<void>;
}

export const portalSetup = (db: PortalDatabase): PortalSetup => ({
  connections: (organisationId) => inOrganisation(db, organisationId, readConnections),
  openConnection: (organisationId, id, box) =>
    inOrganisation(db, organisationId, (sql) => openConnection(sql, id, box)),
  saveConnection: (save, context) =>
    inOrganisation(db, context.organisationId, (sql) => saveConnection(sql, save, context)),
  switchConnection: (wanted, context) =>
    inOrganisation(db, context.organisationId, (sql) => switchConnection(sql, wanted, context)),
  keepCheck: ({ id, name }, check, context) =>
    inOrganisation(db, context.organisationId, async (sql) => {
      const { organisationId } = context;
      await keepCheck(sql, { organisationId, connectionId: id }, check);
      await recordAudit(sql, context, {
        action: 'connection.tested',
        target: name,
        details: { result: check.cause ?? (check.lacking.length > 0 ? 'lacking' : 'passed') },
      });
    }),
  mailAccount: (organisationId) => inOrganisation(db, organisationId, readMailAccount),
  saveMailAccount: (save, context) =>
    inOrganisation(db, context.organisationId, (sql) => saveMailAccount(sql, save, context)),
  configurations: (organisationId) => inOrganisation(db, organisationId, readSetup),
  openConfigurations: (organisationId, box) =>
    inOrganisation(db, organisationId, (sql) => openConfigurations(sql, box)),
  keepKeyChecks: (checks, context) =>
    inOrganisation(db, context.organisationId, (sql) => keepKeyChecks(sql, checks, context)),
  note: (draft, context) =>
    inOrganisation(db, context.organisationId, (sql) => recordAudit(sql, context, draft)),
});
