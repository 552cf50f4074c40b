import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people call a configuration, which method of Unzer they say it is for, and whether each version was switched on: all of it unknown
 * for what was stored before. The index counts the unfinished orders of a configuration. The portal saves configurations itself now, and a
 * save ends a pause.
 */
export class NameConfigurations1763753000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table portal.configurations add column shop_name text, add column payment_name text, add column method text;
alter table portal.configuration_versions add column active boolean;
create index orders_in_flight on journal.orders (configuration_id)
  where state in ('waiting','released','locked','partly-settled','stuck');
grant delete on journal.paused_configurations to abgleich_portal;
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
