import {
  type ErpConnection,
  type Fault,
  isFault,
  type OrganisationId,
  type PaymentConfiguration,
  toIso,
} from '@abgleich/domain';
import type { AuditContext, KeyCheck } from '@abgleich/persistence';
import { accessOf } from '@abgleich/reconciler';
import { lookAtConnection } from '../connections/look-at-connection.js';
import { type Outside, requireOutside } from '../outside.js';
import type { PortalContext } from '../portal-context.js';

type Found = KeyCheck & { readonly paymentTypes: readonly string[] };
type Parts = { readonly portal: PortalContext; readonly context: AuditContext };

/** Looks at every connection and every key pair of the organisation once, and keeps what was found. Inside the quiet window pixi is left alone. */
export async function runSetupCheck(parts: Parts): Promise<void> {
  const { portal, context } = parts;
  const outside = requireOutside(portal);
  const { organisationId } = context;
  const known = await portal.store.setup.connections(organisationId);
  const keys = await portal.store.setup.openConfigurations(organisationId, outside.secrets);
  await Promise.all([
    ...known.map((one) => lookAt(one.id as ErpConnection['id'], organisationId, parts)), // the brand is ours
    checkAllKeys(keys, outside, parts),
  ]);
}

async function lookAt(
  id: ErpConnection['id'],
  organisationId: OrganisationId,
  { portal, context }: Parts,
): Promise<void> {
  const { store, clock } = portal;
  const outside = requireOutside(portal);
  const connection = await store.setup
    .openConnection(organisationId, id, outside.secrets)
    .catch(unreadable);
  if (connection === null) return;
  const { check } = await lookAtConnection(connection, { lists: true }, { outside, clock });
  if (check === null) return;
  await store.setup.keepCheck(connection, check, context);
  if (check.cause === null && connection.active) await outside.answered(connection);
}

/** A password that cannot be read is told where it is entered anew. */
function unreadable(error: unknown): null {
  if (isFault(error) && error.code === 'platform.secret-unreadable') return null;
  throw error;
}

/** Many configurations share a key pair: each is asked about once. */
async function checkAllKeys(
  configurations: readonly PaymentConfiguration[],
  outside: Outside,
  { portal, context }: Parts,
): Promise<void> {
  const pairs = Map.groupBy(configurations, ({ publicKey, privateKey, providerUrl }) =>
    JSON.stringify([publicKey, privateKey.reveal(), providerUrl]),
  );
  const found = await Promise.all(
    [...pairs.values()].map((group) => checkPair(group, outside, portal)),
  );
  await portal.store.setup.keepKeyChecks(found.flat(), context);
}

async function checkPair(
  group: readonly PaymentConfiguration[],
  outside: Outside,
  { clock }: Pick<PortalContext, 'clock'>,
): Promise<readonly Found[]> {
  const [first] = group;
  if (first === undefined) return [];
  const { code, paymentTypes } = await outside.checkKeys(accessOf(first)).then(
    ({ paymentTypes }) => ({ code: null, paymentTypes }),
    (error: unknown) => ({ code: faultOf(error).code, paymentTypes: [] }),
  );
  const checkedAt = toIso(clock.now());
  return group.map(({ id, version }) => ({
    configurationId: id,
    version,
    checkedAt,
    code,
    paymentTypes,
  }));
}

function faultOf(error: unknown): Fault {
  if (isFault(error)) return error;
  throw error;
}
