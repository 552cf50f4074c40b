import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Errors that people are told by e-mail, and the e-mails. The text of a mail is not stored: it is made from its alerts when it leaves. */
export class CreateNotifier1763743000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create schema notifier;
create table notifier.mails (
  id uuid primary key, organisation_id uuid not null,
  kind text not null check (kind in ('group','digest')), code text, check ((kind = 'group') = (code is not null)),
  state text not null check (state in ('pending','sending','sent','failed','withdrawn')),
  planned_at timestamptz not null, next_try_at timestamptz not null, attempts integer not null default 0,
  tried_at timestamptz, last_error_code text, finished_at timestamptz);
create index mails_due on notifier.mails (next_try_at) where state in ('pending','sending');
create index mails_recent on notifier.mails (organisation_id, planned_at);
create index mails_finished on notifier.mails (finished_at) where finished_at is not null;
create table notifier.alerts (
  problem_id uuid primary key, organisation_id uuid not null, connection_id uuid not null, order_number text not null,
  code text not null, document text, params jsonb not null,
  state text not null check (state in ('waiting','planned','told','withdrawn','resolved')),
  mail_id uuid references notifier.mails on delete set null, arrived_at timestamptz not null, changed_at timestamptz not null);
create index alerts_waiting on notifier.alerts (organisation_id, arrived_at) where state = 'waiting';
create index alerts_of_mail on notifier.alerts (mail_id) where mail_id is not null;
create index alerts_old on notifier.alerts (changed_at);
grant usage on schema notifier to abgleich_portal;
grant select on notifier.mails, notifier.alerts to abgleich_portal;
alter table notifier.mails enable row level security;
alter table notifier.alerts enable row level security;
create policy own_organisation on notifier.mails to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
create policy own_organisation on notifier.alerts to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
