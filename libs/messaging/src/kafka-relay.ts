import type { Clock } from '@abgleich/domain';
import type { Producer } from 'kafkajs';
import type { Pool, PoolClient } from 'pg';
import { parkDeadLetter } from './dead-letters.js';
import { readField, textOf } from './delivery.js';
import { HEADERS, LEAVE_WITHIN_MS } from './kafka-client.js';
import { createPulse } from './pulse.js';
import type { TransportLog } from './transport.js';
import { within } from './within.js';

/** One send and one delete per batch: bounded memory, and a crash between them repeats at most this many events. */
const BATCH_ROWS = 500;
const POLL_MS = 500;
const FOLLOW_MS = 2_000;
const AFTER_ERROR_MS = 1_000;
/** Kafka's default limit is 1 MiB a message with its framing. A larger one would be refused for ever and hold everything up behind it. */
const MESSAGE_BYTES_MAX = 900_000;
const CHANNEL = 'abgleich_outbox';
const RELAY_LOCK = 'abgleich.messaging.relay';

export type KafkaRelay = { start(): void; nudge(): void; stop(): Promise<void> };

type Row = {
  readonly position: string;
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly organisation_id: string;
  readonly event: unknown;
};

/**
 * Moves the outbox to Kafka: one leader among all processes (advisory lock), in order of position, a row deleted once the brokers
 * have acknowledged it. A crash in between sends some events twice, never none.
 */
export function createKafkaRelay(options: {
  readonly pool: Pool;
  readonly producer: Producer;
  readonly topic: string;
  readonly clock: Clock;
  readonly log: TransportLog;
}): KafkaRelay {
  return new Relay(options);
}

class Relay implements KafkaRelay {
  private leader: PoolClient | null = null;
  private readonly pulse = createPulse(() => this.beat());
  private announcing = false;

  constructor(private readonly options: Parameters<typeof createKafkaRelay>[0]) {}

  start(): void {
    this.pulse.start();
  }

  /** The leader looks at once; any other process tells the leader. */
  nudge(): void {
    if (this.leader !== null) return this.pulse.wake();
    if (this.announcing) return;
    this.announcing = true;
    this.options.pool
      .query(`notify ${CHANNEL}`)
      .catch((error: unknown) => this.complain(error)) // the leader looks by itself twice a second
      .finally(() => {
        this.announcing = false;
      });
  }

  async stop(): Promise<void> {
    await within(LEAVE_WITHIN_MS, this.pulse.stop()); // a send to a broker that is gone goes on for longer
    const client = this.leader;
    this.leader = null;
    if (client === null) return;
    try {
      await client.query(`unlisten ${CHANNEL}`);
      await client.query('select pg_advisory_unlock_all()');
      client.removeAllListeners('notification').removeAllListeners('error');
      client.release();
    } catch {
      client.release(true); // closing the session frees the lock as well
    }
  }

  private async beat(): Promise<number> {
    try {
      const client = this.leader ?? (await this.stand());
      if (client === null) return FOLLOW_MS;
      return (await this.moveBatch(client)) === BATCH_ROWS ? 0 : POLL_MS;
    } catch (error) {
      this.complain(error);
      return AFTER_ERROR_MS;
    }
  }

  /** Tries to become the leader; null while another process is. */
  private async stand(): Promise<PoolClient | null> {
    const client = await this.options.pool.connect();
    try {
      const { rows } = await client.query<{ won: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as won',
        [RELAY_LOCK],
      );
      if (rows[0]?.won !== true) {
        client.release();
        return null;
      }
      client.on('error', (error) => this.resign(client, error));
      client.on('notification', () => this.pulse.wake());
      await client.query(`listen ${CHANNEL}`);
      this.leader = client;
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  private resign(client: PoolClient, error: unknown): void {
    this.complain(error);
    if (this.leader !== client) return;
    this.leader = null;
    client.release(true);
  }

  private async moveBatch(client: PoolClient): Promise<number> {
    const rows = await this.query(client, BATCH_ROWS);
    if (rows.length === 0) return 0;
    const messages = [];
    for (const row of rows) {
      const value = JSON.stringify(row.event);
      if (Buffer.byteLength(value) > MESSAGE_BYTES_MAX) await this.parkTooLarge(client, row);
      else messages.push({ key: row.key, value, headers: headersOf(row) });
    }
    if (messages.length > 0) {
      await this.options.producer.send({ topic: this.options.topic, acks: -1, messages });
    }
    await this.delete(client, rows);
    return rows.length;
  }

  private async query(client: PoolClient, limit: number): Promise<Row[]> {
    try {
      const { rows } = await client.query<Row>(
        `select position::text, id::text, key, type, organisation_id::text, event
         from messaging.outbox order by messaging.outbox.position limit $1`,
        [limit],
      );
      return rows;
    } catch (error) {
      this.resign(client, error);
      return [];
    }
  }

  private async delete(client: PoolClient, rows: readonly Row[]): Promise<void> {
    try {
      await client.query('delete from messaging.outbox where position = any($1::bigint[])', [
        rows.map((row) => row.position),
      ]);
    } catch (error) {
      this.resign(client, error); // the next leader sends them again
    }
  }

  private async parkTooLarge(client: PoolClient, row: Row): Promise<void> {
    const letter = {
      group: 'relay',
      eventId: row.id,
      organisationId: row.organisation_id,
      key: row.key,
      type: row.type,
      event: { id: readField(row.event, 'id'), type: row.type },
      error: `The event is larger than ${MESSAGE_BYTES_MAX} bytes.`,
      attempts: 0,
    };
    await parkDeadLetter(client, letter, this.options.clock.now());
    this.options.log.error({ eventId: row.id, type: row.type }, 'event too large for Kafka parked');
  }

  private complain(error: unknown): void {
    this.options.log.warn({ error: textOf(error) }, 'relay of the outbox failed; trying again');
  }
}

function headersOf(row: Row): Record<string, string> {
  return {
    [HEADERS.type]: row.type,
    [HEADERS.organisationId]: row.organisation_id,
    [HEADERS.eventId]: row.id,
  };
}
