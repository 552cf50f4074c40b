import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notifications of the payment provider, where we asked it to send them, and problems that a person called solved. */
export class AddWebhooks1763742000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTIFICATIONS);
    await runner.query(REGISTRATIONS);
    await runner.query(PUT_ASIDE);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}

/** One row for each text that was sent: a copy is counted, not stored. A public key finds its organisation, old versions included. */
const NOTIFICATIONS = `
create table portal.webhook_notifications (
  organisation_id uuid not null references portal.organisations, fingerprint bytea not null, event text not null, public_key text not null,
  payment_id text not null, received_at timestamptz not null, last_received_at timestamptz not null, copies integer not null,
  primary key (organisation_id, fingerprint));
create index webhook_notifications_payment on portal.webhook_notifications (organisation_id, payment_id, received_at);
create index webhook_notifications_age on portal.webhook_notifications (last_received_at);
create index configuration_versions_public_key on portal.configuration_versions (public_key);
alter table portal.webhook_notifications enable row level security;
create policy own_organisation on portal.webhook_notifications to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
grant select on portal.webhook_notifications to abgleich_portal;
`;

/** \`own_urls\`: what we registered and have not seen deleted. The shop's own registrations are not written down and never touched. */
const REGISTRATIONS = `
create table portal.webhook_registrations (
  organisation_id uuid not null references portal.organisations, public_key text not null, provider_url text not null,
  own_urls text[] not null, connection_ids uuid[] not null, checked_at timestamptz, next_check_at timestamptz not null,
  failures integer not null, code text, primary key (organisation_id, public_key, provider_url));
alter table portal.webhook_registrations enable row level security;
create policy own_organisation on portal.webhook_registrations to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
grant select on portal.webhook_registrations to abgleich_portal;
`;

/** A person called it solved: the same words about the same cause do not raise it again until something new happens. */
const PUT_ASIDE = `alter table journal.problems add column put_aside boolean not null default false`;
