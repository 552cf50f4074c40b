// node tools/jest.mjs <unit|int|e2e> [project or path pattern ...] [jest options]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [kind = 'unit', ...rest] = process.argv.slice(2);
// A bare word is a project's folder; anything else goes to Jest as it is.
const patterns = rest.map((word) => (/^[a-z][a-z-]+$/.test(word) ? `/${word}/` : word));
const result = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    'tools/jest.config.mjs',
    ...patterns,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ABGLEICH_TEST_KIND: kind } },
);
process.exit(result.status ?? 1);
