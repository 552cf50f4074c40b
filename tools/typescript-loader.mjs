// Runs TypeScript as it lies in the tree, without a build: `node --import ./tools/typescript-loader.mjs FILE.ts`.
// `patched(name, patches)` gives a copy of our own modules in which some lines read differently: how the simulator's mutants are made.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OURS = new RegExp(`^${pathToFileURL(ROOT).href}(libs|apps|tools)/`);
const WORKSPACE = /^@abgleich\/([a-z-]+)$/;
const LIBS =
  'contracts domain messaging persistence pixi reconciler scheduler service-kit unzer'.split(' ');
/** Copies by name: file below the root -> list of [what stands there, what is to stand there]. */
const copies = new Map();
const compiled = new Map();

/** The address of a module of ours in the copy called `name`. Throws when a patch does not fit exactly once. */
export function patched(name, patches, file) {
  const byFile = Map.groupBy(patches, (patch) => patch.file);
  for (const [path, all] of byFile) {
    const source = readFileSync(join(ROOT, path), 'utf8');
    for (const { from } of all)
      if (source.split(from).length !== 2)
        throw new Error(`${name}: "${from}" must stand exactly once in ${path}`);
  }
  copies.set(name, byFile);
  return `${pathToFileURL(join(ROOT, file)).href}?copy=${name}`;
}

const copyOf = (url) => /\?copy=([\w-]+)$/.exec(url ?? '')?.[1] ?? null;
const inCopy = (url, copy) => (copy === null ? url : `${url}?copy=${copy}`);

registerHooks({
  resolve(specifier, context, next) {
    const workspace = WORKSPACE.exec(specifier)?.[1];
    const copy = copyOf(context.parentURL);
    if (workspace !== undefined) {
      const kind = LIBS.includes(workspace) ? 'libs' : 'apps';
      const url = pathToFileURL(join(ROOT, kind, workspace, 'src', 'index.ts')).href;
      return { url: inCopy(url, copy), format: 'module', shortCircuit: true };
    }
    if (specifier.startsWith('.') && OURS.test(context.parentURL ?? '')) {
      const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL).href;
      if (url.endsWith('.ts'))
        return { url: inCopy(url, copy), format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    const plain = url.replace(/\?copy=[\w-]+$/, '');
    if (!OURS.test(plain) || !plain.endsWith('.ts')) return next(url, context);
    const path = fileURLToPath(plain);
    const patches = copies.get(copyOf(url))?.get(path.slice(ROOT.length)) ?? [];
    if (patches.length === 0 && compiled.has(path))
      return { format: 'module', source: compiled.get(path), shortCircuit: true };
    const text = patches.reduce(
      (source, { from, to }) => source.replace(from, () => to),
      readFileSync(path, 'utf8'),
    );
    const { code } = transformSync(text, {
      filename: path,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2024',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: false },
      },
    });
    if (patches.length === 0) compiled.set(path, code);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
