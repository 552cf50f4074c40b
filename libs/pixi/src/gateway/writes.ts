import { Fault, isNegative, isZero, type ErpGateway } from '@abgleich/domain';
import { write, type GatewayParts } from './gateway-parts.js';
import { MARK, MARK_LOCKED } from './release-mark.js';

type Writes = Pick<
  ErpGateway,
  'release' | 'setShippingLock' | 'settleInvoice' | 'book' | 'comment'
>;

/** Everything that changes something in pixi. */
export function writes(parts: GatewayParts): Writes {
  const { userName, payCode } = parts;
  return {
    release: async ({ orderNumber, paymentId, message, locked }, ctx) => {
      const authorizationCode = locked === true ? MARK_LOCKED : MARK;
      const args = { orderNumber, succeeded: true, paymentId, authorizationCode, message };
      await write(parts, 'pixiPaySetAuthorizationStatus', args, ctx);
    },
    setShippingLock: async ({ orderNumber, locked, reason }, ctx) => {
      const args = { orderNumber, locked, userName, reason };
      await write(parts, 'pixiSetOrderShippingLock', args, ctx);
    },
    settleInvoice: async ({ invoiceNumber, amount, transactionId, bookingCode, message }, ctx) => {
      refuse(isNegative(amount), 'a credit note is settled by a booking');
      refuse(bookingCode.trim() === '', 'a settlement needs a booking code');
      const args = {
        invoiceNumber,
        succeeded: true,
        amount,
        payCode,
        transactionId,
        bookingCode,
        message,
        holdRemainingLines: false,
      };
      await write(parts, 'pixiPaySetInvoiceCapture', args, ctx);
    },
    book: async ({ customerKey, bookingCode, amount, comment, matchTo }, ctx) => {
      refuse(isZero(amount), 'a booking of nothing');
      refuse(bookingCode.trim() === '', 'a booking needs a booking code');
      refuse(
        amount.currency !== parts.defaultCurrency,
        `bookings are made in ${parts.defaultCurrency}`,
      );
      const args = { customerKey, bookingCode, amount, comment, matchTo };
      await write(parts, 'pixiCACreateManualBooking', args, ctx);
    },
    comment: async ({ orderNumber, text }, ctx) => {
      if (await parts.service.offers('pixiCreateOrderComment', ctx))
        await write(parts, 'pixiCreateOrderComment', { orderNumber, text, userName }, ctx);
      else await write(parts, 'pixiAddOrderComment', { orderNumber, text }, ctx);
    },
  };
}

function refuse(condition: boolean, why: string): void {
  if (condition) throw new Fault({ kind: 'bug', code: 'pixi.unsafe-request', params: { why } });
}
