import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of the story's own, which it can take back to an earlier state as somebody who restores a backup does. */
export class Backups {
  readonly #server: string;
  readonly #name = `abgleich_story_${process.pid}_${randomBytes(4).toString('hex')}`;

  constructor() {
    const server = process.env['TEST_DATABASE_URL'];
    if (server === undefined)
      throw new Error('TEST_DATABASE_URL is not set: run it as an e2e test.');
    this.#server = server;
  }

  get url(): string {
    const url = new URL(this.#server);
    url.pathname = `/${this.#name}`;
    return url.href;
  }

  create = (): Promise<void> => this.#run(`create database "${this.#name}"`);
  /** Nobody may be connected: the product is down. */
  take = (): Promise<void> => this.#copy(this.#name, `${this.#name}_backup`);
  restore = (): Promise<void> => this.#copy(`${this.#name}_backup`, this.#name);
  async drop(): Promise<void> {
    await this.#run(`drop database if exists "${this.#name}" with (force)`);
    await this.#run(`drop database if exists "${this.#name}_backup" with (force)`);
  }

  async #copy(from: string, to: string): Promise<void> {
    const left = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${from}'`;
    await this.#run(left); // a killed process's sessions end a moment later
    await this.#run(`drop database if exists "${to}" with (force)`);
    await this.#run(`create database "${to}" template "${from}"`);
  }

  async #run(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#server });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
