import {
  isFault,
  type CallContext,
  type Clock,
  type ErpPaymentMethod,
  type ErpShop,
  type MissingAbility,
} from '@abgleich/domain';
import { ABILITY_OF, REQUIRED_PROCEDURES } from '../mapping/pixi-procedures.js';
import { checkConnection } from './check-connection.js';
import type { GatewayParts } from './gateway-parts.js';
import { otherReads } from './other-reads.js';

/** What a look at a connection found. */
export type ConnectionProbe = {
  readonly lacking: readonly MissingAbility[];
  /** How far the database's clock is ahead of ours; `null` where it does not tell its time. */
  readonly serverTimeSkewMs: number | null;
  /** `null`: not asked for, or the database does not tell. */
  readonly paymentMethods: readonly ErpPaymentMethod[] | null;
  readonly shops: readonly ErpShop[] | null;
};
export type ProbeWish = {
  /** Shops and payment methods too: two calls more. */
  readonly lists: boolean;
};

/** `checkConnection`, in words of what is needed, and on request with what a person chooses from. Throws `Fault`. */
export async function probeConnection(
  parts: GatewayParts,
  { lists, clock }: ProbeWish & { readonly clock: Clock },
  ctx: CallContext,
): Promise<ConnectionProbe> {
  const { missing, serverTimeSkewMs } = await checkConnection(parts, clock, ctx);
  const lacking = REQUIRED_PROCEDURES.filter((name) => missing.includes(name)).map((procedure) => ({
    procedure,
    ability: ABILITY_OF[procedure],
  }));
  const reads = otherReads(parts);
  return {
    lacking,
    serverTimeSkewMs,
    paymentMethods: lists ? await ifOffered(() => reads.paymentMethods(ctx)) : null,
    shops: lists ? await ifOffered(() => reads.shops(ctx)) : null,
  };
}

/** Neither list is one of the required calls: a database without it, or a user who may not read it, is in order. */
async function ifOffered<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const refused = isFault(error) && (error.kind === 'config' || error.kind === 'rejected');
    if (refused && error.code !== 'pixi.unauthorized') return null;
    throw error;
  }
}
