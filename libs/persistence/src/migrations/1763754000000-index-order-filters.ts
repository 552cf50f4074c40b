import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The list is also filtered by Mandant and payment method and sorted by money, an order's page shows who did what and which of its events
 * were parked, and gives those back. None of these columns changes once an order is known, so updates in place stay as cheap as they were.
 */
export class IndexOrderFilters1763754000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create index orders_by_shop on journal.orders (organisation_id, shop_id, first_seen_at desc, order_number desc);
create index orders_by_method on journal.orders (organisation_id, method_name, first_seen_at desc, order_number desc);
create index orders_by_total on journal.orders (organisation_id, (coalesce(total_minor, -1)) desc);
create index audit_by_target on portal.audit (organisation_id, target, id desc);
create index dead_letters_parked on messaging.dead_letters (organisation_id, key) where redriven_at is null;
grant select, update (redriven_at) on messaging.dead_letters to abgleich_portal;
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
