import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index on totals anew, with CASE: under row-level security PostgreSQL does not take a COALESCE for a condition that an index may
 * answer, so that a page in the middle read everything before it.
 */
export class IndexTotalsUnderSecurity1763754100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop index journal.orders_by_total;
create index orders_by_total on journal.orders (organisation_id, (case when total_minor is null then -1 else total_minor end) desc);
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
