import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@abgleich/persistence';
import { type Foundation, layFoundation } from './foundation.js';
import { StopList } from './stop-list.js';
import { freePortBase } from './testing/product.js';

let dataDir: string;
let stops: StopList;
let portBase: number;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'abgleich-foundation-'));
  stops = new StopList();
  portBase = await freePortBase();
});
afterEach(async () => {
  await stops.stop();
  await rm(dataDir, { recursive: true, force: true });
});

type Given = {
  env?: Record<string, string>;
  sandbox?: boolean;
  onLost?: (sentence: string) => void;
};

function lay({
  env = {},
  sandbox = true,
  onLost = () => undefined,
}: Given = {}): Promise<Foundation> {
  const options = { portBase, dataDir, fresh: false, demo: false, sandbox, json: true };
  return layFoundation({ options, env, stops, onLost });
}

describe('layFoundation', () => {
  it('makes a database and keys of its own, and finds both again after a stop', async () => {
    const first = await lay();
    const db = await openDatabase({
      url: first.settings.DATABASE_URL,
      poolSize: 1,
      applicationName: 'spec',
    });
    await db.pool.query('create table kept (word text)');
    await db.pool.query(`insert into kept values ('still here')`);
    await db.close();
    await stops.stop();

    const second = await lay();
    const again = await openDatabase({
      url: second.settings.DATABASE_URL,
      poolSize: 1,
      applicationName: 'spec',
    });
    expect((await again.pool.query('select word from kept')).rows).toEqual([
      { word: 'still here' },
    ]);
    await again.close();
    expect(second.settings.ABGLEICH_SECRET_KEYS).toBe(first.settings.ABGLEICH_SECRET_KEYS);
  });

  it('takes an empty variable as not set, and the given keys before its own', async () => {
    const keys = `mine:${Buffer.alloc(32, 1).toString('base64')}`;
    const { settings } = await lay({ env: { DATABASE_URL: ' ', ABGLEICH_SECRET_KEYS: keys } });
    expect(settings.DATABASE_URL).toContain(`127.0.0.1:${portBase + 5}`);
    expect(settings.ABGLEICH_SECRET_KEYS).toBe(keys);
  });

  it('says so when the database is killed under it', async () => {
    const lost = new Promise<string>((resolve) => void lay({ onLost: resolve }).then(killDatabase));
    expect(await lost).toMatch(/^The database \(process \d+\) ended by itself\./);
  });

  it('refuses wrong settings before anything is started', async () => {
    await expect(lay({ env: { ABGLEICH_POLL_SECONDS: 'often' } })).rejects.toMatchObject({
      params: { ABGLEICH_POLL_SECONDS: expect.stringContaining('cannot be used') },
    });
    await expect(readFile(join(dataDir, 'postgres', 'PG_VERSION'))).rejects.toThrow();
  });

  it('keeps the quiet window of a real pixi', async () => {
    const off = { ABGLEICH_QUIET_WINDOW: 'off' };
    await expect(lay({ env: off, sandbox: false })).rejects.toMatchObject({
      params: { ABGLEICH_QUIET_WINDOW: expect.stringContaining('real pixi') },
    });
    expect((await lay({ env: off })).settings.ABGLEICH_QUIET_WINDOW).toBe('off');
  });
});

async function killDatabase({ directory }: Foundation): Promise<void> {
  const pidFile = await readFile(join(directory.postgres, 'postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
}
