import {
  type CallContext,
  type ErpConnection,
  type ErpGateway,
  type PaymentProvider,
  SECOND,
} from '@abgleich/domain';
import {
  createPortalConfigurations,
  type Database,
  type PortalConfigurations,
} from '@abgleich/persistence';
import { newTraceId, type Platform } from '@abgleich/service-kit';

/** The page waits 20 seconds for an answer; ours must be there before, whatever the other side does. */
export const ANSWER_WITHIN_MS = 12 * SECOND;

/** What the configuration pages need besides the database: pixi's lists, and Unzer's word on a key pair. */
export type ConfigurationCentre = {
  readonly store: PortalConfigurations;
  readonly provider: Pick<PaymentProvider, 'checkKeys'>;
  /** The same client, limits and quiet window as the services': one per connection and process. */
  gatewayFor(connection: ErpConnection): Pick<ErpGateway, 'shops' | 'paymentMethods'>;
  /** Where new configurations with test keys find Unzer; `null`: where the keys belong. Set beside a sandbox only. */
  readonly testProviderUrl: string | null;
};

/** Puts it together from what the process has anyway. */
export const createConfigurationCentre = (
  database: Pick<Database, 'pool'>,
  platform: Pick<Platform, 'secrets' | 'partsFor' | 'gatewayFor'>,
  testProviderUrl: string | null,
): ConfigurationCentre => ({
  store: createPortalConfigurations(database, platform.secrets),
  provider: platform.partsFor('portal-api').provider,
  gatewayFor: (connection) => platform.gatewayFor(connection),
  testProviderUrl,
});

/** A call for a person at a screen: it belongs to no order, so it is in no timeline. */
export const personsCall = (): CallContext => ({
  traceId: newTraceId(),
  record: () => undefined,
});

/** `null` when the answer takes longer than a person waits; a read that goes on meanwhile changes nothing. */
export function withinPatience<T>(work: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
