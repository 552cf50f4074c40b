import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** API tokens, when the error page's link was made, and what the overview counts. Of a token only its SHA-256 is stored. */
export class CreateApiTokens1763755000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table portal.api_tokens (
  id uuid primary key, organisation_id uuid not null references portal.organisations, token_hash bytea not null unique, name text not null,
  role text not null check (role in ('admin','operations','viewer')), created_at timestamptz not null, created_by uuid, created_by_name text not null,
  ends_at timestamptz, last_used_at timestamptz, revoked_at timestamptz);
create index api_tokens_of_organisation on portal.api_tokens (organisation_id, created_at);
${tenantTable('portal.api_tokens', 'select, insert, update')}
`);
    await runner.query(`alter table portal.organisations add column error_page_since timestamptz`);
    // Money that moved today, and events that were given up on.
    await runner.query(`
create index operations_moved on journal.operations (organisation_id, finished_at) include (kind, amount_minor, currency)
  where moves_money and status = 'done';
grant select on messaging.dead_letters to abgleich_portal;
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
