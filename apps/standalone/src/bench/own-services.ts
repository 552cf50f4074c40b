import { performance } from 'node:perf_hooks';
import { cancelReturnWork } from '@abgleich/cancel-return';
import { captureWork } from '@abgleich/capture';
import type { OrderNumber } from '@abgleich/domain';
import { orderReleaseWork } from '@abgleich/order-release';
import type { PollInput, RecheckInput } from '@abgleich/reconciler';
import type { Stage } from './bench-stage.js';
import { ORDERS_AT_ONCE, PAGE_SIZE } from './limits.js';
import { atOnce } from './at-once.js';
import type { Moment, Placed } from './play-stories.js';
import { type PortTimes } from './time-ports.js';

export type Occasion = {
  readonly moment: Moment;
  /** Orders whose payment changed. */
  readonly told: readonly Placed[];
  /** The payment codes whose queues are looked at. */
  readonly paymentCodes: readonly string[];
};
/** Somebody who does the work that orders ask for: the product's services, or the bare loop. */
export type Side = {
  /** Does all there is to do at this moment. Answers the milliseconds it took. */
  work(at: Occasion): Promise<number>;
};

type Look = { readonly orderNumber: OrderNumber; readonly why: string };
/** How the portal names a look that a notification asks for. */
const RECEIPT = 'webhook:charge.succeeded';

/** The three services as a tick and their events would start them. One instance per stage: cancel-return remembers what it has seen. */
export function ownServices(stage: Stage, times: () => PortTimes): Side {
  const { platform, connection } = stage;
  const works = [orderReleaseWork, captureWork, cancelReturnWork(platform)];
  const asked = askedLooks(stage);
  const inputFor = async (service: string, paymentCodes: readonly string[]): Promise<PollInput> => {
    const parts = platform.partsFor(service);
    const configurations = await platform.usableConfigurations(connection);
    return {
      parts: {
        ...parts,
        journal: times().time('journal', parts.journal),
        provider: times().time('unzer', parts.provider),
      },
      connectionId: connection.id,
      gateway: times().time('pixi', platform.gatewayFor(connection)),
      configurations: configurations.filter((one) => paymentCodes.includes(one.paymentCode)),
      concurrency: ORDERS_AT_ONCE,
      pageSize: PAGE_SIZE,
      isStopping: () => false,
      onOrderFault: (order, fault) => {
        throw new Error(`order ${order}: ${fault.code}`, { cause: fault });
      },
    };
  };
  async function look({ orderNumber, why }: Look, codes: readonly string[]): Promise<void> {
    const { id: connectionId, organisationId } = connection;
    const ref = { organisationId, connectionId, orderNumber };
    for (const { service, recheck } of works) {
      const { parts, gateway, configurations } = await inputFor(service, codes);
      const input: RecheckInput = { parts, gateway, configurations, ref, requestedAt: null };
      await recheck(input, why);
    }
  }
  return {
    async work({ told, paymentCodes }) {
      const start = performance.now();
      const lookAt = (one: Look): Promise<void> => look(one, paymentCodes);
      await atOnce(await knownOf(stage, told), lookAt);
      for (const { service, poll } of works) await poll(await inputFor(service, paymentCodes));
      for (let due = await asked(); due.length > 0; due = await asked()) await atOnce(due, lookAt);
      await platform.journal.flush();
      return performance.now() - start;
    },
  };
}

/** A notification about a payment that no order of the journal names asks for no look. */
async function knownOf(
  { platform, connection }: Stage,
  told: readonly Placed[],
): Promise<readonly Look[]> {
  const numbers = told.map((one) => one.orderNumber);
  const files = await platform.journal.readOrders(connection.id, numbers);
  return numbers
    .filter((number) => files.has(number))
    .map((orderNumber) => ({ orderNumber, why: RECEIPT }));
}

/** The looks that the services asked each other for since the last call. The bench has no bus: it reads the outbox itself. */
function askedLooks({ platform }: Stage): () => Promise<readonly Look[]> {
  let after = '0';
  return async () => {
    await platform.journal.flush();
    const { rows } = await platform.database.pool.query<{
      position: string;
      order_number: string;
      why: string;
    }>(
      `select position::text, event->>'orderNumber' as order_number, event->'data'->>'why' as why
         from messaging.outbox where type = 'recheck.requested' and position > $1 order by position`,
      [after],
    );
    after = rows.at(-1)?.position ?? after;
    return rows.map((row) => ({
      orderNumber: row.order_number as OrderNumber, // written by the journal
      why: row.why,
    }));
  };
}
