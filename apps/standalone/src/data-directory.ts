import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { types } from 'node:util';
import { Fault } from '@abgleich/domain';
import { claimDataDirectory } from '../../../tools/postgres-owner.mjs';

/** Marks a directory as ours, so that `--fresh` never empties somebody's home. */
const MARK = 'abgleich-data';
const MARK_TEXT = 'Data of one Abgleich instance. `npm start -- --fresh` empties this directory.\n';
const SECRET_KEYS = 'secret-keys';
const KEY_BYTES = 32;

/** A directory that belongs to this process until `release`. */
export type DataDirectory = {
  readonly path: string;
  readonly postgres: string;
  readonly sandbox: string;
  readonly logFile: string;
  /** The key ring of this directory, made at the first start: `ABGLEICH_SECRET_KEYS`. */
  secretKeys(): Promise<string>;
  release(): Promise<void>;
};

/**
 * Takes the data directory for this process, and stops a database that a killed instance left running in it. Throws a `config` fault when
 * another running instance owns it, or when `fresh` would delete what is not ours.
 */
export async function openDataDirectory(path: string, fresh: boolean): Promise<DataDirectory> {
  await mkdir(path, { recursive: true });
  await requireOurs(path, fresh);
  const release = await claim(join(path, 'instance'), path);
  const postgres = join(path, 'postgres');
  try {
    // Claiming the database's directory ends a server that outlived its instance; the real claim is PostgreSQL's own.
    const left = await claim(postgres, path);
    await left();
    if (fresh) await empty(path);
    await writeFile(join(path, MARK), MARK_TEXT);
  } catch (error) {
    await release();
    throw error;
  }
  return {
    path,
    postgres,
    sandbox: join(path, 'sandbox'),
    logFile: join(path, 'abgleich.log'),
    secretKeys: () => keyRing(join(path, SECRET_KEYS)),
    release,
  };
}

async function claim(what: string, path: string): Promise<() => Promise<void>> {
  try {
    return await claimDataDirectory(what);
  } catch (cause) {
    const owner = types.isNativeError(cause) ? /process (\d+)/.exec(cause.message)?.[1] : undefined;
    const by = owner === undefined ? '' : ` (process ${owner})`;
    const sentence = `is ${path}, which belongs to another running instance${by}. Stop that one, or choose another directory.`;
    throw wrongDirectory(sentence, cause);
  }
}

async function requireOurs(path: string, fresh: boolean): Promise<void> {
  const names = await readdir(path);
  if (!fresh || names.length === 0 || names.includes(MARK)) return;
  throw wrongDirectory(`is ${path}, which holds files of others; --fresh would delete them.`);
}

async function empty(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (name.startsWith('instance')) continue; // our own claim
    await rm(join(path, name), { recursive: true, force: true });
  }
}

async function keyRing(file: string): Promise<string> {
  const made = `k1:${randomBytes(KEY_BYTES).toString('base64')}\n`;
  // `wx`: whoever comes second reads what the first one wrote.
  await writeFile(file, made, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(types.isNativeError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}

function wrongDirectory(sentence: string, cause?: unknown): Fault {
  const params = { '--data-dir': sentence };
  return new Fault({ kind: 'config', code: 'platform.setting-invalid', params, cause });
}
