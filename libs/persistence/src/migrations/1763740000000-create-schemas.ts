import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One schema per owner. Money: bigint minor units + currency. Every tenant-owned row carries its organisation. */
export class CreateSchemas1763740000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PORTAL);
    await runner.query(JOURNAL);
    await runner.query(MESSAGING);
    await runner.query(SCHEDULER);
    await runner.query(ROW_LEVEL_SECURITY);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}

const PORTAL = `
create schema portal;
create table portal.organisations (
  id uuid primary key, name text not null,
  booking_state text not null check (booking_state in ('none','trial','active','cancelled','expired')), booking_ends_at timestamptz,
  error_page_token_hash bytea unique, created_at timestamptz not null default now());
create table portal.users (
  id uuid primary key, organisation_id uuid not null references portal.organisations, email text not null, name text not null,
  role text not null check (role in ('admin','operations','viewer')), language text not null default 'de' check (language in ('de','en')),
  password_hash text not null, created_at timestamptz not null default now());
create unique index users_email on portal.users (lower(email));
create table portal.sessions (
  token_hash bytea primary key, user_id uuid not null references portal.users on delete cascade, organisation_id uuid not null references portal.organisations,
  created_at timestamptz not null default now(), expires_at timestamptz not null);
create table portal.connections (
  id uuid primary key, organisation_id uuid not null references portal.organisations, name text not null, endpoint_url text not null,
  database_name text not null, username text not null, password_cipher text not null, active boolean not null, created_at timestamptz not null default now());
create table portal.mail_accounts (
  organisation_id uuid primary key references portal.organisations, host text not null, port integer not null,
  security text not null check (security in ('none','starttls','tls')), username text, password_cipher text, sender text not null, recipient text not null,
  accepted_at timestamptz);
create table portal.configurations (
  id uuid primary key, organisation_id uuid not null references portal.organisations, connection_id uuid not null references portal.connections,
  shop_id text not null, payment_code text not null, active boolean not null, version integer not null, created_at timestamptz not null default now(),
  unique (connection_id, shop_id, payment_code));
create table portal.configuration_versions (
  configuration_id uuid not null references portal.configurations, organisation_id uuid not null, version integer not null,
  booking_code_invoice text not null, booking_code_return text not null, xml_tag text not null, public_key text not null, private_key_cipher text not null,
  provider_url text, policy jsonb not null, saved_by text not null, saved_at timestamptz not null default now(),
  primary key (configuration_id, version));
`;

const JOURNAL = `
create schema journal;
create table journal.orders (
  connection_id uuid not null, order_number text not null, organisation_id uuid not null,
  shop_id text not null, shop_order_number text, payment_code text not null, payment_id text, method_name text,
  total_minor bigint, currency char(3), configuration_id uuid, configuration_version integer,
  state text not null, reason text not null, erp_status text, payment jsonb,
  first_seen_at timestamptz not null, updated_at timestamptz not null, next_look_at timestamptz, failures integer not null default 0, recheck_requested_at timestamptz,
  primary key (connection_id, order_number));
create index orders_newest on journal.orders (organisation_id, first_seen_at desc, order_number desc);
create index orders_next_look on journal.orders (next_look_at) where next_look_at is not null;
create index orders_payment on journal.orders (payment_id) where payment_id is not null;
create table journal.invoices (
  connection_id uuid not null, invoice_number text not null, organisation_id uuid not null, order_number text not null,
  kind text not null check (kind in ('invoice','credit-note')), total_minor bigint not null, currency char(3) not null,
  settled boolean not null, captured_by text, seen_at timestamptz not null, primary key (connection_id, invoice_number));
create index invoices_order on journal.invoices (connection_id, order_number);
create table journal.operations (
  key text primary key, organisation_id uuid not null, connection_id uuid not null, order_number text not null,
  kind text not null, payment_id text, document text not null, amount_minor bigint, currency char(3), reference text not null, known_transactions text[] not null,
  status text not null check (status in ('open','pending','done','refused','abandoned')), moves_money boolean not null,
  attempt integer not null default 1, owner text not null, opened_at timestamptz not null, finished_at timestamptz,
  transaction_path text, refusal_code text, refusal_message text, look_ups integer not null default 0, next_look_at timestamptz);
create unique index operations_one_open_per_payment on journal.operations (connection_id, payment_id)
  where status in ('open','pending') and moves_money and payment_id is not null;
create index operations_order on journal.operations (connection_id, order_number);
create index operations_unfinished on journal.operations (opened_at) where status in ('open','pending');
create table journal.decisions (
  id bigint generated always as identity primary key, organisation_id uuid not null, connection_id uuid not null, order_number text not null,
  at timestamptz not null, service text not null, reason text not null, document text, configuration_version integer, facts jsonb not null, trace_id text not null);
create index decisions_order on journal.decisions (connection_id, order_number, id);
create table journal.calls (
  id bigint generated always as identity primary key, organisation_id uuid not null, connection_id uuid not null, order_number text not null,
  at timestamptz not null, side text not null, name text not null, duration_ms double precision not null, outcome text not null, request jsonb, response jsonb, trace_id text not null);
create index calls_order on journal.calls (connection_id, order_number, id);
create table journal.problems (
  id uuid primary key, organisation_id uuid not null, connection_id uuid not null, order_number text not null, area text not null,
  code text not null, severity text not null check (severity in ('error','notice')), document text, params jsonb not null,
  raised_at timestamptz not null, updated_at timestamptz not null, resolved_at timestamptz, resolved_by text);
create unique index problems_open on journal.problems (connection_id, order_number, area, code, coalesce(document, '')) where resolved_at is null;
create index problems_open_of_organisation on journal.problems (organisation_id, raised_at) where resolved_at is null;
create index problems_order on journal.problems (connection_id, order_number);
create table journal.paused_configurations (
  configuration_id uuid not null, version integer not null, organisation_id uuid not null, connection_id uuid not null, code text not null,
  params jsonb not null, since timestamptz not null, next_check_at timestamptz not null, failures integer not null, primary key (configuration_id));
create table journal.connection_health (
  connection_id uuid not null, side text not null, organisation_id uuid not null, last_success_at timestamptz, failing_since timestamptz, code text, params jsonb,
  primary key (connection_id, side));
`;

const MESSAGING = `
create schema messaging;
create table messaging.outbox (
  position bigint generated always as identity primary key, xid xid8 not null default pg_current_xact_id(),
  id uuid not null, key text not null, type text not null, organisation_id uuid not null, event jsonb not null);
create table messaging.offsets (consumer_group text primary key, position bigint not null);
create table messaging.inbox (consumer_group text not null, event_id uuid not null, at timestamptz not null default now(), primary key (consumer_group, event_id));
create table messaging.dead_letters (
  id uuid primary key, consumer_group text not null, organisation_id uuid, key text not null, type text not null, event jsonb not null,
  error text not null, attempts integer not null, parked_at timestamptz not null default now(), redriven_at timestamptz);
`;

const SCHEDULER = `
create schema scheduler;
create table scheduler.leases (name text primary key, owner text not null, until timestamptz not null);
`;

/** Services work as the owner; the portal reads inside \`set local role abgleich_portal\` with the organisation of its session. */
const ROW_LEVEL_SECURITY = `
do $$ begin
  -- Roles belong to the server, not to the database: another database of it may be migrated at the same moment.
  begin
    if not exists (select from pg_roles where rolname = 'abgleich_portal') then create role abgleich_portal nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end;
  execute format('grant abgleich_portal to %I', current_user);
end $$;
grant usage on schema portal, journal, messaging to abgleich_portal;
grant select, insert, update, delete on all tables in schema portal to abgleich_portal;
grant select, update on journal.problems to abgleich_portal;
grant select on all tables in schema journal to abgleich_portal;
grant select, insert on messaging.outbox to abgleich_portal;
do $$ declare t record; begin
  for t in select c.table_schema s, c.table_name n from information_schema.columns c join information_schema.tables i using (table_schema, table_name)
           where c.column_name = 'organisation_id' and i.table_type = 'BASE TABLE' and c.table_schema in ('portal','journal','messaging') loop
    execute format('alter table %I.%I enable row level security', t.s, t.n);
    execute format('create policy own_organisation on %I.%I to abgleich_portal using (organisation_id = nullif(current_setting(''abgleich.organisation_id'', true), '''')::uuid)', t.s, t.n);
  end loop;
  alter table portal.organisations enable row level security;
  create policy own_organisation on portal.organisations to abgleich_portal using (id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
end $$;
`;
