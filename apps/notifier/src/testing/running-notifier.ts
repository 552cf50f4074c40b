import { randomBytes, randomUUID } from 'node:crypto';
import type { DomainEvent } from '@abgleich/contracts';
import {
  type Clock,
  type ConnectionId,
  Fault,
  type Instant,
  type OrganisationId,
  Secret,
  instant,
  toIso,
} from '@abgleich/domain';
import {
  type SecretBox,
  type TestDatabase,
  createConfigurationStore,
  createSecretBox,
  createTestDatabase,
} from '@abgleich/persistence';
import { type MailAccount, type Mailer, type OutgoingMail, createLog } from '@abgleich/service-kit';
import { createMailRound } from '../mail-round.js';
import { noteProblem } from '../note-problem.js';
import { mailLimits } from '../plan-mails.js';

export const MAIL_PASSWORD = 'canary-pass-9f3e';
export const COLLECT_MS = 20_000;
type Sent = { readonly account: MailAccount; readonly mail: OutgoingMail };

/** The notifier's parts on a real database, with a clock that the test moves and a mail server that fails as it is told. */
export class NotifierBench {
  readonly organisationId = randomUUID() as OrganisationId;
  readonly connectionId = randomUUID() as ConnectionId;
  readonly sent: Sent[] = [];
  readonly logLines: string[] = [];
  /** Thrown instead of sending while set. */
  failing: Fault | null = null;
  /** Called after the server took a mail and before its sender knows. */
  afterSend: () => Promise<void> = () => Promise.resolve();
  now: Instant = instant(Date.UTC(2026, 10, 21, 12));

  private constructor(
    readonly database: TestDatabase,
    readonly secrets: SecretBox,
  ) {}

  static async start(): Promise<NotifierBench> {
    const keys = { k1: randomBytes(32).toString('base64') };
    const secrets = createSecretBox({ keys, currentKeyId: 'k1' });
    const bench = new NotifierBench(await createTestDatabase(), secrets);
    const store = createConfigurationStore(bench.database.db, secrets);
    const { organisationId, connectionId } = bench;
    await store.saveOrganisation({
      id: organisationId,
      name: 'Haus',
      bookingState: 'active',
      bookingEndsAt: null,
    });
    await store.saveConnection(
      {
        id: connectionId,
        organisationId,
        name: 'pixi live',
        endpointUrl: 'http://127.0.0.1:1/',
        database: 'db',
        username: 'u',
        password: new Secret('p'),
        active: true,
      },
      { now: bench.now, savedBy: 'test', traceId: 't' },
    );
    return bench;
  }

  async saveAccount(): Promise<void> {
    const store = createConfigurationStore(this.database.db, this.secrets);
    await store.saveMailAccount({
      organisationId: this.organisationId,
      host: 'mail.example',
      port: 587,
      security: 'starttls',
      username: 'shop',
      password: new Secret(MAIL_PASSWORD),
      sender: 'abgleich@shop.example',
      recipient: 'ops@shop.example',
    });
  }

  clock: Clock = { now: () => this.now };
  readonly mailer: Mailer = {
    send: async (account, mail) => {
      if (this.failing !== null) throw this.failing;
      this.sent.push({ account, mail });
      await this.afterSend();
    },
  };

  /** A process of its own: what it remembers only in memory is not shared. */
  newRound(): () => Promise<Instant | null> {
    const log = createLog('notifier', {
      to: { write: (line: string) => void this.logLines.push(line) },
    });
    return createMailRound({
      clock: this.clock,
      database: this.database.db,
      secrets: this.secrets,
      log,
      mailer: this.mailer,
      limits: mailLimits(COLLECT_MS),
      portalUrl: new URL('https://abgleich.example.org'),
      isStopping: () => false,
    });
  }

  pass(ms: number): void {
    this.now = instant(this.now + ms);
  }

  note(event: ProblemEvent): Promise<boolean> {
    return noteProblem({ database: this.database.db, clock: this.clock }, event);
  }

  problem(
    type: ProblemEvent['type'],
    orderNumber: string,
    change: Partial<ProblemEvent['data']> = {},
  ) {
    return {
      id: randomUUID(),
      version: 1 as const,
      at: toIso(this.now),
      organisationId: this.organisationId,
      connectionId: this.connectionId,
      orderNumber,
      traceId: 't',
      type,
      data: {
        problemId: randomUUID(),
        code: 'release.payment-unknown',
        severity: 'error' as const,
        document: null,
        params: { orderNumber, paymentId: 's-pay-1', message: 'Erika Mustermann' },
        ...change,
      },
    } satisfies ProblemEvent;
  }

  async rows(table: 'mails' | 'alerts'): Promise<Record<string, unknown>[]> {
    const order = table === 'mails' ? 'planned_at, code' : 'order_number';
    const { rows } = await this.database.pool.query<Record<string, unknown>>(
      `select * from notifier.${table} order by ${order}`,
    );
    return rows;
  }

  subjects = (): string[] => this.sent.map(({ mail }) => mail.subject);
}
export type ProblemEvent = Extract<DomainEvent, { type: 'problem.raised' | 'problem.resolved' }>;

export const unreachable = (): Fault => new Fault({ kind: 'transient', code: 'mail.unreachable' });
