import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Invitations, password resets, second factors, the log of sign-ins and the set-up link. Of every one-time token only its SHA-256 is kept. */
export class CreatePeople1763751000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table portal.users add column password_changed_at timestamptz;
alter table portal.sessions add column id uuid not null default gen_random_uuid(), add column last_seen_at timestamptz,
  add column address text, add column device text;
create index sessions_of_user on portal.sessions (user_id, created_at);
create table portal.invitations (
  id uuid primary key, organisation_id uuid not null references portal.organisations, email text not null, name text not null,
  role text not null check (role in ('admin','operations','viewer')), language text not null check (language in ('de','en')),
  token_hash bytea not null unique, invited_by text not null, invited_at timestamptz not null, expires_at timestamptz not null);
create unique index invitations_email on portal.invitations (organisation_id, lower(email));
create table portal.password_resets (
  token_hash bytea primary key, user_id uuid not null references portal.users on delete cascade,
  organisation_id uuid not null references portal.organisations, asked_at timestamptz not null, expires_at timestamptz not null);
create index password_resets_of_user on portal.password_resets (user_id);
create table portal.second_factors (
  user_id uuid primary key references portal.users on delete cascade, organisation_id uuid not null references portal.organisations,
  secret_cipher text not null, begun_at timestamptz not null, confirmed_at timestamptz, last_step bigint);
create table portal.recovery_codes (
  user_id uuid not null references portal.second_factors on delete cascade, organisation_id uuid not null references portal.organisations,
  code_hash bytea not null, used_at timestamptz, primary key (user_id, code_hash));
create table portal.sign_ins (
  id bigint generated always as identity primary key, organisation_id uuid not null references portal.organisations,
  user_id uuid not null references portal.users on delete cascade, at timestamptz not null, outcome text not null, address text, device text);
create index sign_ins_newest on portal.sign_ins (user_id, id desc);
create table portal.set_up_link (only_one boolean primary key default true check (only_one), token_hash bytea not null, made_at timestamptz not null);
${tenantTable('portal.invitations', 'select, insert, update, delete')}
${tenantTable('portal.password_resets', 'select, insert, update, delete')}
${tenantTable('portal.second_factors', 'select, insert, update, delete')}
${tenantTable('portal.recovery_codes', 'select, insert, update, delete')}
${tenantTable('portal.sign_ins', 'select, insert, delete')}
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
