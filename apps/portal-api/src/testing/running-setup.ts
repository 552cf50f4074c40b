import { randomBytes } from 'node:crypto';
import {
  type Clock,
  fromIso,
  type Instant,
  instant,
  money,
  currency,
  type ErpConnection,
} from '@abgleich/domain';
import {
  createManualBilling,
  createMailAccounts,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
  insertOrganisation,
  type PortalStore,
  type SecretBox,
  type TestDatabase,
  type TestOrganisation,
} from '@abgleich/persistence';
import { createPixiGateway } from '@abgleich/pixi';
import { createQuietWindow } from '@abgleich/scheduler';
import {
  createLog,
  leadsInside,
  isPrivateAddress,
  type RunningService,
} from '@abgleich/service-kit';
import { createUser } from '../create-user.js';
import type { Outside } from '../outside.js';
import { startPortalApi } from '../start-portal-api.js';
import { createMailTest } from '../test-mail.js';

const PASSWORD = 'correct horse battery staple';
export const EVENING = fromIso('2026-11-21T18:00:00Z');
const TIMEOUT_MS = 5_000;

type Call = { readonly as?: string; readonly body?: unknown };
export type Answer = { readonly status: number; readonly json: unknown; readonly text: string };

/** The portal's interface with the set-up pages' ways out, and a few people of two organisations. */
export class RunningSetup {
  now: Instant = EVENING;
  /** What the installation says about private addresses. */
  privateAllowed = true;
  /** What comes of a look at a key pair. */
  keys: () => Promise<{ readonly paymentTypes: readonly string[] }> = () =>
    Promise.resolve({ paymentTypes: ['card'] });
  readonly texts: string[] = [];
  readonly log: string[] = [];
  readonly #cookies: Record<string, string> = {};

  private constructor(
    readonly database: TestDatabase,
    readonly store: PortalStore,
    readonly box: SecretBox,
  ) {}
  ours!: TestOrganisation;
  theirs!: TestOrganisation;
  service!: RunningService;

  static async start(): Promise<RunningSetup> {
    const database = await createTestDatabase();
    const keys = { k1: randomBytes(32).toString('base64') };
    const box = createSecretBox({ keys, currentKeyId: 'k1' });
    const running = new RunningSetup(database, createPortalStore(database), box);
    await running.#begin();
    return running;
  }

  async #begin(): Promise<void> {
    const { database, store } = this;
    const clock: Clock = { now: () => this.now };
    const accounts = createMailAccounts(database.db, this.box);
    const mailer = { send: () => Promise.resolve() };
    this.service = await startPortalApi({
      store,
      clock,
      mailTest: createMailTest({ accounts, mailer, clock }),
      outside: this.#outside(clock),
      billing: createManualBilling(database, { monthlyFee: money(4_900, currency('EUR')) }),
      log: createLog('portal-api', {
        level: 'debug',
        to: { write: (line: string) => void this.log.push(line) },
      }),
      port: 0,
      staticDir: null,
      publicUrl: null,
      trustedProxies: 0,
    });
    this.ours = await insertOrganisation(database.pool, { name: 'Ours' });
    this.theirs = await insertOrganisation(database.pool, { name: 'Theirs' });
    for (const [name, role, { organisationId }] of [
      ['admin', 'admin', this.ours],
      ['operations', 'operations', this.ours],
      ['viewer', 'viewer', this.ours],
      ['stranger', 'admin', this.theirs],
    ] as const) {
      const email = `${name}@shop.example`;
      const user = { organisationId, email, name, role, language: 'de' } as const;
      await createUser(store, { ...user, password: PASSWORD });
    }
    await this.#signIn();
  }

  /** Everybody anew: sessions end with time. */
  async #signIn(): Promise<void> {
    for (const name of ['admin', 'operations', 'viewer', 'stranger']) {
      const email = `${name}@shop.example`;
      const answer = await fetch(`${this.service.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: this.service.url },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      this.#cookies[name] = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    }
  }

  #outside(clock: Clock): Outside {
    const window = createQuietWindow('00:00-04:00');
    return {
      secrets: this.box,
      quietUntil: (now) => window.closedUntil(now, TIMEOUT_MS),
      probe: async (connection: ErpConnection, wish) => {
        const { endpointUrl, username, password } = connection;
        const gateway = createPixiGateway({
          ...{ endpointUrl, username, password, clock, window },
          requestsPerSecond: 0,
          readTimeoutMs: TIMEOUT_MS,
          ...(this.privateAllowed ? {} : { mayConnect: (one: string) => !isPrivateAddress(one) }),
        });
        return gateway.probeConnection(wish).finally(() => gateway.close());
      },
      answered: () => Promise.resolve(),
      checkKeys: () => this.keys(),
      isRefused: async (_kind, host) => !this.privateAllowed && (await leadsInside(host)),
      mayBePlain: true,
      webhooksOffered: true,
    };
  }

  /** Calls the interface as one of the people, `admin` unless said otherwise; keeps what came back, to search it for secrets. */
  async call(method: string, path: string, { as = 'admin', body }: Call = {}): Promise<Answer> {
    const answer = await fetch(this.service.url + path, {
      method,
      headers: {
        cookie: this.#cookies[as] ?? '',
        origin: this.service.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    this.texts.push(text);
    return { status: answer.status, text, json: text === '' ? null : JSON.parse(text) };
  }

  /** Another moment, at which everybody is signed in. */
  async at(iso: string): Promise<void> {
    this.now = instant(Date.parse(iso));
    await this.#signIn();
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
  }
}
