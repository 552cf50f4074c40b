import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The portal's list finds by the beginning of four numbers and filters by state; both must stay quick with 100,000 orders. */
export class IndexPortalSearch1763741000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create index orders_by_number on journal.orders (organisation_id, order_number collate "C");
create index orders_by_shop_number on journal.orders (organisation_id, shop_order_number collate "C");
create index orders_by_payment on journal.orders (organisation_id, payment_id collate "C");
create index invoices_by_number on journal.invoices (organisation_id, invoice_number collate "C");
create index orders_by_state on journal.orders (organisation_id, state, first_seen_at desc, order_number desc);
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
