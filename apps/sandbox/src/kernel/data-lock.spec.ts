import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder, DataInUse } from './data-lock.js';

describe('the claim on a data folder', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sandbox-lock-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** What a claim of another living process looks like: our parent surely lives. */
  function claimOfParent(): string {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${process.ppid} ${startedAt}`;
  }

  it('can be given back and made again', () => {
    claimFolder(dir)();
    expect(() => claimFolder(dir)).not.toThrow();
  });

  it('keeps a second process out while the first one lives', () => {
    writeFileSync(join(dir, 'owner'), claimOfParent());
    expect(() => claimFolder(dir)).toThrow(DataInUse);
  });

  it.each(['999999999 1', `${process.ppid} 1`])(
    'is free when its process is gone (%s)',
    (claim) => {
      writeFileSync(join(dir, 'owner'), claim);
      expect(() => claimFolder(dir)).not.toThrow();
    },
  );
});
