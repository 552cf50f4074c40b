import { z } from 'zod';
import type { OrderDetail } from '@abgleich/contracts';

const money = z.object({ minor: z.number().int(), currency: z.string() });
const iso = z.number().transform((epochMs) => new Date(epochMs).toISOString());

/** `journal.orders.payment` holds a `PaymentSnapshot`; moments are milliseconds there. */
const storedPayment = z.object({
  paymentId: z.string(),
  methodName: z.string(),
  state: z.string(),
  total: money,
  captured: money,
  refunded: money,
  remaining: money,
  readAt: iso,
  transactions: z.array(
    z.object({ path: z.string(), kind: z.string(), status: z.string(), amount: money, at: iso }),
  ),
});

/** `null` when the payment was never read. Throws when the stored snapshot has another shape: that is a mistake of ours. */
export function readStoredPayment(json: unknown): OrderDetail['payment'] {
  return json === null ? null : storedPayment.parse(json);
}
