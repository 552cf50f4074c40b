// Emits dist/ for the named projects (default: all but the portal, which Vite builds). swc only strips types and
// lowers decorators; `npm run typecheck` is what checks them.
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = fileURLToPath(new URL('..', import.meta.url));
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

async function* filesBelow(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

async function emit(projectDir) {
  const source = join(projectDir, 'src');
  const target = join(projectDir, 'dist');
  await rm(target, { recursive: true, force: true });
  for await (const path of filesBelow(source)) {
    if (/\.(spec|e2e)\.ts$/.test(path) || path.endsWith('.d.ts')) continue;
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

async function projects() {
  const found = [];
  for (const group of ['libs', 'apps']) {
    for (const name of await readdir(join(root, group))) {
      const dir = join(root, group, name);
      const isProject = await stat(join(dir, 'package.json')).then(
        () => true,
        () => false,
      );
      if (isProject) found.push({ name, dir });
    }
  }
  return found;
}

function buildPortal(dir) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(process.execPath, [vite, 'build'], { cwd: dir, stdio: 'inherit' });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const wanted = process.argv.slice(2);
for (const { name, dir } of await projects()) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const manifest = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
  if (manifest.name === '@abgleich/portal') buildPortal(dir);
  else await emit(dir);
}
