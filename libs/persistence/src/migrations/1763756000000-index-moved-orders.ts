import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index on money that moved also holds whose it was: the overview counts those orders without reading the operations themselves. */
export class IndexMovedOrders1763756000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop index journal.operations_moved;
create index operations_moved on journal.operations (organisation_id, finished_at)
  include (kind, amount_minor, currency, connection_id, order_number) where moves_money and status = 'done';
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
