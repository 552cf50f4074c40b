import { fileURLToPath } from 'node:url';
import {
  createMailAccounts,
  createPortalStore,
  createSecretBox,
  openDatabase,
  parseSecretKeys,
} from '@abgleich/persistence';
import { systemClock } from '@abgleich/scheduler';
import { createLog, mailerOf, readSettings, runProcess } from '@abgleich/service-kit';
import { portalApiSettings } from './portal-api-settings.js';
import { startPortalApi } from './start-portal-api.js';
import { createMailTest } from './test-mail.js';

/** Where `vite build` puts the portal; the same from src/ and from dist/. */
const PORTAL_FILES = fileURLToPath(new URL('../../portal/dist', import.meta.url));
const POOL_SIZE = 10;

const log = createLog('portal-api');
runProcess(log, async () => {
  const settings = readSettings(portalApiSettings, process.env);
  log.level = settings.LOG_LEVEL;
  const applicationName = 'abgleich-portal-api';
  const database = await openDatabase({
    url: settings.DATABASE_URL,
    poolSize: POOL_SIZE,
    applicationName,
  });
  const secrets = createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS));
  const accounts = createMailAccounts(database, secrets);
  const service = await startPortalApi({
    store: createPortalStore(database),
    mailTest: createMailTest({ accounts, mailer: await mailerOf(settings), clock: systemClock }),
    clock: systemClock,
    log,
    port: settings.PORT,
    host: settings.HOST,
    staticDir: PORTAL_FILES,
    publicUrl: settings.ABGLEICH_PUBLIC_URL ?? null,
    trustedProxies: settings.ABGLEICH_TRUSTED_PROXIES,
  });
  return {
    async stop() {
      await service.stop();
      await database.close();
    },
  };
});
