import { add, type ErpGateway, type ErpOrder, eur, Fault } from '@abgleich/domain';
import { type FakeWorld, notUsed } from './fake-world.js';

/** As the real client: changes are asked for from a little earlier. */
const CHANGES_OVERLAP_MS = 120_000;

/** The ERP of the world, as its port shows it. */
export function fakeGateway(world: FakeWorld): ErpGateway {
  const order = (number: string) => world.orders.get(number);
  const change = (number: string, changed: Partial<ErpOrder>): void =>
    world.change(number, changed);
  return {
    ordersAwaitingRelease: ({ limit }) =>
      world.call('pixi.queue', () =>
        [...world.orders.values()]
          .map((one) => one.order)
          .filter((one) => one.status === 'on-hold')
          .slice(0, limit),
      ),
    shippedInvoices: ({ limit, fromInvoiceKey }) =>
      world.call('pixi.invoices', () =>
        [...world.invoices.values()]
          .filter((one) => !one.settled && one.invoiceKey >= fromInvoiceKey)
          .slice(0, limit),
      ),
    readOrder: (number) => world.call('pixi.header', () => order(number)?.order ?? null),
    readInvoice: (number) => world.call('pixi.invoice', () => world.invoices.get(number) ?? null),
    invoicesOfOrder: (number) =>
      world.call('pixi.invoices-of', () => {
        const documents = [...world.invoices.values()].filter((one) => one.orderNumber === number);
        if (documents.some((one) => world.unreadable.has(one.invoiceNumber)))
          throw new Fault({ kind: 'data', code: 'pixi.unknown-value' });
        return documents;
      }),
    releasedUnderLock: (number) =>
      world.call('pixi.card-info', () => world.releasedUnderLock.has(number)),
    release: ({ orderNumber, paymentId, locked }, ctx) =>
      world.write('pixi.release', ctx, () => {
        if (locked === true) world.releasedUnderLock.add(orderNumber);
        change(orderNumber, { status: 'open', ...(paymentId === null ? {} : { paymentId }) });
      }),
    setShippingLock: ({ orderNumber, locked }, ctx) =>
      world.write('pixi.lock', ctx, () => change(orderNumber, { locked })),
    settleInvoice: ({ invoiceNumber, amount }, ctx) =>
      world.write('pixi.settle', ctx, () => {
        const invoice = world.invoices.get(invoiceNumber);
        if (!invoice) throw new Fault({ kind: 'rejected', code: 'pixi.rejected' });
        if (invoice.settled) throw new Fault({ kind: 'rejected', code: 'pixi.already-done' });
        world.invoices.set(invoiceNumber, {
          ...invoice,
          settled: true,
          settledAmount: amount,
          bookings: [...invoice.bookings, amount],
        });
      }),
    comment: ({ orderNumber, text }, ctx) =>
      world.write('pixi.comment', ctx, () => {
        order(orderNumber)?.comments.push(text);
      }),
    readOrderLines: (number) => world.call('pixi.lines', () => order(number)?.lines ?? []),
    changedOrders: (since) =>
      world.call('pixi.changed', () => ({
        changedUntil: world.now(),
        orders: [...world.orders.values()]
          .filter((one) => one.changedAt >= since - CHANGES_OVERLAP_MS)
          .map((one) => one.order),
      })),
    creditNotesSince: ({ afterInvoiceKey }) =>
      world.call('pixi.credit-notes', () => {
        const fresh = [...world.invoices.values()].filter(
          (one) => one.invoiceKey > afterInvoiceKey,
        );
        const credits = fresh.filter((one) => one.kind === 'credit-note');
        return {
          creditNotes: credits.filter((one) => !world.unreadable.has(one.invoiceNumber)),
          unreadable: credits
            .filter((one) => world.unreadable.has(one.invoiceNumber))
            .map(({ orderNumber, invoiceNumber }) => ({
              name: invoiceNumber,
              orderNumber,
              shopId: null,
              paymentCode: null,
            })),
          lastKey: fresh.length === 0 ? null : Math.max(...fresh.map((one) => one.invoiceKey)),
        };
      }),
    readAddress: notUsed,
    canChangeAddress: notUsed,
    shops: notUsed,
    paymentMethods: notUsed,
    // As the real one: nothing keeps it from booking twice.
    book: ({ matchTo, amount }, ctx) =>
      world.write('pixi.book', ctx, () => {
        const note = world.invoices.get(matchTo);
        if (!note) throw new Fault({ kind: 'rejected', code: 'pixi.rejected' });
        const paid = add(note.settledAmount ?? eur('0'), amount);
        world.invoices.set(matchTo, {
          ...note,
          settledAmount: paid,
          settled: paid.minor === note.total.minor,
          bookings: [...note.bookings, amount],
        });
      }),
  };
}
