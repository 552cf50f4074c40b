import type { CallContext, Clock } from '@abgleich/domain';
import { REQUIRED_PROCEDURES } from '../mapping/pixi-procedures.js';
import { readRows, type GatewayParts } from './gateway-parts.js';

/** What a check of a connection found. */
export type ConnectionCheck = {
  /** Those of the 20 required procedures that are not installed on the database. */
  readonly missing: readonly string[];
  /** How far the database's clock is ahead of ours; `null` where it does not tell its time. */
  readonly serverTimeSkewMs: number | null;
};

/**
 * Fetches the WSDL and makes one harmless call, which proves address and credentials. Throws `Fault`; inside the quiet
 * window it says when the check can be made (`retryAfterMs`, parameter `until`).
 */
export async function checkConnection(
  parts: GatewayParts,
  clock: Clock,
  ctx: CallContext,
): Promise<ConnectionCheck> {
  const { procedures } = await parts.service.fetchDescription(ctx);
  const missing = REQUIRED_PROCEDURES.filter((name) => !procedures.has(name));
  if (procedures.has('pixiGetServerTime')) {
    const before = clock.now();
    const rows = await readRows(parts, 'pixiGetServerTime', {}, ctx);
    const middle = before + (clock.now() - before) / 2;
    const serverTime = rows[0]?.instant('serverTime') ?? null;
    return { missing, serverTimeSkewMs: serverTime === null ? null : serverTime - middle };
  }
  if (procedures.has('pixiGetShops')) await readRows(parts, 'pixiGetShops', {}, ctx);
  else if (procedures.has('pixiPayGetOrdersToAuthorize'))
    await readRows(parts, 'pixiPayGetOrdersToAuthorize', { limit: 1 }, ctx);
  return { missing, serverTimeSkewMs: null };
}
