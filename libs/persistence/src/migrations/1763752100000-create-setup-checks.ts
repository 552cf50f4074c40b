import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What the latest look at each connection and at each configuration's keys found. A saved change of a connection forgets its look. */
export class CreateSetupChecks1763752100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table portal.connection_checks (
  connection_id uuid primary key references portal.connections on delete cascade,
  organisation_id uuid not null references portal.organisations, checked_at timestamptz not null,
  cause text, status text, lacking jsonb not null, skew_ms double precision, payment_methods jsonb, shops jsonb, lists_at timestamptz);
create table portal.key_checks (
  configuration_id uuid primary key references portal.configurations on delete cascade,
  organisation_id uuid not null references portal.organisations, version integer not null, checked_at timestamptz not null,
  code text, payment_types text[] not null);
${tenantTable('portal.connection_checks', 'select, insert, update, delete')}
${tenantTable('portal.key_checks', 'select, insert, update, delete')}
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
