// node tools/build.mjs [--force] [project ...]: emits dist/ of the named projects (default: all) whose sources changed since the last
// build. swc only strips types and lowers decorators; `npm run typecheck` is what checks them. Vite builds the portal.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = fileURLToPath(new URL('..', import.meta.url));
const STAMP = '.built-from';
const OPTIONS = {
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false },
  },
  module: { type: 'es6' },
};
/** Left out of dist: tests, and what only they need. */
const NOT_EMITTED = /\.(spec|e2e)\.tsx?$|\.d\.ts$/;
/** The portal bundles these from source, so a change in them is a change of the portal. */
const PORTAL_SOURCES = ['apps/portal', 'libs/domain', 'libs/contracts', 'docs/handbuch'];
const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function* filesBelow(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** Names, sizes and times of all sources, the toolchain included: equal means nothing changed. */
async function fingerprint(folders) {
  const hash = createHash('sha256');
  const paths = [fileURLToPath(import.meta.url), join(root, 'package-lock.json')];
  for (const folder of folders) for await (const path of filesBelow(folder)) paths.push(path);
  for (const path of paths.sort()) {
    const { size, mtimeMs } = await stat(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function emit(projectDir) {
  const source = join(projectDir, 'src');
  const target = join(projectDir, 'dist');
  await rm(target, { recursive: true, force: true });
  for await (const path of filesBelow(source)) {
    if (NOT_EMITTED.test(path)) continue;
    const out = join(target, relative(source, path));
    await mkdir(dirname(out), { recursive: true });
    if (!path.endsWith('.ts')) {
      await cp(path, out); // WSDL, SQL and the like travel with the code
      continue;
    }
    const { code, map } = await transformFile(path, { ...OPTIONS, filename: path });
    const js = out.replace(/\.ts$/, '.js');
    await writeFile(js, `${code}\n//# sourceMappingURL=${js.split('/').pop()}.map\n`);
    await writeFile(`${js}.map`, map);
  }
}

function bundlePortal(dir) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // Its words go to standard error: what starts the product keeps standard output for one line.
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: dir,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

async function projects() {
  const found = [];
  for (const group of ['libs', 'apps']) {
    for (const name of await readdir(join(root, group))) {
      const dir = join(root, group, name);
      if (await exists(join(dir, 'package.json'))) found.push({ name, dir });
    }
  }
  return found;
}

const words = process.argv.slice(2);
const force = words.includes('--force');
const wanted = words.filter((word) => !word.startsWith('--'));
const known = await projects();
for (const word of wanted) {
  if (known.some(({ name }) => name === word)) continue;
  console.error(
    `There is no project "${word}". There are: ${known.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
const built = [];
for (const { name, dir } of known) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const isPortal = name === 'portal';
  const print = await fingerprint(
    isPortal ? PORTAL_SOURCES.map((path) => join(root, path)) : [dir],
  );
  const stamp = join(dir, 'dist', STAMP);
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (!force && before === print) continue;
  if (isPortal) bundlePortal(dir);
  else await emit(dir);
  await writeFile(stamp, print);
  built.push(name);
}
if (built.length > 0) console.error(`built: ${built.join(', ')}`);
