import * as z from 'zod';
import type { PaymentAction } from '../unzer/commands.js';
import { paymentView, type PaymentView } from '../unzer/ledger-view.js';
import { unknownPayment } from '../unzer/unzer-refusal.js';
import { amountText } from './amount-text.js';
import { bodyOf, route, type ControlCall, type ControlRoute } from './route.js';

const finishSchema = z.object({ outcome: z.enum(['authorized', 'charged', 'failed']) });
const amountSchema = z.object({ amount: amountText });
const chargebackSchema = z.object({
  chargeId: z.string().optional(),
  amount: amountText.optional(),
});

function played({ world }: ControlCall, action: PaymentAction): PaymentView {
  const { payment } = world.unzer.book(action);
  if (!payment) throw unknownPayment(action.paymentId);
  return paymentView(payment);
}

const paymentIdOf = ({ ids: [id = ''] }: ControlCall): string => decodeURIComponent(id);

/** What customers, banks and people in Unzer's own back office do, and Unzer's ledger. */
export const unzerRoutes: readonly ControlRoute[] = [
  route('GET', '/unzer/payments/{}', (call) => {
    const id = paymentIdOf(call);
    const payment = call.world.unzer.ledger.payment(id);
    if (!payment) throw unknownPayment(id);
    return paymentView(payment);
  }),
  route('POST', '/unzer/payments/{}/finish', (call) => {
    const { outcome } = bodyOf(call, finishSchema);
    return played(call, { kind: 'finish', paymentId: paymentIdOf(call), outcome });
  }),
  route('POST', '/unzer/payments/{}/receive', (call) => {
    const { amount } = bodyOf(call, amountSchema);
    return played(call, { kind: 'receive', paymentId: paymentIdOf(call), amount });
  }),
  route('POST', '/unzer/payments/{}/chargeback', (call) => {
    const { chargeId, amount } = bodyOf(call, chargebackSchema);
    return played(call, { kind: 'chargeback', paymentId: paymentIdOf(call), chargeId, amount });
  }),
  route('POST', '/unzer/payments/{}/expire', (call) =>
    played(call, { kind: 'expire', paymentId: paymentIdOf(call) }),
  ),
  route('POST', '/unzer/payments/{}/refund-by-hand', (call) => {
    const { amount } = bodyOf(call, amountSchema);
    return played(call, { kind: 'refund-by-hand', paymentId: paymentIdOf(call), amount });
  }),
];
