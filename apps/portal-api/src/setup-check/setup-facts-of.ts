import type { OrganisationId, SetupFacts } from '@abgleich/domain';
import { HOUR, type Instant, isBookingInForce } from '@abgleich/domain';
import type {
  BookingSurroundings,
  PortalConnection,
  SetupConfiguration,
  StoredBooking,
} from '@abgleich/persistence';
import type { PortalContext } from '../portal-context.js';

/** Longer than the quiet window: a connection that answered since is one that works. */
const LATELY_MS = 6 * HOUR;

export type Gathered = {
  readonly connections: ReadonlyMap<string, PortalConnection>;
  readonly configurations: readonly SetupConfiguration[];
  readonly booking: StoredBooking & BookingSurroundings;
  /** By configuration; absent: its key cannot be read. */
  readonly privateEnvironments: ReadonlyMap<string, 'test' | 'production'>;
};

/** Reads everything that is known about an organisation's set-up. */
export async function gatherSetup(
  { store, outside }: PortalContext,
  organisationId: OrganisationId,
): Promise<Gathered> {
  const [connections, configurations, booking, opened] = await Promise.all([
    store.setup.connections(organisationId),
    store.setup.configurations(organisationId),
    store.booking.read(organisationId),
    outside === null ? [] : store.setup.openConfigurations(organisationId, outside.secrets),
  ]);
  return {
    connections: new Map(connections.map((one) => [one.id, one])),
    configurations,
    booking,
    privateEnvironments: new Map(
      opened.map(({ id, privateKey }) => [id, environmentOf(privateKey.reveal())]),
    ),
  };
}

/** Unzer's own mark: `s-` sandbox, `p-` production. */
const environmentOf = (key: string): 'test' | 'production' =>
  key.startsWith('p-') ? 'production' : 'test';

/** What the rule needs of one configuration. */
export function factsOf(
  one: SetupConfiguration,
  connection: PortalConnection,
  rest: { readonly gathered: Gathered; readonly now: Instant; readonly webhooksOffered: boolean },
): SetupFacts {
  const { gathered, now, webhooksOffered } = rest;
  const { check } = connection;
  const wasListed = check !== null && check.listsAt !== null;
  return {
    connection: {
      active: connection.active,
      look: check && {
        cause: check.cause,
        lacking: check.lacking.map(({ procedure }) => procedure),
      },
      contact: contactOf(connection, now),
      shops: wasListed ? (check.shops?.map(({ shopId }) => shopId) ?? null) : undefined,
      methods: wasListed ? check.paymentMethods : undefined,
    },
    configuration: {
      ...one,
      environment: environmentOf(one.publicKey),
      privateEnvironment: gathered.privateEnvironments.get(one.id) ?? null,
    },
    keys: keysOf(one),
    webhook: webhooksOffered ? one.webhook : 'not-offered',
    mailAccount: gathered.booking.mailAccount,
    booked: isBookingInForce(gathered.booking.booking, now),
    seen: one.seen,
  };
}

function contactOf(
  { active, health: { code, lastSuccessAt } }: PortalConnection,
  now: Instant,
): SetupFacts['connection']['contact'] {
  if (!active) return null;
  if (code === 'pixi.unauthorized') return 'refused';
  if (code !== null) return 'failing';
  const isLately = lastSuccessAt !== null && now - Date.parse(lastSuccessAt) < LATELY_MS;
  return isLately ? 'working' : null;
}

function keysOf({ paused, keyCheck }: SetupConfiguration): SetupFacts['keys'] {
  if (paused) return 'refused';
  if (keyCheck === null) return null;
  if (keyCheck.code === null) return 'good';
  return keyCheck.code === 'unzer.keys-rejected' ? 'refused' : 'unreachable';
}
