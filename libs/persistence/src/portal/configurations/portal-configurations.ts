import type {
  ConfigurationAnswer,
  ConfigurationsAnswer,
  ConfigurationVersion,
} from '@abgleich/contracts';
import { type ErpConnection, isFault, type OrganisationId } from '@abgleich/domain';
import type { Database } from '../../database.js';
import { sqlState } from '../../database-fault.js';
import type { SecretBox } from '../../secret-box.js';
import type { AuditContext } from '../audit.js';
import { inOrganisation, portalDatabase } from '../portal-database.js';
import { listConfigurations, readConfiguration } from './configuration-list.js';
import {
  changeConfiguration,
  type ConfigurationChange,
  createConfiguration,
  type NewConfiguration,
  type SaveNote,
  type SaveResult,
} from './configuration-save.js';
import {
  listVersions,
  readErpConnection,
  readStoredVersion,
  type StoredVersion,
} from './configuration-secrets.js';

const UNIQUE_VIOLATION = '23505';

/** Payment-method configurations as the portal reads and writes them, of one organisation at a time. Every method throws `Fault` `platform.database`. */
export interface PortalConfigurations {
  list(organisationId: OrganisationId): Promise<Omit<ConfigurationsAnswer, 'readAt'>>;
  read(
    organisationId: OrganisationId,
    id: string,
  ): Promise<Omit<ConfigurationAnswer, 'readAt'> | null>;
  versions(
    organisationId: OrganisationId,
    id: string,
  ): Promise<{
    readonly versions: readonly ConfigurationVersion[];
    readonly truncated: boolean;
  } | null>;
  /** With the private key: for the server alone. Throws `Fault` `platform.secret-unreadable` when it cannot be opened. */
  storedVersion(
    organisationId: OrganisationId,
    of: { readonly id: string; readonly version: number },
  ): Promise<StoredVersion | null>;
  /** With the password: for the server alone. Throws as `storedVersion`. */
  connection(organisationId: OrganisationId, connectionId: string): Promise<ErpConnection | null>;
  create(
    configuration: NewConfiguration,
    context: AuditContext,
    note: SaveNote,
  ): Promise<SaveResult>;
  change(change: ConfigurationChange, context: AuditContext, note: SaveNote): Promise<SaveResult>;
}

/** Makes it on the portal's database and the box that opens its secrets. */
export function createPortalConfigurations(
  database: Pick<Database, 'pool'>,
  box: SecretBox,
): PortalConfigurations {
  const db = portalDatabase(database);
  return {
    list: (organisationId) =>
      inOrganisation(db, organisationId, (sql) => listConfigurations(sql, organisationId)),
    read: (organisationId, id) =>
      inOrganisation(db, organisationId, (sql) => readConfiguration(sql, organisationId, id)),
    versions: (organisationId, id) =>
      inOrganisation(db, organisationId, (sql) => listVersions(sql, box, id)),
    storedVersion: (organisationId, of) =>
      inOrganisation(db, organisationId, (sql) => readStoredVersion(sql, box, of)),
    connection: (organisationId, connectionId) =>
      inOrganisation(db, organisationId, (sql) => readErpConnection(sql, box, connectionId)),
    create: (configuration, context, note) =>
      inOrganisation(db, context.organisationId, (sql) =>
        createConfiguration(sql, configuration, { box, context, note }),
      ).catch(existsOrThrow),
    change: (change, context, note) =>
      inOrganisation(db, context.organisationId, (sql) =>
        changeConfiguration(sql, change, { box, context, note }),
      ),
  };
}

function existsOrThrow(error: unknown): SaveResult {
  if (isFault(error) && sqlState(error.cause) === UNIQUE_VIOLATION) return { kind: 'exists' };
  throw error;
}
