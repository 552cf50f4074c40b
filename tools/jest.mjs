// node tools/jest.mjs <unit|int|e2e> [project or path pattern ...] [-- jest options]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [kind = 'unit', ...rest] = process.argv.slice(2);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const patterns = rest.map((word) => (/^[a-z-]+$/.test(word) ? `(libs|apps)/${word}/` : word));
const result = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    jest,
    '--config',
    'tools/jest.config.mjs',
    ...patterns,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ABGLEICH_TEST_KIND: kind } },
);
process.exit(result.status ?? 1);
