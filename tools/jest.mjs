// node tools/jest.mjs <unit|simulator|int|e2e> [project or path pattern ...] [jest options]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [kind = 'unit', ...rest] = process.argv.slice(2);
// A project's name means its folder; anything else goes to Jest as it is.
const isProject = (word) =>
  existsSync(join(root, 'libs', word)) || existsSync(join(root, 'apps', word));
const patterns = rest.map((word) => (isProject(word) ? `/(libs|apps)/${word}/` : word));
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
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ABGLEICH_TEST_KIND: kind,
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), // stories start the product a hundred times
    },
  },
);
process.exit(result.status ?? 1);
