import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each flow waits for, kept apart: `waits` holds one moment (epoch milliseconds) per flow, `next_look_at` the earliest of them.
 * With one column for all, a flow with nothing to wait for took away another one's wait. A wait from before belongs to all.
 */
export class KeepWaitsApart1763744000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table journal.orders add column waits jsonb not null default '{}';
update journal.orders set waits = jsonb_build_object('all', floor(extract(epoch from next_look_at) * 1000)) where next_look_at is not null;
`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
