import type { ErpGateway } from '@abgleich/domain';
import { readRows, type GatewayParts } from './gateway-parts.js';

/**
 * What a release leaves in the order's authorisation code, a field that belongs to the payment app: pixi does not tell who locked
 * an order, and our own memory may be lost.
 */
export const MARK = 'ABGLEICH';
export const MARK_LOCKED = 'ABGLEICH-GESPERRT';

/** Reads the mark of a release back. A database that lacks the procedure does not tell. */
export function releaseMark(parts: GatewayParts): Required<Pick<ErpGateway, 'releasedUnderLock'>> {
  return {
    releasedUnderLock: async (orderNumber, ctx) => {
      if (!(await parts.service.offers('pixiGetCreditCardInfo', ctx))) return null;
      const [card] = await readRows(parts, 'pixiGetCreditCardInfo', { orderNumber }, ctx);
      const mark = card?.text('authorizationCode')?.trim().toUpperCase() ?? '';
      return mark.startsWith(MARK) ? mark === MARK_LOCKED : null;
    },
  };
}
