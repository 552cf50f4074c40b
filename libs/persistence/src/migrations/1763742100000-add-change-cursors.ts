import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the changed orders and credit notes of each ERP database were worked off. Owned by cancel-return. */
export class AddChangeCursors1763742100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create schema cancel_return;
create table cancel_return.change_cursors (
  connection_id uuid primary key, organisation_id uuid not null, changed_until timestamptz not null, invoice_key bigint);
alter table cancel_return.change_cursors enable row level security;
create policy own_organisation on cancel_return.change_cursors to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
