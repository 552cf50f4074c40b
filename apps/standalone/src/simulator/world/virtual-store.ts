import {
  type ChangeCursors,
  type ConfigurationId,
  type ErpConnection,
  type Instant,
  type PaymentConfiguration,
  Secret,
} from '@abgleich/domain';
import {
  type ConfigurationPause,
  type ConfigurationPauses,
  createMemoryChangeCursors,
} from '@abgleich/persistence';
import type { SandboxSeed } from '@abgleich/sandbox';
import { CONNECTION, ORGANISATION } from './identities.js';

/** What the portal's tables hold, for one merchant: the connection, every version of every configuration, pauses, leases, cursors. */
export class VirtualStore {
  readonly connection: ErpConnection;
  readonly cursors: ChangeCursors = createMemoryChangeCursors();
  readonly #versions = new Map<ConfigurationId, PaymentConfiguration[]>();
  readonly #pauses = new Map<ConfigurationId, ConfigurationPause>();
  readonly #leases = new Map<string, { owner: string; until: number }>();

  /** `codes`: the payment codes that the merchant has configured. */
  constructor(
    seed: SandboxSeed,
    { toleranceMinor, codes }: { readonly toleranceMinor: number; readonly codes: ReadonlySet<string> },
  ) {
    this.connection = {
      id: CONNECTION,
      organisationId: ORGANISATION,
      name: 'simulated',
      endpointUrl: 'http://pixi.simulated/',
      database: seed.pixi.database,
      username: seed.pixi.user,
      password: new Secret(seed.pixi.password),
      active: true,
    };
    seed.configurations
      .filter((one) => one.shopId === 'DEM' && codes.has(one.paymentCode))
      .forEach((one, index) => {
        const id =
          `c0000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}` as ConfigurationId;
        this.#versions.set(id, [
          {
            id,
            version: 1,
            organisationId: ORGANISATION,
            connectionId: CONNECTION,
            shopId: one.shopId as PaymentConfiguration['shopId'], // the sandbox's own master data
            paymentCode: one.paymentCode as PaymentConfiguration['paymentCode'],
            active: true,
            bookingCodeInvoice: seed.bookingEvents.invoice,
            bookingCodeReturn: seed.bookingEvents.creditNote,
            xmlTag: one.xmlTag,
            publicKey: seed.unzer.publicKey,
            privateKey: new Secret(seed.unzer.privateKey),
            providerUrl: null,
            policy: {
              mode: one.mode === 'standard' ? 'standard' : 'expert',
              toleranceMinor,
              graceHours: 24,
              settleInvoiceAfterReceipt: false,
              warnBeforeExpiryDays: null,
            },
          },
        ]);
      });
  }

  current = (): readonly PaymentConfiguration[] =>
    [...this.#versions.values()].flatMap((versions) => versions.at(-1) ?? []);

  version = (id: ConfigurationId, version: number): PaymentConfiguration | null =>
    this.#versions.get(id)?.find((one) => one.version === version) ?? null;

  /** Every save is a new version. */
  save(id: ConfigurationId, change: Partial<PaymentConfiguration>): void {
    const versions = this.#versions.get(id);
    const last = versions?.at(-1);
    if (versions && last) versions.push({ ...last, ...change, version: last.version + 1 });
  }

  readonly pauses: ConfigurationPauses = {
    pauseConfiguration: async ({ now, ...pause }) => {
      const known = this.#pauses.get(pause.configurationId);
      const same = known?.version === pause.version ? known : null;
      const failures = (same?.failures ?? 0) + 1;
      this.#pauses.set(pause.configurationId, { ...pause, since: same?.since ?? now, failures });
      return failures;
    },
    pausedConfigurations: async () =>
      [...this.#pauses.values()].filter(
        ({ configurationId, version }) =>
          this.#versions.get(configurationId)?.at(-1)?.version === version,
      ),
    resumeConfiguration: async (id) => this.#pauses.delete(id),
  };

  /** As the table of leases does it. */
  tryLease(
    name: string,
    { owner, ttlMs, now }: { owner: string; ttlMs: number; now: Instant },
  ): boolean {
    const held = this.#leases.get(name);
    if (held !== undefined && held.owner !== owner && held.until > now) return false;
    this.#leases.set(name, { owner, until: now + ttlMs });
    return true;
  }
}
