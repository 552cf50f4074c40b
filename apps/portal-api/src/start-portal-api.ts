import type { Clock } from '@abgleich/domain';
import type { PortalStore } from '@abgleich/persistence';
import { type Log, type Metrics, type RunningService, startService } from '@abgleich/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { hideErrorPageToken } from './error-page.controller.js';
import { createPasswordCheck } from './passwords.js';
import { PortalApiModule } from './portal-api.module.js';
import { loadPortalFiles, type PortalFiles, servePortal } from './portal-files.js';
import { requireSameOrigin } from './same-origin.js';
import { securityHeaders } from './security-headers.js';
import type { MailTest } from './test-mail.js';

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
  /** Left out: test mails are answered with 404. */
  readonly mailTest?: MailTest;
};

/** Starts the portal's HTTP side. Throws a `config` fault when the port is taken. */
export async function startPortalApi(options: PortalApiOptions): Promise<RunningService> {
  const { store, clock, log, publicUrl, mailTest = null } = options;
  const files = options.staticDir === null ? null : await loadPortalFiles(options.staticDir);
  if (options.staticDir !== null && files === null) {
    log.warn({ staticDir: options.staticDir }, 'no built portal there: only the API is served');
  }
  const passwords = await createPasswordCheck();
  return startService({
    name: 'portal-api',
    module: PortalApiModule.with({ store, clock, passwords, mailTest, publicUrl }),
    port: options.port,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    log,
    ready: [{ name: 'database', check: () => store.ping() }],
    configure: (app) => configure(app, options, files),
  });
}

function configure(
  app: NestExpressApplication,
  { publicUrl, trustedProxies }: PortalApiOptions,
  files: PortalFiles | null,
): void {
  app.set('trust proxy', trustedProxies);
  app.set('query parser', 'simple');
  app.useBodyParser('json', { limit: BODY_BYTES_MAX });
  app.use(securityHeaders(publicUrl?.protocol === 'https:'));
  app.use(requireSameOrigin(publicUrl));
  app.use(hideErrorPageToken);
  if (files !== null) app.use(servePortal(files));
}
