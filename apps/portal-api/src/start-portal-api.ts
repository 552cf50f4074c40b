import type { OperatorBilling, PortalStore, SecretBox } from '@abgleich/persistence';
import type { QuietWindow } from '@abgleich/scheduler';
import type { BillingProvider, Clock } from '@abgleich/domain';
import {
  type Log,
  type Metrics,
  type Platform,
  type RunningService,
  startService,
} from '@abgleich/service-kit';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ConfigurationCentre } from './configurations/configuration-centre.js';
import { FeeJobModule } from './booking/fee-job.js';
import { hideErrorPageToken } from './error-page.controller.js';
import type { Outside } from './outside.js';
import { createPasswordCheck } from './passwords.js';
import type { Letters } from './people/letters.js';
import { PortalApiModule } from './portal-api.module.js';
import { loadPortalFiles, type PortalFiles, servePortal } from './portal-files.js';
import { refuseOtherMethods } from './refuse-other-methods.js';
import { requireSameOrigin } from './same-origin.js';
import { securityHeaders } from './security-headers.js';
import type { MailTest } from './test-mail.js';
import { createUnzerHook } from './webhooks/unzer-hook.js';
import { createWebhookKeeper } from './webhooks/webhook-keeper.js';
import { WebhookKeeperModule } from './webhooks/webhook-keeper.module.js';

/** A sign-in is the largest body there is; a few kilobytes are plenty. */
const BODY_BYTES_MAX = 16 * 1024;

export type PortalApiOptions = {
  readonly store: PortalStore;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 = any free port. */
  readonly port: number;
  readonly host?: string;
  readonly metrics?: Metrics;
  /** Where `vite build` left the portal; `null`: only the interface is served. */
  readonly staticDir: string | null;
  /** The address people type when a proxy stands in front (`https://abgleich.example`); `null`: whatever the request says. */
  readonly publicUrl: URL | null;
  /** How many proxies in front may be believed about the caller's address (`X-Forwarded-For`). */
  readonly trustedProxies: number;
  /** When no request may reach pixi; left out: the portal does not tell of it. */
  readonly window?: QuietWindow;
  /** Left out: test mails are answered with 404. */
  readonly mailTest?: MailTest;
  /** Encrypts the keys of second factors; left out: none can be set up. */
  readonly secrets?: SecretBox;
  /** Carries one-time links to people; left out: admins pass them on. */
  readonly letters?: Letters;
  /** Left out: what asks for configurations is answered with 404. */
  readonly configurations?: ConfigurationCentre;
  /** Left out: connections and keys cannot be tested or saved. */
  readonly outside?: Outside;
  /** Left out: nothing is charged. The organisations are those whose months are recorded as they begin; without them only what is asked for is. */
  readonly billing?: BillingProvider;
  readonly organisations?: Pick<OperatorBilling, 'organisations'>;
  /** The provider's notifications; left out: none are taken and nothing is registered. */
  readonly webhooks?: PortalWebhooks;
};

export type PortalWebhooks = {
  /** What ends our address; the first one is registered. See `webhookTokens`. */
  readonly tokens: readonly string[];
  /** Where the provider reaches us; `null`: it does not, then nothing is registered. */
  readonly address: URL | null;
  readonly platform: Platform;
};

/** Starts the portal's HTTP side. Throws a `config` fault when the port is taken. */
export async function startPortalApi(options: PortalApiOptions): Promise<RunningService> {
  const { store, clock, log, publicUrl } = options;
  const files = options.staticDir === null ? null : await loadPortalFiles(options.staticDir);
  if (options.staticDir !== null && files === null) {
    log.warn({ staticDir: options.staticDir }, 'no built portal there: only the API is served');
  }
  const passwords = await createPasswordCheck();
  const onOutbox = (): void => options.webhooks?.platform.transport.nudge();
  return startService({
    name: 'portal-api',
    module: PortalApiModule.with(
      {
        store,
        clock,
        log,
        publicUrl,
        passwords,
        onOutbox,
        mailTest: options.mailTest ?? null,
        secrets: options.secrets ?? null,
        letters: options.letters ?? null,
        configurations: options.configurations ?? null,
        outside: options.outside ?? null,
        billing: options.billing ?? null,
        window: options.window,
      },
      jobsOf(options),
    ),
    port: options.port,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    log,
    ready: [{ name: 'database', check: () => store.ping() }],
    configure: (app) => configure(app, { ...options, onOutbox }, files),
  });
}

/** The jobs beside the pages, as modules of the application: one registers our address at the provider, one records the fee. */
function jobsOf({ webhooks, store, billing, organisations }: PortalApiOptions): DynamicModule[] {
  if (webhooks === undefined) return [];
  const { platform, address, tokens } = webhooks;
  const token = tokens[0] ?? '';
  const keeper = createWebhookKeeper({ platform, store, address, token });
  const jobs = [WebhookKeeperModule.with(platform, keeper)];
  if (billing === undefined || organisations === undefined) return jobs;
  return [...jobs, FeeJobModule.with(platform, { billing, organisations })];
}

function configure(
  app: NestExpressApplication,
  options: PortalApiOptions & { readonly onOutbox: () => void },
  files: PortalFiles | null,
): void {
  const { publicUrl, trustedProxies, webhooks } = options;
  app.set('trust proxy', trustedProxies);
  app.set('query parser', 'simple');
  // Before everything else: it reads its own bodies and is meant for a sender that names no origin.
  if (webhooks !== undefined) app.use(createUnzerHook({ ...options, tokens: webhooks.tokens }));
  app.useBodyParser('json', { limit: BODY_BYTES_MAX });
  app.use(securityHeaders(publicUrl?.protocol === 'https:'));
  app.use(refuseOtherMethods);
  app.use(requireSameOrigin(publicUrl));
  app.use(hideErrorPageToken);
  if (files !== null) app.use(servePortal(files));
}
