import type {
  ErpConnection,
  ErpGateway,
  Operation,
  OrderRef,
  PaymentConfiguration,
} from '@abgleich/domain';
import type { Platform } from './platform.js';

/** What a look-up needs to reach both sides; `null` when the connection is no longer active. */
export async function contextOf(
  platform: Platform,
  operation: Operation & OrderRef,
): Promise<{ gateway: ErpGateway; configuration: PaymentConfiguration } | null> {
  const connection: ErpConnection | undefined = (await platform.activeConnections()).find(
    (one) => one.id === operation.connectionId,
  );
  if (!connection) return null;
  const order = (await platform.journal.readOrders(connection.id, [operation.orderNumber])).get(
    operation.orderNumber,
  )?.order;
  if (!order?.configurationId || order.configurationVersion === null) return null;
  const configuration = await platform.configurationVersion(
    order.configurationId,
    order.configurationVersion,
  );
  return configuration && { gateway: platform.gatewayFor(connection), configuration };
}
