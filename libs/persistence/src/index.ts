export * from './append-events.js';
export * from './change-cursors.js';
export * from './checker/checked-orders.js';
export * from './checker/check-runs.js';
export * from './checker/told-problems.js';
export * from './configuration/configuration-pauses.js';
export * from './configuration/configuration-store.js';
export {
  type ConfigurationDraft,
  type ConfigurationWriter,
  type ConnectionDraft,
  type MailAccountDraft,
  type OrganisationDraft,
  type SaveContext,
} from './configuration/configuration-writes.js';
export * from './configuration/mail-accounts.js';
export * from './configuration/rotate-secrets.js';
export * from './connection-health.js';
export * from './database.js';
export * from './database-fault.js';
export * from './journal/forget-calls.js';
export * from './journal/postgres-journal.js';
export * from './lease.js';
export * from './memory/memory-change-cursors.js';
export * from './memory/memory-journal.js';
export * from './notifier/alerts.js';
export * from './notifier/mail-planning.js';
export * from './notifier/mail-queue.js';
export type {
  ConfigurationContent,
  NewConfiguration,
  SaveNote,
  SaveResult,
} from './portal/configurations/configuration-save.js';
export type { StoredVersion } from './portal/configurations/configuration-secrets.js';
export * from './portal/configurations/portal-configurations.js';
export type { BookingChange, BookingSurroundings, StoredBooking } from './portal/booking.js';
export type { CheckStatus } from './portal/check-status.js';
export type {
  PortalConnection,
  StoredConnectionCheck,
  StoredPaymentMethod,
} from './portal/connection-rows.js';
export type { ConnectionEntry, ConnectionSave, ConnectionSaved } from './portal/connections.js';
export { createManualBilling } from './portal/fee-records.js';
export type { MailAccountEntry, PortalMailAccount } from './portal/mail-account.js';
export * from './portal/operator-billing.js';
export type { PortalBooking } from './portal/portal-booking.js';
export type { PortalSetup } from './portal/portal-setup.js';
export type { KeyCheck, SetupConfiguration } from './portal/setup-facts.js';
export type { MailStatus } from './portal/mail-status.js';
export type {
  NewPortalUser,
  NewSession,
  PortalAccounts,
  PortalUser,
} from './portal/portal-accounts.js';
export type { CameFrom } from './portal/people/sign-ins.js';
export type { CheckCode, ProofResult } from './portal/people/second-factors.js';
export type { OpenReset } from './portal/people/password-resets.js';
export type { PortalOrders } from './portal/portal-orders.js';
export * from './portal/portal-store.js';
export { secondFactorKey } from './configuration/secret-places.js';
export type { ApiTokens, TokenCaller, TokenDraft } from './portal/access/api-tokens.js';
export type { Overview } from './portal/overview/overview.js';
export { type AuditContext, type AuditDraft, recordAudit } from './portal/audit.js';
export { type ActionContext, PERSON_PREFIX, type ResolveResult } from './portal/problem-actions.js';
export * from './portal/webhook-inbox.js';
export * from './portal/webhook-registrations.js';
export * from './portal/testing/portal-rows.js';
export { createProcessIdentity, type ProcessIdentity } from './process-identity.js';
export * from './secret-box.js';
export * from './testing/test-database.js';
export * from './transaction.js';
