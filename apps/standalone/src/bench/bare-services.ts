import { performance } from 'node:perf_hooks';
import {
  type CallContext,
  type ErpPaymentCode,
  type OrderNumber,
  type PaymentConfiguration,
  fromIso,
} from '@abgleich/domain';
import { accessOf } from '@abgleich/reconciler';
import { atOnce } from './at-once.js';
import { bareSteps, type Bare, type BareSteps } from './bare-steps.js';
import type { Stage } from './bench-stage.js';
import { PAGE_SIZE } from './limits.js';
import type { Side } from './own-services.js';
import { AMOUNTS, type Moment, type Placed } from './play-stories.js';

const ctx: CallContext = { traceId: 'bare-loop', record: () => undefined };

/**
 * The same clients, pages and orders at once as the services, and only the calls that must be made for each order (`MUST_CALLS`).
 * Nothing is decided, compared, stored, looked up or told: what an order needs, its story says. What the product costs lies between.
 */
export async function bareServices(stage: Stage, placed: readonly Placed[]): Promise<Side> {
  const { platform, connection } = stage;
  const gateway = platform.gatewayFor(connection);
  const { provider } = platform.partsFor('bare-loop');
  const configurations = await platform.usableConfigurations(connection);
  const byNumber = new Map(placed.map((one) => [one.orderNumber, one]));
  const stepsFor = (one: Placed): BareSteps => {
    const configuration = configurationOf(configurations, one);
    const bare: Bare = { gateway, provider, access: accessOf(configuration), configuration, ctx };
    return bareSteps(bare, one);
  };
  const ownRows = <T extends { readonly orderNumber: OrderNumber }>(rows: readonly T[]) =>
    rows.flatMap((row) => {
      const one = byNumber.get(row.orderNumber);
      return one ? [{ one, row }] : [];
    });
  const since = fromIso(new Date().toISOString());
  let afterInvoiceKey = 0;

  async function release(moment: Moment, paymentCodes: readonly string[]): Promise<void> {
    for (const paymentCode of paymentCodes) {
      for (;;) {
        const page = { paymentCode: paymentCode as ErpPaymentCode, limit: PAGE_SIZE };
        const rows = await gateway.ordersAwaitingRelease(page, ctx);
        await atOnce(ownRows(rows), ({ one, row }) =>
          stepsFor(one).release(row, { paid: isPaidBy(one, moment) }),
        );
        if (rows.length < PAGE_SIZE) break;
      }
    }
  }
  async function capture(paymentCodes: readonly string[]): Promise<void> {
    for (const paymentCode of paymentCodes) {
      for (let fromInvoiceKey = 0; ;) {
        const page = { paymentCode: paymentCode as ErpPaymentCode, limit: PAGE_SIZE };
        const rows = await gateway.shippedInvoices({ ...page, fromInvoiceKey }, ctx);
        const mine = ownRows(rows.filter((row) => row.kind === 'invoice'));
        const byOrder = Map.groupBy(mine, ({ one }) => one);
        await atOnce([...byOrder], ([one, found]) =>
          stepsFor(one).invoices(found.map(({ row }) => row)),
        );
        if (rows.length < PAGE_SIZE) break;
        fromInvoiceKey = Math.max(...rows.map((row) => row.invoiceKey)) + 1;
      }
    }
  }
  async function giveBack(moment: Moment): Promise<void> {
    await gateway.changedOrders(since, ctx);
    const found = await gateway.creditNotesSince({ since, afterInvoiceKey }, ctx);
    afterInvoiceKey = found.lastKey ?? afterInvoiceKey;
    await atOnce(
      placed.filter((one) => dueMoment(one) === moment),
      (one) =>
        stepsFor(one).cancelled(
          one.story.cancelled === 'whole' ? AMOUNTS.order : AMOUNTS.cancelledLine,
        ),
    );
    if (moment === 'returned')
      await atOnce(ownRows(found.creditNotes), ({ one, row }) => stepsFor(one).returned(row));
  }
  return {
    async work({ moment, told, paymentCodes }) {
      const start = performance.now();
      // Before the release nobody waits for a receipt; a cancelled order is no longer unlocked.
      const waiting =
        moment === 'placed' ? [] : told.filter((one) => one.story.cancelled !== 'whole');
      await atOnce(waiting, (one) => stepsFor(one).paid());
      await release(moment, paymentCodes);
      await capture(paymentCodes);
      await giveBack(moment);
      return performance.now() - start;
    },
  };
}

function configurationOf(
  configurations: readonly PaymentConfiguration[],
  { story }: Placed,
): PaymentConfiguration {
  const found = configurations.find((one) => one.paymentCode === story.method.paymentCode);
  if (!found) throw new Error(`No configuration for ${story.method.name}`);
  return found;
}

const isPaidBy = ({ story }: Placed, moment: Moment): boolean =>
  story.paidWhen === 'before-release' || (story.paidWhen !== null && moment !== 'placed');

/** When the money for cancelled goods is due (product rules 4.3 and 4.4); `null`: never. */
function dueMoment({ story }: Placed): Moment | null {
  const { cancelled, cancelledWhen, paidWhen, method } = story;
  if (cancelled === 'no') return null;
  const seen = cancelledWhen === 'before-release' ? 'placed' : 'released';
  if (cancelled === 'whole') return seen;
  if (method.family === 'paylater') return null;
  if (method.family !== 'prepayment') return 'shipped';
  return seen === 'placed' && paidWhen === 'before-release' ? 'placed' : 'released';
}
