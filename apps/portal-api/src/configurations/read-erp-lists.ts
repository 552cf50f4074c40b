import type { erpPaymentMethodsAnswer, shopsAnswer } from '@abgleich/contracts';
import {
  type ErpConnection,
  type ErpGateway,
  isFault,
  type OrganisationId,
  toIso,
  type Clock,
  plusMs,
} from '@abgleich/domain';
import type { z } from 'zod';
import { type ConfigurationCentre, personsCall, withinPatience } from './configuration-centre.js';

export type ShopsAnswer = z.output<typeof shopsAnswer>;
export type ErpPaymentMethodsAnswer = z.output<typeof erpPaymentMethodsAnswer>;
type Unavailable = Extract<ShopsAnswer, { kind: 'unavailable' }>;
type Asking = {
  readonly centre: ConfigurationCentre;
  readonly clock: Clock;
  readonly organisationId: OrganisationId;
  readonly connectionId: string;
};

/** pixi's Mandanten, by number; `null`: the organisation has no such connection. That pixi cannot be asked is an answer. */
export async function readShops(asking: Asking): Promise<ShopsAnswer | null> {
  const answer = await ask(asking, (gateway) => gateway.shops(personsCall()));
  if (answer === null || 'kind' in answer) return answer;
  return { kind: 'read', shops: distinct(answer, (one) => one.shopId) };
}

/** How pixi calls the status in which orders wait for their release. */
const ON_HOLD = ['hal', 'hold', 'halt'];

/** pixi's payment methods, by code. */
export async function readErpPaymentMethods(
  asking: Asking,
): Promise<ErpPaymentMethodsAnswer | null> {
  const answer = await ask(asking, (gateway) => gateway.paymentMethods(personsCall()));
  if (answer === null || 'kind' in answer) return answer;
  const methods = answer.map(({ initialStatus, ...one }) => ({
    ...one,
    importsOnHold: initialStatus === '' ? null : ON_HOLD.includes(initialStatus.toLowerCase()),
  }));
  return { kind: 'read', methods: distinct(methods, (one) => one.code) };
}

async function ask<T>(
  { centre, clock, organisationId, connectionId }: Asking,
  read: (gateway: Pick<ErpGateway, 'shops' | 'paymentMethods'>) => Promise<readonly T[]>,
): Promise<readonly T[] | Unavailable | null> {
  try {
    const connection: ErpConnection | null = await centre.store.connection(
      organisationId,
      connectionId,
    );
    if (connection === null) return null;
    if (!connection.active) return { kind: 'unavailable', code: 'connection-off', until: null };
    const found = await withinPatience(read(centre.gatewayFor(connection)));
    return found ?? { kind: 'unavailable', code: 'pixi.unreachable', until: null };
  } catch (error) {
    if (!isFault(error) || error.code === 'platform.database') throw error;
    const { code, retryAfterMs } = error;
    const isClosed = code === 'pixi.quiet-window' && retryAfterMs !== null;
    const until = isClosed ? toIso(plusMs(clock.now(), retryAfterMs)) : null;
    return { kind: 'unavailable', code, until };
  }
}

function distinct<T>(all: readonly T[], key: (one: T) => string): T[] {
  const byKey = new Map(all.map((one) => [key(one), one]));
  return [...byKey.values()].sort((a, b) => key(a).localeCompare(key(b), 'de'));
}
