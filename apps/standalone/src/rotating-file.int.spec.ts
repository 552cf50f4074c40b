import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rotatingFile } from './rotating-file.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'abgleich-log-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('rotatingFile', () => {
  it('goes on where the file of the last start ended', async () => {
    const path = join(root, 'log');
    for (const line of ['one\n', 'two\n']) {
      const file = rotatingFile(path);
      file.write(line);
      file.close();
    }
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('keeps one previous file and never more than two full ones', async () => {
    const path = join(root, 'log');
    const file = rotatingFile(path, 100);
    for (let line = 0; line < 100; line += 1) file.write(`line ${line}\n`);
    file.close();
    expect(await readFile(path, 'utf8')).toMatch(/line 99\n$/);
    const sizes = await Promise.all(
      [path, `${path}.1`].map(async (name) => (await stat(name)).size),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(110);
  });
});
