import {
  type PaymentConfiguration,
  type PaymentFinding,
  type ProviderPaymentId,
  isFault,
} from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import { accessOf } from './parts.js';

/**
 * Reads the payment of an order. That the key pair does not know it, or that the keys are refused, are findings for the rule;
 * everything else throws `Fault` (network, malformed answers) and is tried again later.
 */
export async function findPayment(
  work: OrderWork,
  configuration: PaymentConfiguration,
  paymentId: ProviderPaymentId | null,
): Promise<PaymentFinding> {
  if (paymentId === null) return { kind: 'no-payment-id' };
  try {
    return {
      kind: 'found',
      payment: await work.parts.provider.readPayment(accessOf(configuration), paymentId, work.ctx),
    };
  } catch (error) {
    if (!isFault(error)) throw error;
    if (error.code === 'unzer.payment-unknown') return { kind: 'unknown-to-keys' };
    if (error.code === 'unzer.keys-rejected') return { kind: 'keys-rejected' };
    throw error;
  }
}
