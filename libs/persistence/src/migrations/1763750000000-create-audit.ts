import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What people and programs did in the portal. The portal adds to it and reads it; nobody changes or deletes an entry. */
export class CreateAudit1763750000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table portal.audit (
  id bigint generated always as identity primary key, organisation_id uuid not null references portal.organisations,
  at timestamptz not null, actor_kind text not null check (actor_kind in ('user','token','system')), actor_id text, actor_name text not null,
  action text not null, target text not null, details jsonb not null, trace_id text not null);
create index audit_newest on portal.audit (organisation_id, id desc);
${tenantTable('portal.audit', 'select, insert')}
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
