import type { MigrationInterface, QueryRunner } from 'typeorm';

const MESSAGING = `
alter table messaging.offsets add column seen_at timestamptz not null default now();
`;

/** When a consumer group was last at work: one that nobody runs any more must not keep consumed events for ever. */
export class NoteWhenGroupsWereSeen1763746000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MESSAGING);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
