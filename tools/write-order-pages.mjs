// npm run docs:orders: tells the stories of docs/how-to/orders to the running product and writes what comes of them into the pages.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, buildWhatChanged, installWhatIsMissing, pinnedNode } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
const { status } = spawnSync(
  pinnedNode(),
  [join(ROOT, 'tools/jest.mjs'), 'e2e', 'tools/order-pages'],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ABGLEICH_WRITE_ORDER_PAGES: 'yes' } },
);
process.exitCode = status ?? 1;
