import { fileURLToPath } from 'node:url';
import {
  createConfigurationCentre,
  createMailTest,
  lettersOf,
  makeSetUpLink,
  outsideOf as waysOutOf,
  portalApiSettings,
  startPortalApi,
  webhookTokens,
} from '@abgleich/portal-api';
import {
  createMailAccounts,
  createManualBilling,
  createOperatorBilling,
  createPortalStore,
} from '@abgleich/persistence';
import { type Sandbox, startSandbox } from '@abgleich/sandbox';
import { systemClock } from '@abgleich/scheduler';
import {
  type Frame,
  type Stoppable,
  createMetrics,
  createPlatform,
  mailerOf,
  monthlyFeeOf,
  readSettings,
} from '@abgleich/service-kit';
import { enterDemoMerchant } from './demo.js';
import { type Environment, type Foundation, layFoundation } from './foundation.js';
import { LOOPBACK } from './port-plan.js';
import { prepareDatabase } from './prepare-database.js';
import { type Ready, banner, readyLine } from './ready-line.js';
import { startServices } from './services.js';
import type { StandaloneOptions } from './standalone-options.js';
import { StopList } from './stop-list.js';

/** Where `vite build` puts the portal; the same from src/ and from dist/. */
const PORTAL_FILES = fileURLToPath(new URL('../../portal/dist', import.meta.url));

/** Starts the whole product in this process and says where it is. Throws a fault that says what to change; then nothing runs any more. */
export async function startStandalone(
  options: StandaloneOptions,
  env: Environment,
  frame: Frame,
): Promise<Stoppable> {
  const stops = new StopList();
  try {
    const onLost = (sentence: string): void => frame.fail(new Error(sentence));
    const foundation = await layFoundation({ options, env, stops, onLost });
    const ready = await startParts({ foundation, options, stops });
    console.log(options.json ? readyLine(ready) : banner(ready, foundation.directory.logFile));
    return stops;
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

type Parts = {
  readonly foundation: Foundation;
  readonly options: StandaloneOptions;
  readonly stops: StopList;
};

async function startParts({ foundation, options, stops }: Parts): Promise<Ready> {
  const { directory, plan, log } = foundation;
  const url = `http://${LOOPBACK}:${plan.portal}`;
  const settings = {
    ...foundation.settings,
    ABGLEICH_PUBLIC_URL: foundation.settings.ABGLEICH_PUBLIC_URL ?? new URL(url),
  };
  const database = await prepareDatabase(settings, log);
  stops.add('portal database', () => database.close());
  const sandbox = options.sandbox ? await startOwnSandbox(foundation, options, stops) : null;

  const metrics = createMetrics();
  const crashAtStep = options.sandbox ? foundation.environment['ABGLEICH_CRASH_AT'] : undefined;
  const crash = crashAtStep === undefined ? {} : { crashAtStep };
  const platform = await createPlatform({ name: 'standalone', settings, log, metrics, ...crash });
  stops.add('platform', () => platform.stop());
  const outside = outsideOf(foundation, { unzerOfSandbox: sandbox?.urls.unzer ?? null, url });
  const accounts = createMailAccounts(platform.database, platform.secrets);
  const store = createPortalStore(database);
  const mailSettings = readSettings(portalApiSettings, foundation.environment);
  const portal = await startPortalApi({
    store,
    secrets: platform.secrets,
    letters: await lettersOf(mailSettings, { accounts, clock: systemClock }),
    clock: systemClock,
    window: platform.window,
    log: log.child({ service: 'portal-api' }),
    port: plan.portal,
    host: settings.HOST,
    metrics,
    staticDir: PORTAL_FILES,
    mailTest: createMailTest({ accounts, mailer: await mailerOf(settings), clock: systemClock }),
    configurations: createConfigurationCentre(database, platform, outside.unzerForTestKeys),
    outside: waysOutOf(platform, { webhooksOffered: outside.webhooks !== null }),
    billing: createManualBilling(database, { monthlyFee: monthlyFeeOf(settings) }),
    organisations: createOperatorBilling(database),
    publicUrl: outside.publicUrl,
    trustedProxies: outside.trustedProxies,
    webhooks: {
      tokens: webhookTokens(settings.ABGLEICH_SECRET_KEYS),
      address: outside.webhooks,
      platform,
    },
  });
  stops.add('portal', () => portal.stop());

  const nobody = { login: null, errorPage: null };
  const dataDirectory = directory.path;
  const demo =
    sandbox === null
      ? nobody
      : await enterDemoMerchant({
          database,
          settings,
          dataDirectory,
          addresses: sandbox.urls,
          portal: url,
        });
  await startServices(platform, stops);
  await platform.transport.start();
  const { pixi = null, unzer = null, smtp = null, control = null } = sandbox?.urls ?? {};
  const origin = outside.publicUrl?.origin ?? url;
  const setUp = await makeSetUpLink({ store, clock: systemClock, origin });
  return { portal: url, pixi, unzer, smtp, control, setUp, ...demo };
}

/** How the portal is reached. With the sandbox: on this machine, and its Unzer sends nowhere else. */
function outsideOf(
  { environment }: Foundation,
  { unzerOfSandbox, url }: { readonly unzerOfSandbox: string | null; readonly url: string },
): {
  publicUrl: URL | null;
  webhooks: URL | null;
  trustedProxies: number;
  unzerForTestKeys: string | null;
} {
  if (unzerOfSandbox !== null)
    return {
      publicUrl: null,
      webhooks: new URL(url),
      trustedProxies: 0,
      unzerForTestKeys: unzerOfSandbox,
    };
  const own = readSettings(portalApiSettings, environment);
  const publicUrl = own.ABGLEICH_PUBLIC_URL ?? null;
  const webhooks = own.ABGLEICH_WEBHOOK_URL ?? publicUrl;
  return {
    publicUrl,
    webhooks,
    trustedProxies: own.ABGLEICH_TRUSTED_PROXIES,
    unzerForTestKeys: own.ABGLEICH_UNZER_TEST_URL ?? null,
  };
}

/** The sandbox is stopped after the services: an answer under way may still arrive. */
async function startOwnSandbox(
  { directory, plan }: Foundation,
  { demo }: StandaloneOptions,
  stops: StopList,
): Promise<Sandbox> {
  const { pixi, unzer, smtp, control } = plan;
  const ports = { pixi, unzer, smtp, control };
  const sandbox = await startSandbox({ host: LOOPBACK, ports, dataDir: directory.path, demo });
  stops.add('sandbox', () => sandbox.stop());
  return sandbox;
}
