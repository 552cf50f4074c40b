import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** When the app was tried and from when on it costs, how the fee is paid, and a record for each month of it. */
export class AddBooking1763752000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table portal.organisations add column trial_started_at timestamptz, add column fee_from timestamptz,
  add column fee_payment text not null default 'card' check (fee_payment in ('card','direct-debit')),
  add column direct_debit_asked_at timestamptz, add column direct_debit_approved_at timestamptz;
create table portal.fee_records (
  id uuid primary key, organisation_id uuid not null references portal.organisations,
  number bigint generated always as identity unique, period_from date not null, period_until date not null,
  amount_minor bigint not null, currency char(3) not null, payment text not null check (payment in ('card','direct-debit')),
  state text not null check (state in ('open','paid')), recorded_at timestamptz not null, paid_at timestamptz,
  unique (organisation_id, period_from));
${tenantTable('portal.fee_records', 'select')}
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
