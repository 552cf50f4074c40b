import type {
  CallContext,
  CallWindow,
  ErpConnection,
  Instant,
  ProviderAccess,
} from '@abgleich/domain';
import type { SecretBox } from '@abgleich/persistence';
import {
  type ConnectionProbe,
  leadsInside,
  mayMailInside,
  newTraceId,
  type Platform,
  type ProbeWish,
} from '@abgleich/service-kit';
import { portalProblem } from './portal-problem.js';

/** What the portal's set-up pages need beyond the database: stored secrets, and careful looks at pixi and Unzer. */
export type Outside = {
  readonly secrets: SecretBox;
  /** Until then nothing may be sent to pixi; `null`: it may. */
  quietUntil(now: Instant): Instant | null;
  /** Looks at a pixi connection, under the limits and the window of all other calls. Throws `Fault`. */
  probe(connection: ErpConnection, wish: ProbeWish): Promise<ConnectionProbe>;
  /** A stored connection answered. */
  answered(connection: ErpConnection): Promise<void>;
  /** Resolves when a key pair is good. Throws `Fault`. */
  checkKeys(access: ProviderAccess): Promise<{ readonly paymentTypes: readonly string[] }>;
  /** Whether the address of a pixi or of a mail server may not be saved, because it leads into a private network. */
  isRefused(kind: 'pixi' | 'mail', host: string): Promise<boolean>;
  /** Whether pixi may be named without TLS: only where private addresses are allowed, as with the sandbox. */
  readonly mayBePlain: boolean;
  /** Whether the provider is given an address for its notifications. */
  readonly webhooksOffered: boolean;
};

const SECOND_MS = 1_000;

/** The ways out of one process. */
export function outsideOf(
  platform: Pick<
    Platform,
    'settings' | 'secrets' | 'window' | 'probeConnection' | 'noteConnection' | 'partsFor'
  >,
  { webhooksOffered }: { readonly webhooksOffered: boolean },
): Outside {
  const { settings, secrets } = platform;
  const window: CallWindow = platform.window;
  const longestMs = settings.ABGLEICH_PIXI_TIMEOUT_SECONDS * SECOND_MS;
  const mayInside = {
    pixi: settings.ABGLEICH_PRIVATE_ADDRESSES === 'allowed',
    mail: mayMailInside(settings),
  };
  const { provider } = platform.partsFor('portal-api');
  return {
    secrets,
    quietUntil: (now) => window.closedUntil(now, longestMs),
    probe: (connection, wish) => platform.probeConnection(connection, wish),
    answered: (connection) => platform.noteConnection(connection, null),
    checkKeys: (access) => provider.checkKeys(access, unrecorded()),
    isRefused: async (kind, host) => !mayInside[kind] && (await leadsInside(host)),
    mayBePlain: mayInside.pixi,
    webhooksOffered,
  };
}

/** A look belongs to no order, so it is in no order's timeline. */
const unrecorded = (): CallContext => ({ traceId: newTraceId(), record: () => undefined });

/** The ways out. Throws 404 where this installation of the portal has none. */
export function requireOutside({ outside }: { readonly outside: Outside | null }): Outside {
  if (outside === null)
    throw portalProblem(404, 'portal.not-found', 'Nothing is set up from here.');
  return outside;
}
