import { performance } from 'node:perf_hooks';
import type { CallContext } from '@abgleich/domain';
import { atOnce } from './at-once.js';
import type { Stage } from './bench-stage.js';
import { PAGE_SIZE } from './limits.js';

const ctx: CallContext = { traceId: 'bare-loop', record: () => undefined };

/**
 * The same clients, the same pages, the same orders at once, and only the calls that must be made: read the payment and release,
 * charge and settle. Nothing is decided, compared, stored, looked up or told. What the product costs is what lies between.
 */
export function bareLoop({ platform, connection }: Stage): {
  release(): Promise<number>;
  capture(): Promise<number>;
} {
  const gateway = platform.gatewayFor(connection);
  const { provider } = platform.partsFor('bare-loop');
  const keys = async () => {
    const [configuration] = (await platform.usableConfigurations(connection)).filter(
      (one) => one.paymentCode === 'C',
    );
    if (!configuration) throw new Error('No configuration for cards');
    const { privateKey, publicKey, providerUrl } = configuration;
    return { access: { privateKey, publicKey, baseUrl: providerUrl }, configuration };
  };
  return {
    async release() {
      const { access, configuration } = await keys();
      const start = performance.now();
      for (;;) {
        const rows = await gateway.ordersAwaitingRelease(
          { paymentCode: configuration.paymentCode, limit: PAGE_SIZE },
          ctx,
        );
        await atOnce(rows, async ({ orderNumber, paymentId }) => {
          if (paymentId === null) throw new Error('no payment id');
          await provider.readPayment(access, paymentId, ctx);
          await gateway.release({ orderNumber, paymentId, message: 'bare' }, ctx);
        });
        if (rows.length < PAGE_SIZE) return performance.now() - start;
      }
    },
    async capture() {
      const { access, configuration } = await keys();
      const start = performance.now();
      let fromInvoiceKey = 0;
      for (;;) {
        const rows = await gateway.shippedInvoices(
          { paymentCode: configuration.paymentCode, limit: PAGE_SIZE, fromInvoiceKey },
          ctx,
        );
        await atOnce(rows, async ({ invoiceNumber, paymentId, total: amount }) => {
          if (paymentId === null) throw new Error('no payment id');
          const receipt = await provider.capture(
            access,
            { paymentId, amount, reference: invoiceNumber, invoiceNumber, lines: null },
            ctx,
          );
          const bookingCode = configuration.bookingCodeInvoice;
          await gateway.settleInvoice(
            { invoiceNumber, amount, transactionId: receipt.path, bookingCode, message: 'bare' },
            ctx,
          );
        });
        if (rows.length < PAGE_SIZE) return performance.now() - start;
        fromInvoiceKey = Math.max(...rows.map((row) => row.invoiceKey)) + 1;
      }
    },
  };
}
