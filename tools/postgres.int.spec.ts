import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase, type EmbeddedPostgres, startEmbeddedPostgres } from './postgres.mjs';

/** Started in a process of its own, so that it can be killed like a product that crashes. */
const STARTER = `
  import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./postgres.mjs', import.meta.url).href)};
  const server = await startEmbeddedPostgres({ dataDir: process.argv[1] });
  console.log(JSON.stringify(server));
  setInterval(() => undefined, 1000);
`;

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];
  const start = async (options: { port?: number } = {}): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, ...options });
    running.push(server);
    return server;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'abgleich-pg-')); // mode 0700: nobody else may enter it
    dataDir = join(folder, 'deeper', 'data');
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps its data over a stop and a start, below a directory that only we may enter', async () => {
    const first = await start();
    const url = await createDatabase(first.url, 'mine');
    await query(url, 'create table kept (n integer)');
    await first.stop();
    const second = await start();
    const again = await createDatabase(second.url, 'mine'); // it is there already
    expect(await query(again, 'select * from kept')).toEqual([]);
    expect(new URL(again).password).toBe(new URL(url).password);
  });

  it('listens on loopback only, without socket files, and asks for the password', async () => {
    const server = await start();
    expect(await query(server.url, 'show listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    expect(await query(server.url, 'show unix_socket_directories')).toEqual([
      { unix_socket_directories: '' },
    ]);
    const stranger = new URL(server.url);
    stranger.password = 'guessed';
    await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('does not run as root', async () => {
    const server = await start();
    const user = execFileSync('ps', ['-o', 'uid=', '-p', String(server.pid)], { encoding: 'utf8' });
    expect(Number(user)).toBeGreaterThan(0);
  });

  it('refuses a directory that a running instance owns, and leaves that one running', async () => {
    const server = await start();
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /belongs to a running instance/,
    );
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a port that is taken, and gives the directory free again', async () => {
    const squatter = createServer();
    const port = await new Promise<number>((done) =>
      squatter.listen(0, '127.0.0.1', () => {
        const address = squatter.address();
        done(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    await expect(start({ port })).rejects.toThrow(new RegExp(`Port ${port} .* not free`));
    await new Promise((done) => squatter.close(done));
    expect((await start({ port })).port).toBe(port);
  });

  it('starts again after its server was killed', async () => {
    const server = await start();
    await query(server.url, 'create table before_the_kill (n integer)');
    process.kill(server.pid, 'SIGKILL');
    await server.stop();
    const again = await start();
    expect(await query(again.url, 'select * from before_the_kill')).toEqual([]);
  });

  it('shuts down the server of an instance that was killed, and takes over its directory', async () => {
    const instance = spawn(process.execPath, ['--input-type=module', '-e', STARTER, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((done) =>
      instance.stdout.once('data', (chunk) => done(String(chunk))),
    );
    const orphan: { pid: number; url: string } = JSON.parse(line);
    const gone = new Promise((done) => instance.once('exit', done));
    instance.kill('SIGKILL');
    await gone;
    expect(await query(orphan.url, 'select 1 as one')).toEqual([{ one: 1 }]); // it runs on, owned by nobody
    const mine = await start();
    expect(mine.pid).not.toBe(orphan.pid);
    await expect(query(orphan.url, 'select 1')).rejects.toThrow();
  });

  it('is not stopped by a postmaster.pid that names a process of somebody else', async () => {
    const server = await start();
    await server.stop();
    const lines = [process.pid, dataDir, 1, 5432, '', '127.0.0.1', '', 'ready', ''];
    await writeFile(join(dataDir, 'postmaster.pid'), lines.join('\n'));
    const again = await start();
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a directory that holds something else, and leaves it as it is', async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'thesis.txt'), 'years of work');
    await expect(start()).rejects.toThrow(/holds something else/);
    expect(await readFile(join(dataDir, 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  it('takes an empty directory, and one whose first start was interrupted', async () => {
    await mkdir(`${dataDir}.unfinished/base`, { recursive: true });
    await mkdir(dataDir);
    const server = await start();
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
