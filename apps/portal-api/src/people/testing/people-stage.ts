import { type Instant, type OrganisationId, instant } from '@abgleich/domain';
import {
  type PortalStore,
  type TestDatabase,
  createMailAccounts,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
  generateSecretKey,
  insertOrganisation,
  parseSecretKeys,
} from '@abgleich/persistence';
import {
  type MailAccount,
  type OutgoingMail,
  type RunningService,
  createLog,
} from '@abgleich/service-kit';
import { hashPassword } from '../../passwords.js';
import { startPortalApi } from '../../start-portal-api.js';
import type { InstallationMail } from '../installation-mail.js';
import { createLetters } from '../letters.js';

export const PASSWORD = 'correct horse battery staple';
/** Hashed once: it takes long on purpose. */
const HASHED = hashPassword(PASSWORD);
const INSTALLATION: InstallationMail = {
  host: 'mail.example',
  port: 587,
  security: 'starttls',
  username: null,
  password: null,
  sender: 'abgleich@installation.example',
};

export type SentMail = { readonly account: MailAccount; readonly mail: OutgoingMail };
export type Answer = {
  readonly status: number;
  readonly json: unknown;
  readonly text: string;
  readonly headers: Headers;
  /** The session cookie it set, ready to be sent back. */
  readonly cookie: string;
};
type Call = {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
type NewUser = {
  readonly organisationId: OrganisationId;
  readonly email: string;
  readonly role: 'admin' | 'operations' | 'viewer';
};

/** The portal's interface on a database of its own, with a clock that stands still and a mailer that keeps what it gets. */
export class PeopleStage {
  now: Instant = instant(Date.UTC(2026, 10, 21, 12));
  readonly mails: SentMail[] = [];
  readonly said: string[] = [];
  /** What the mail server does with the next mails. */
  refuseMails: Error | null = null;
  service: RunningService | null = null;

  private constructor(
    readonly database: TestDatabase,
    readonly store: PortalStore,
    readonly keys: string,
  ) {}

  static async open(): Promise<PeopleStage> {
    const database = await createTestDatabase();
    return new PeopleStage(database, createPortalStore(database), generateSecretKey());
  }

  /** Starts anew, so that limits begin at zero. */
  async start({ ownMail = true, publicUrl = null as URL | null } = {}): Promise<void> {
    await this.service?.stop();
    const clock = { now: () => this.now };
    const secrets = createSecretBox(parseSecretKeys(this.keys));
    const mailer = {
      send: (account: MailAccount, mail: OutgoingMail): Promise<void> => {
        if (this.refuseMails !== null) return Promise.reject(this.refuseMails);
        this.mails.push({ account, mail });
        return Promise.resolve();
      },
    };
    this.service = await startPortalApi({
      store: this.store,
      clock,
      log: createLog('portal-api', {
        level: 'debug',
        to: { write: (line: string) => void this.said.push(line) },
      }),
      port: 0,
      staticDir: null,
      publicUrl,
      trustedProxies: 1,
      secrets,
      letters: createLetters({
        installation: ownMail ? { account: INSTALLATION, mailer } : null,
        accounts: createMailAccounts(this.database.db, secrets),
        mailer,
        clock,
      }),
    });
  }

  async close(): Promise<void> {
    await this.service?.stop();
    await this.database.drop();
  }

  get url(): string {
    return this.service?.url ?? '';
  }

  async organisation(name: string): Promise<OrganisationId> {
    return (await insertOrganisation(this.database.pool, { name })).organisationId;
  }

  async user({ organisationId, email, role }: NewUser): Promise<string> {
    const person = {
      organisationId,
      email,
      name: `Name of ${email}`,
      role,
      language: 'de',
    } as const;
    return this.store.accounts.createUser({ ...person, passwordHash: await HASHED });
  }

  async call(method: string, path: string, { body, cookie, headers }: Call = {}): Promise<Answer> {
    const sent = new Headers({ origin: this.url, ...headers });
    if (body !== undefined) sent.set('content-type', 'application/json');
    if (cookie !== undefined) sent.set('cookie', cookie);
    const answer = await fetch(this.url + path, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    this.said.push(text);
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const set = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const json: unknown = isJson ? JSON.parse(text) : null;
    return { status: answer.status, json, text, headers: answer.headers, cookie: set };
  }

  signIn(email: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('POST', '/api/session', { body: { email, password: PASSWORD, ...more } });
  }

  /** The cookie of a new session. Throws when signing in is refused. */
  async cookieOf(email: string, password = PASSWORD): Promise<string> {
    const { status, cookie } = await this.signIn(email, { password });
    if (status !== 200) throw new Error(`signing in as ${email}: ${status}`);
    return cookie;
  }

  async audit(action: string): Promise<readonly { target: string; details: object }[]> {
    const { rows } = await this.database.pool.query<{ target: string; details: object }>(
      'select target, details from portal.audit where action = $1 order by id',
      [action],
    );
    return rows;
  }
}

/** The token of the link in a mail or an answer. */
export const tokenIn = (text: string): string => /#([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? '';

/** The code of a refusal. */
export const codeOf = ({ json }: Answer): unknown =>
  typeof json === 'object' && json !== null && 'code' in json ? json.code : null;
