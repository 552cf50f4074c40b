import type { ConnectionId, ProviderAccess } from '@abgleich/domain';
import type { WebhookKeyPair } from '@abgleich/persistence';
import { accessOf } from '@abgleich/reconciler';
import type { Platform } from '@abgleich/service-kit';

/** A key pair in use, with the connections whose configurations use it. */
export type WantedKeyPair = WebhookKeyPair & {
  readonly access: ProviderAccess;
  readonly connectionIds: readonly ConnectionId[];
};

/** Names a key pair within this installation. */
export const keyOf = ({ organisationId, publicKey, providerUrl }: WebhookKeyPair): string =>
  [organisationId, publicKey, providerUrl].join('\n');

/** The key pairs of all active configurations, each once however many configurations share it. Paused ones have refused keys and are left out. */
export async function wantedKeyPairs(
  platform: Pick<Platform, 'activeConnections' | 'usableConfigurations'>,
): Promise<ReadonlyMap<string, WantedKeyPair>> {
  const wanted = new Map<string, WantedKeyPair>();
  for (const connection of await platform.activeConnections()) {
    for (const configuration of await platform.usableConfigurations(connection)) {
      const pair = {
        organisationId: configuration.organisationId,
        publicKey: configuration.publicKey,
        providerUrl: configuration.providerUrl ?? '',
      };
      const known = wanted.get(keyOf(pair))?.connectionIds ?? [];
      const connectionIds = [...new Set([...known, connection.id])];
      wanted.set(keyOf(pair), { ...pair, access: accessOf(configuration), connectionIds });
    }
  }
  return wanted;
}
