import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataDirectory } from './data-directory.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'abgleich-data-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('openDataDirectory', () => {
  it('refuses a directory that a running instance owns, naming the process and the option', async () => {
    const path = join(root, 'data');
    const first = await openDataDirectory(path, false);
    await expect(openDataDirectory(path, false)).rejects.toMatchObject({
      code: 'platform.setting-invalid',
      params: {
        '--data-dir': expect.stringMatching(
          new RegExp(`${path}.*another running instance \\(process ${process.pid}\\)`),
        ),
      },
    });
    await first.release();
    await (await openDataDirectory(path, false)).release();
  });

  it('takes over from an instance that was killed', async () => {
    const path = join(root, 'data');
    await (await openDataDirectory(path, false)).release();
    await writeFile(join(path, 'instance.owner'), JSON.stringify({ pid: 2 ** 22 - 1, born: '1' }));
    const again = await openDataDirectory(path, false);
    await again.release();
  });

  it('keeps the same secret keys from start to start, readable by nobody else', async () => {
    const path = join(root, 'data');
    const first = await openDataDirectory(path, false);
    const keys = await first.secretKeys();
    expect(keys).toMatch(/^k1:[A-Za-z0-9+/]{43}=$/);
    await first.release();
    const second = await openDataDirectory(path, false);
    expect(await second.secretKeys()).toBe(keys);
    expect((await stat(join(path, 'secret-keys'))).mode & 0o777).toBe(0o600);
    await second.release();
  });

  it('empties the directory when asked to begin anew', async () => {
    const path = join(root, 'data');
    const first = await openDataDirectory(path, false);
    const keys = await first.secretKeys();
    await first.release();
    const fresh = await openDataDirectory(path, true);
    expect(await fresh.secretKeys()).not.toBe(keys);
    await fresh.release();
  });

  it('never empties a directory that holds files of others', async () => {
    await writeFile(join(root, 'diary.txt'), 'dear diary');
    await expect(openDataDirectory(root, true)).rejects.toMatchObject({
      params: { '--data-dir': expect.stringContaining('holds files of others') },
    });
    expect(await readdir(root)).toEqual(['diary.txt']);
    expect(await readFile(join(root, 'diary.txt'), 'utf8')).toBe('dear diary');
  });
});
