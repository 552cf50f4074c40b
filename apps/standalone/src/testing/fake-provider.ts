import { Fault, type PaymentProvider, type PaymentSnapshot } from '@abgleich/domain';
import { type FakeWorld, notUsed } from './fake-world.js';

/** The provider of the world, as its port shows it. */
export function fakeProvider(world: FakeWorld): PaymentProvider {
  // As the real client does: every fault names the trace it belongs to.
  const unknown = (traceId: string): Fault =>
    new Fault({ kind: 'rejected', code: 'unzer.payment-unknown', ref: { traceId } });
  const read = (
    id: string,
    traceId = '',
  ): PaymentSnapshot & { references: Map<string, string> } => {
    const payment = world.payments.get(id);
    if (!payment) throw unknown(traceId);
    return payment;
  };
  return {
    readPayment: (_access, id, ctx) => world.call('unzer.payment', () => read(id, ctx.traceId)),
    readTransaction: (_access, id, path) =>
      world.call('unzer.transaction', () => {
        const found = read(id).transactions.find((one) => one.path === path);
        if (!found) throw new Fault({ kind: 'rejected', code: 'unzer.not-found' });
        return {
          ...found,
          reference: read(id).references.get(path) ?? null,
          invoiceNumber: null,
          transfer: null,
        };
      }),
    capture: (_access, request, ctx) =>
      world.write('unzer.capture', ctx, () => world.charge(request)),
    findTransaction: (_access, { paymentId, kind, reference, knownTransactions }) =>
      world.call('unzer.find', () => {
        const payment = read(paymentId);
        const ours = payment.transactions.filter(
          (one) =>
            one.kind === kind &&
            !knownTransactions.includes(one.path) &&
            payment.references.get(one.path) === reference,
        );
        const [first, ...more] = ours;
        if (!first) return { kind: 'not-found' };
        if (more.length > 0) return { kind: 'ambiguous', paths: ours.map((one) => one.path) };
        return {
          kind: 'found',
          receipt: { path: first.path, status: 'success', amount: first.amount, at: first.at },
        };
      }),
    reverse: (_access, request, ctx) =>
      world.write('unzer.reverse', ctx, () => world.correct('reversal', request)),
    refund: (_access, request, ctx) =>
      world.write('unzer.refund', ctx, () => world.correct('refund', request)),
    announceShipment: (_access, request, ctx) =>
      world.write('unzer.ship', ctx, () => world.correct('shipment-notice', request)),
    readDeliveryAddress: notUsed,
    checkKeys: notUsed,
  };
}
