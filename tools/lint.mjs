// npm run lint [-- eslint options and paths]: house rules and the import fence over the whole workspace.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheProjectGraph } from './project-graph.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
await cacheProjectGraph();
const words = process.argv.slice(2);
const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
const result = spawnSync(process.execPath, [eslint, ...(words.length > 0 ? words : ['.'])], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
