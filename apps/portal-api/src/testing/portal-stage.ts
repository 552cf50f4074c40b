import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@abgleich/contracts';
import { instant, type Instant } from '@abgleich/domain';
import {
  createPortalStore,
  createTestDatabase,
  insertOrganisation,
  type PortalStore,
  type TestDatabase,
  type TestOrganisation,
} from '@abgleich/persistence';
import { createLog, type RunningService } from '@abgleich/service-kit';
import { createUser } from '../create-user.js';
import { startPortalApi } from '../start-portal-api.js';

export const PASSWORD = 'correct horse battery staple';

/** One answer, with everything that could give something away. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
};
export type Call = {
  readonly method?: string;
  readonly body?: unknown;
  readonly cookie?: string;
  readonly token?: string;
  /** `null`: none; left out: the portal's own. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The portal's HTTP side over a real database, two organisations in it, and a memory of all it said. */
export class PortalStage {
  now: Instant = instant(Date.UTC(2026, 10, 21, 12));
  readonly answers: string[] = [];
  readonly logLines: string[] = [];
  #visitors = 0;
  #service: RunningService | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly store: PortalStore,
    readonly ours: TestOrganisation,
    readonly theirs: TestOrganisation,
    private readonly staticDir: string,
  ) {}

  /** Both organisations have one person per role: `admin@ours.example`, `viewer@theirs.example` and so on. */
  static async open({ canary = 'canary' }: { canary?: string } = {}): Promise<PortalStage> {
    const database = await createTestDatabase();
    const store = createPortalStore(database);
    const ours = await insertOrganisation(database.pool, { name: 'Ours', canary });
    const theirs = await insertOrganisation(database.pool, { name: 'Theirs', canary });
    for (const [host, { organisationId }] of Object.entries({ ours, theirs }))
      for (const role of ['admin', 'operations', 'viewer'] as const) {
        const email = `${role}@${host}.example`;
        const user = { organisationId, email, name: `${role} of ${host}`, role, language: 'de' };
        await createUser(store, { ...user, language: 'de', password: PASSWORD });
      }
    const staticDir = await mkdtemp(join(tmpdir(), 'portal-'));
    await writeFile(
      join(staticDir, 'index.html'),
      '<!doctype html><meta name="style-nonce" content="__STYLE_NONCE__"><script type="module" src="/a.js"></script>',
    );
    const stage = new PortalStage(database, store, ours, theirs, staticDir);
    await stage.restart();
    return stage;
  }

  /** Starts it anew: what was counted for rate limits is forgotten. */
  async restart(): Promise<void> {
    await this.#service?.stop();
    this.#service = await startPortalApi({
      store: this.store,
      clock: { now: () => this.now },
      log: createLog('portal-api', {
        level: 'debug',
        to: { write: (line: string) => void this.logLines.push(line) },
      }),
      port: 0,
      staticDir: this.staticDir,
      publicUrl: null,
      trustedProxies: 1,
    });
  }

  get url(): string {
    return this.#service?.url ?? '';
  }

  /** Signs in from an address that nobody used before, and returns the cookie. */
  async signIn(role: Role, host: 'ours' | 'theirs' = 'ours'): Promise<string> {
    const body = { email: `${role}@${host}.example`, password: PASSWORD };
    const { headers } = await this.call('/api/session', { method: 'POST', body });
    return headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  /** Each call comes from another address, unless a header says which one. */
  async call(
    path: string,
    { method = 'GET', body, cookie, token, origin, headers = {} }: Call = {},
  ): Promise<Answer> {
    this.#visitors += 1;
    const address = `10.${this.#visitors >> 16}.${(this.#visitors >> 8) & 255}.${this.#visitors & 255}`;
    const sent = new Headers({ 'x-forwarded-for': address, ...headers });
    if (body !== undefined) sent.set('content-type', 'application/json');
    if (cookie !== undefined) sent.set('cookie', cookie);
    if (token !== undefined) sent.set('authorization', `Bearer ${token}`);
    if (origin !== null && token === undefined) sent.set('origin', origin ?? this.url);
    const response = await fetch(this.url + path, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    this.answers.push([...response.headers].map((pair) => pair.join(': ')).join('\n'), text);
    const json: unknown = isJson ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  }

  async close(): Promise<void> {
    await this.#service?.stop();
    await rm(this.staticDir, { recursive: true, force: true });
    await this.database.drop();
  }
}
