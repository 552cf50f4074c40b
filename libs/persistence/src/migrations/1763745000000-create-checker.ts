import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When each order was last checked independently, and how the checks went. The index over ended operations costs next to nothing to
 * keep: it holds one row for many pages, and does not stand in the way of updates in place.
 */
export class CreateChecker1763745000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create schema checker;
create table checker.orders (
  connection_id uuid not null, order_number text not null, organisation_id uuid not null,
  checked_at timestamptz not null, findings text[] not null, primary key (connection_id, order_number));
create index orders_by_check on checker.orders (connection_id, checked_at);
create index orders_with_findings on checker.orders (connection_id, checked_at) where findings <> '{}';
create table checker.runs (
  id bigint generated always as identity primary key, connection_id uuid not null, organisation_id uuid not null,
  started_at timestamptz not null, ended_at timestamptz not null, orders_checked integer not null, calls integer not null,
  violations integer not null, fault_code text);
create index runs_newest on checker.runs (connection_id, started_at desc);
create index runs_of_organisation on checker.runs (organisation_id, ended_at desc);
create index operations_finished on journal.operations using brin (finished_at) with (pages_per_range = 16, autosummarize = on);
grant usage on schema checker to abgleich_portal;
grant select on checker.orders, checker.runs to abgleich_portal;
alter table checker.orders enable row level security;
alter table checker.runs enable row level security;
create policy own_organisation on checker.orders to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
create policy own_organisation on checker.runs to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
