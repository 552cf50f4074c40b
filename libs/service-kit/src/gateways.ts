import type { CallWindow, Clock, ConnectionId, ErpConnection } from '@abgleich/domain';
import {
  type ConnectionProbe,
  type PixiGateway,
  type ProbeWish,
  createPixiGateway,
} from '@abgleich/pixi';
import type { BaseSettings } from './base-settings.js';
import type { Log } from './create-log.js';
import { isPrivateAddress } from './private-address.js';

type Held = { readonly fingerprint: string; readonly gateway: PixiGateway };
export type Gateways = {
  gatewayFor(connection: ErpConnection): PixiGateway;
  /** Looks at a connection as it is given, saved or not, under the same limits and window as everything else. Throws `Fault`. */
  probe(connection: ErpConnection, wish: ProbeWish): Promise<ConnectionProbe>;
  close(): void;
};

/** Compared in memory only. */
const fingerprintOf = ({ endpointUrl, username, password }: ErpConnection): string =>
  JSON.stringify([endpointUrl, username, password.reveal()]);

const mayConnect = (address: string): boolean => !isPrivateAddress(address);

/** One pixi client per connection, so that its limits hold for the whole process; a changed connection gets a new one. */
export function createGateways(parts: {
  settings: BaseSettings;
  log: Log;
  clock: Clock;
  window: CallWindow;
}): Gateways {
  const { settings, log, clock, window } = parts;
  const held = new Map<ConnectionId, Held>();
  const timeoutMs = settings.ABGLEICH_PIXI_TIMEOUT_SECONDS * 1_000;

  const open = (connection: ErpConnection): PixiGateway =>
    createPixiGateway({
      endpointUrl: connection.endpointUrl,
      username: connection.username,
      password: connection.password,
      clock,
      window,
      requestsPerSecond: settings.ABGLEICH_PIXI_RATE,
      inFlight: settings.ABGLEICH_PIXI_IN_FLIGHT,
      readTimeoutMs: timeoutMs,
      writeTimeoutMs: timeoutMs,
      connectionId: connection.id,
      ...(settings.ABGLEICH_PRIVATE_ADDRESSES === 'allowed' ? {} : { mayConnect }),
      onBadRow: (fault) =>
        log.error(
          { connectionId: connection.id, fault },
          'a row of pixi was not understood and left out',
        ),
    });

  return {
    async probe(connection, wish) {
      const found = held.get(connection.id);
      if (found?.fingerprint === fingerprintOf(connection))
        return found.gateway.probeConnection(wish);
      const gateway = open(connection);
      try {
        return await gateway.probeConnection(wish);
      } finally {
        gateway.close();
      }
    },
    gatewayFor(connection) {
      const fingerprint = fingerprintOf(connection);
      const found = held.get(connection.id);
      if (found?.fingerprint === fingerprint) return found.gateway;
      found?.gateway.close();
      const gateway = open(connection);
      held.set(connection.id, { fingerprint, gateway });
      return gateway;
    },
    close() {
      for (const { gateway } of held.values()) gateway.close();
      held.clear();
    },
  };
}
