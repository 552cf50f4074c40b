import { fileURLToPath } from 'node:url';
import {
  createMailAccounts,
  createManualBilling,
  createOperatorBilling,
  createPortalStore,
  createSecretBox,
  openDatabase,
  parseSecretKeys,
} from '@abgleich/persistence';
import { systemClock } from '@abgleich/scheduler';
import {
  createLog,
  createMetrics,
  createPlatform,
  mailerOf,
  monthlyFeeOf,
  readSettings,
  runProcess,
} from '@abgleich/service-kit';
import { lettersOf } from './people/letters-of.js';
import { makeSetUpLink } from './people/make-set-up-link.js';
import { createConfigurationCentre } from './configurations/configuration-centre.js';
import { outsideOf } from './outside.js';
import { portalApiSettings } from './portal-api-settings.js';
import { startPortalApi } from './start-portal-api.js';
import { createMailTest } from './test-mail.js';
import { webhookTokens } from './webhooks/webhook-url.js';

/** Where `vite build` puts the portal; the same from src/ and from dist/. */
const PORTAL_FILES = fileURLToPath(new URL('../../portal/dist', import.meta.url));
const POOL_SIZE = 10;
/** Looks after webhooks and relays what the portal asked for; people are served from the other pool. */
const PLATFORM_POOL_SIZE = 3;

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
  const metrics = createMetrics();
  const platform = await createPlatform({
    name: 'portal-api',
    settings,
    log,
    metrics,
    poolSize: PLATFORM_POOL_SIZE,
  });
  const secrets = createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS));
  const accounts = createMailAccounts(database, secrets);
  const store = createPortalStore(database);
  const webhookAddress = settings.ABGLEICH_WEBHOOK_URL ?? settings.ABGLEICH_PUBLIC_URL ?? null;
  const service = await startPortalApi({
    store,
    secrets,
    letters: await lettersOf(settings, { accounts, clock: systemClock }),
    mailTest: createMailTest({ accounts, mailer: await mailerOf(settings), clock: systemClock }),
    configurations: createConfigurationCentre(
      database,
      platform,
      settings.ABGLEICH_UNZER_TEST_URL ?? null,
    ),
    outside: outsideOf(platform, { webhooksOffered: webhookAddress !== null }),
    billing: createManualBilling(database, { monthlyFee: monthlyFeeOf(settings) }),
    organisations: createOperatorBilling(database),
    clock: systemClock,
    window: platform.window,
    log,
    port: settings.PORT,
    host: settings.HOST,
    staticDir: PORTAL_FILES,
    publicUrl: settings.ABGLEICH_PUBLIC_URL ?? null,
    trustedProxies: settings.ABGLEICH_TRUSTED_PROXIES,
    metrics,
    webhooks: {
      tokens: webhookTokens(settings.ABGLEICH_SECRET_KEYS),
      address: webhookAddress,
      platform,
    },
  });
  await platform.transport.start();
  const origin = settings.ABGLEICH_PUBLIC_URL?.origin ?? service.url;
  const setUp = await makeSetUpLink({ store, clock: systemClock, origin });
  // A warning, so that it reaches the terminal whatever is logged: nobody can sign in before it was opened. It works once.
  if (setUp !== null) log.warn(`Nobody can sign in yet. Set up the first organisation: ${setUp}`);
  return {
    async stop() {
      await service.stop();
      await platform.stop();
      await database.close();
    },
  };
});
