import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  money,
  parseMoney,
  Secret,
  instant,
  type CallContext,
  type Currency,
  type ErpPaymentCode,
  type InvoiceNumber,
  type OrderNumber,
} from '@abgleich/domain';
import { createPixiGateway, type PixiGateway } from '@abgleich/pixi';
import type { Dialect } from './soap/dialect.js';
import { anImport, startTestPixi, type TestPixi } from './testing.js';

const ctx: CallContext = { traceId: 'test', record: () => undefined };
const EUR = 'EUR' as Currency; // a literal that is one
// The domain brands its ids; here they come from pixi's own ledger.
const orderNumber = (text: string): OrderNumber => text as OrderNumber;
const invoiceNumber = (text: string): InvoiceNumber => text as InvoiceNumber;

/** Every deviation that public clients and documentation show, alone and together. */
const DIALECTS: readonly [string, Dialect][] = [
  ['the usual one', {}],
  ['InvDate', { rename: { InvoiceDate: 'InvDate', InvoiceId: 'InvoiceKey' } }],
  ['OrderStatus', { rename: { WholeOrderState: 'OrderStatus', PaymentType: 'PaymentCode' } }],
  ['lower case', { rename: { Total: 'total', ccpPayID: 'CCPPAYID' } }],
  ['padded', { padChars: true }],
  ['not padded', { padChars: false, emptyForm: 'container' }],
  ['no row set when empty', { emptyForm: 'none' }],
  ['flat', { flat: true }],
  ['codes only', { codeOnly: ['pixiPaySetInvoiceCapture', 'pixiSetOrderShippingLock'] }],
  ['old', { noUserName: true, oldQueues: true, missingProcedures: ['pixiCreateOrderComment'] }],
];

describe.each(DIALECTS)('the app’s pixi client against the dialect: %s', (_, dialect) => {
  let pixi: TestPixi;
  let gateway: PixiGateway;

  beforeAll(async () => {
    pixi = await startTestPixi();
    pixi.engine.setDialect(dialect);
    gateway = createPixiGateway({
      endpointUrl: pixi.server.url,
      username: pixi.user,
      password: new Secret(pixi.password),
      clock: { now: () => instant(pixi.clock.now) },
      window: { closedUntil: () => null },
      requestsPerSecond: 0,
    });
  });
  afterAll(async () => {
    gateway.close();
    await pixi.server.stop();
  });

  it('releases, ships, settles, credits and books', async () => {
    const page = { paymentCode: 'C' as ErpPaymentCode, limit: 30, fromInvoiceKey: 0 };
    expect(await gateway.ordersAwaitingRelease(page, ctx)).toEqual([]);
    const at = pixi.clock.now;
    const imported = pixi.run({ do: 'import-order', at, order: anImport() });
    pixi.run({ do: 'import-order', at, order: anImport({ orderNrExternal: 'W-2' }) });
    const orderNr = imported.orderNr ?? 0;
    const number = orderNumber(String(orderNr));
    const waiting = await gateway.ordersAwaitingRelease(page, ctx);
    expect(waiting).toHaveLength(2);
    expect(waiting[0]).toMatchObject({ orderNumber: number, paymentId: 's-pay-1' });
    expect(waiting[0]?.total).toEqual(parseMoney('104.90', EUR));

    await gateway.setShippingLock({ orderNumber: number, locked: true, reason: 'x' }, ctx);
    await gateway.setShippingLock({ orderNumber: number, locked: true, reason: 'x' }, ctx);
    await gateway.release({ orderNumber: number, paymentId: null, message: 'gut' }, ctx);
    await gateway.comment({ orderNumber: number, text: 'Grüße' }, ctx);
    const open = await gateway.readOrder(number, ctx);
    expect(open).toMatchObject({ status: 'open', locked: true, shopId: 'DEM' });
    await gateway.setShippingLock({ orderNumber: number, locked: false, reason: '' }, ctx);

    const { invoiceNr = '' } = pixi.run({ do: 'ship', at, orderNr, lines: null });
    const [shipped] = await gateway.shippedInvoices(page, ctx);
    expect(shipped).toMatchObject({ invoiceNumber: invoiceNr, settled: false, kind: 'invoice' });
    const settlement = {
      invoiceNumber: invoiceNumber(invoiceNr),
      amount: money(10_490, EUR),
      transactionId: 's-chg-1',
      bookingCode: 'RPZ',
      message: 'gut',
    };
    await gateway.settleInvoice(settlement, ctx);
    await expect(gateway.settleInvoice(settlement, ctx)).rejects.toMatchObject({
      code: 'pixi.already-done',
    });
    expect(await gateway.shippedInvoices(page, ctx)).toEqual([]);

    const [line] = await gateway.readOrderLines(number, ctx);
    const lines = [{ lineKey: Number(line?.lineKey), qty: 1 }];
    const wanted = { orderNr, lines, shipCost: 0, alreadySettled: false };
    const { invoiceNr: credit = '' } = pixi.run({ do: 'return', at, ...wanted });
    const documents = await gateway.invoicesOfOrder(number, ctx);
    expect(documents.map(({ kind, settled }) => [kind, settled])).toEqual([
      ['invoice', true],
      ['credit-note', false],
    ]);
    const booking = {
      customerKey: open?.customerKey ?? '',
      bookingCode: 'GPZ',
      amount: money(-5_000, EUR),
      comment: 'Erstattung',
      matchTo: invoiceNumber(credit),
    };
    await gateway.book(booking, ctx);
    await expect(gateway.book(booking, ctx)).rejects.toBeDefined();
    expect(await gateway.readInvoice(invoiceNumber(credit), ctx)).toMatchObject({ settled: true });
    expect((await gateway.changedOrders(instant(at - 60_000), ctx)).orders).toHaveLength(2);
  });
});
