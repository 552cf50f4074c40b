import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eur, fromIso, type ErpPaymentCode, type OrderNumber } from '@abgleich/domain';
import { CannedPixi } from './testing/canned-pixi.js';
import { changed, repeatRow, without } from './testing/changed-answer.js';
import { faultOf, testGateway } from './testing/test-gateway.js';

const CARD = 'C' as ErpPaymentCode;
const ORDER = '184001' as OrderNumber;
const page = { paymentCode: CARD, limit: 30 };

let pixi: CannedPixi;
beforeEach(async () => {
  pixi = await CannedPixi.start();
});
afterEach(() => pixi.stop());

describe('the release queue', () => {
  it('gives whole orders with exact totals and German time', async () => {
    pixi.answer('pixiPayGetOrdersToAuthorize', 'orders-to-authorize.xml');
    const { gateway, ctx, badRows } = testGateway(pixi.url);
    const orders = await gateway.ordersAwaitingRelease(page, ctx);
    expect(orders[0]).toEqual({
      orderNumber: '184001',
      shopOrderNumber: 'W-1001',
      shopId: 'DEM',
      paymentCode: 'C',
      paymentId: 's-pay-1001',
      total: eur('119.00'),
      status: 'on-hold',
      locked: null,
      customerKey: null,
      orderedAt: fromIso('2026-11-21T12:25:02.030Z'),
      paymentAddressKey: null,
      shipmentAddressKey: null,
    });
    expect(orders.map((one) => [one.orderNumber, one.total.minor, one.paymentId])).toEqual([
      ['184001', 11900, 's-pay-1001'],
      ['184002', 4619, 's-pay-1002'],
      ['184003', 1000, null],
    ]);
    expect(badRows).toEqual([]);
    expect(pixi.callsOf('pixiPayGetOrdersToAuthorize')[0]?.args).toEqual({
      PaymentCode: 'C',
      RowCount: '30',
    });
  });

  it.each(['empty-diffgram.xml', 'empty-container.xml', 'empty-none.xml'])(
    'is empty for %s',
    async (name) => {
      pixi.answer('pixiPayGetOrdersToAuthorize', name);
      const { gateway, ctx } = testGateway(pixi.url);
      expect(await gateway.ordersAwaitingRelease(page, ctx)).toEqual([]);
    },
  );

  it.each(['one-order-to-authorize.xml', 'warning-beside-rows.xml'])(
    'has one order for %s',
    async (name) => {
      pixi.answer('pixiPayGetOrdersToAuthorize', name);
      const { gateway, ctx } = testGateway(pixi.url);
      const orders = await gateway.ordersAwaitingRelease(page, ctx);
      expect(orders.map((one) => one.orderNumber)).toEqual(['184001']);
    },
  );

  it('reports a bad row and keeps the good ones', async () => {
    pixi.answer('pixiPayGetOrdersToAuthorize', 'orders-with-a-bad-row.xml');
    const { gateway, ctx, badRows } = testGateway(pixi.url);
    const orders = await gateway.ordersAwaitingRelease(page, ctx);
    expect(orders.map((one) => one.orderNumber)).toEqual(['184001', '184003']);
    expect(badRows).toHaveLength(1);
    expect(badRows[0]).toMatchObject({
      kind: 'data',
      code: 'pixi.unknown-value',
      ref: { orderNumber: '184002' },
      params: { column: 'total' },
    });
  });

  it.each(['OrderTotal', 'ccpPayID', 'OrderNrExternal', 'ShopID'])(
    'is completed from the header where it has no %s, and a missing total is never zero',
    async (column) => {
      pixi
        .answer('pixiPayGetOrdersToAuthorize', without('one-order-to-authorize.xml', column))
        .answer('pixiGetOrderHeader', 'order-header.xml');
      const { gateway, ctx, badRows } = testGateway(pixi.url);
      const [order] = await gateway.ordersAwaitingRelease(page, ctx);
      expect(order).toMatchObject({
        total: eur('119.00'),
        paymentId: 's-pay-1001',
        shopOrderNumber: 'W-1001',
        status: 'on-hold',
      });
      expect(pixi.callsOf('pixiGetOrderHeader')).toHaveLength(1);
      expect(badRows).toEqual([]);
    },
  );

  it('leaves out orders of a payment code that differs in case only', async () => {
    pixi.answer('pixiPayGetOrdersToAuthorize', 'orders-to-authorize.xml');
    const { gateway, ctx, badRows } = testGateway(pixi.url);
    const small = { paymentCode: 'c' as ErpPaymentCode, limit: 30 };
    expect(await gateway.ordersAwaitingRelease(small, ctx)).toEqual([]);
    expect(badRows).toEqual([]);
  });

  it('asks for hidden rows only when told to', async () => {
    pixi.answer('pixiPayGetOrdersToAuthorize', 'empty-none.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.ordersAwaitingRelease({ ...page, includeHidden: true }, ctx);
    expect(pixi.callsOf('pixiPayGetOrdersToAuthorize')[0]?.args['ShowAll']).toBe('1');
  });
});

describe('one order', () => {
  it('is read from the header alone when that has everything', async () => {
    pixi.answer('pixiGetOrderHeader', 'order-header.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.readOrder(ORDER, ctx)).toEqual({
      orderNumber: '184001',
      shopOrderNumber: 'W-1001',
      shopId: 'DE',
      paymentCode: 'C',
      paymentId: 's-pay-1001',
      total: eur('119.00'),
      status: 'on-hold',
      locked: false,
      customerKey: '7001',
      orderedAt: fromIso('2026-07-01T11:25:02.030Z'),
      paymentAddressKey: '31',
      shipmentAddressKey: '32',
    });
    expect(pixi.seen.map((one) => one.name)).toEqual(['WSDL', 'pixiGetOrderHeader']);
  });

  it('is completed from totals and card record where the header lacks them', async () => {
    pixi
      .answer('pixiGetOrderHeader', 'order-header-without-total-and-payment-id.xml')
      .answer('pixiGetOrderTotals', 'order-totals.xml')
      .answer('pixiGetCreditCardInfo', 'card-info.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const order = await gateway.readOrder(ORDER, ctx);
    expect(order).toMatchObject({ total: eur('119.01'), paymentId: 's-pay-1001' });
  });

  it('of a database that has payment ids nowhere is a configuration fault, not an order without one', async () => {
    pixi.wsdl = { without: ['pixiGetCreditCardInfo'] };
    pixi
      .answer('pixiGetOrderHeader', 'order-header-without-total-and-payment-id.xml')
      .answer('pixiGetOrderTotals', 'order-totals.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.readOrder(ORDER, ctx))).toMatchObject({
      kind: 'config',
      code: 'pixi.procedure-missing',
    });
  });

  it.each(['order-header-renamed.xml', 'order-header-flat.xml'])('survives %s', async (name) => {
    pixi.answer('pixiGetOrderHeader', name);
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.readOrder(ORDER, ctx)).toMatchObject({
      status: 'on-hold',
      paymentCode: 'C',
      paymentId: 's-pay-1001',
      total: eur('119.00'),
    });
  });

  it('is null when there is none', async () => {
    pixi.answer('pixiGetOrderHeader', 'order-header.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.readOrder('5' as OrderNumber, ctx)).toBeNull();
  });

  it('with a status nobody knows is a data fault that names the order', async () => {
    pixi.answer('pixiGetOrderHeader', 'order-header-unknown-status.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.readOrder(ORDER, ctx))).toMatchObject({
      kind: 'data',
      code: 'pixi.unknown-value',
      ref: { orderNumber: ORDER },
      params: { column: 'orderStatus' },
    });
  });

  it.each(['0', '', '00'])(
    'refuses the selector "%s", which pixi reads as none',
    async (number) => {
      const { gateway, ctx } = testGateway(pixi.url);
      expect(await faultOf(gateway.readOrder(number as OrderNumber, ctx))).toMatchObject({
        code: 'pixi.unsafe-request',
      });
      expect(pixi.callsOf('pixiGetOrderHeader')).toEqual([]);
    },
  );
});

describe('order lines', () => {
  it('are read with every status pixi knows, each row its own', async () => {
    pixi.answer('pixiGetOrderline', 'order-lines.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const lines = await gateway.readOrderLines(ORDER, ctx);
    expect(lines.map((one) => one.status)).toEqual([
      'new',
      'on-hold',
      'accepted',
      'ordered-at-supplier',
      'direct-fulfilment',
      'scanned-in',
      'shipped',
      'returned',
      'replaced',
      'cancelled',
      'undeliverable',
    ]);
    expect(lines[8]).toEqual({
      lineKey: '9',
      status: 'replaced',
      quantity: -1,
      price: eur('18.99'),
      itemNumber: 'T-1',
      name: 'Tasse',
      invoiceNumber: null,
    });
    expect(pixi.callsOf('pixiGetOrderline')[0]?.args).toEqual({ OrderNR: ORDER, RowCount: '1000' });
  });

  it('are refused when there may be more than were answered', async () => {
    pixi.answer(
      'pixiGetOrderline',
      changed('order-lines.xml', (xml) => repeatRow(xml, 1000)),
    );
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.readOrderLines(ORDER, ctx))).toMatchObject({
      code: 'pixi.answer-too-large',
    });
  });

  it('are refused as a whole when one cannot be understood', async () => {
    pixi.answer('pixiGetOrderline', 'order-lines-unknown-status.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.readOrderLines(ORDER, ctx))).toMatchObject({
      kind: 'data',
      code: 'pixi.unknown-value',
      ref: { orderNumber: ORDER },
    });
  });
});

describe('the other reads', () => {
  it('list changed orders once, with the end of the window', async () => {
    pixi.answer('pixiGetChangedOrders', 'changed-orders.xml');
    const { gateway, ctx, badRows } = testGateway(pixi.url);
    const changes = await gateway.changedOrders(fromIso('2026-11-21T17:00:00Z'), ctx);
    expect(changes).toEqual({
      orders: [
        { orderNumber: '184001', shopId: 'DEM', paymentCode: 'C', status: 'open', locked: false },
        { orderNumber: '184002', shopId: 'DEM', paymentCode: 'C', status: null, locked: true },
      ],
      changedUntil: fromIso('2026-11-21T17:30:00Z'),
    });
    expect(badRows).toHaveLength(1);
    expect(pixi.callsOf('pixiGetChangedOrders')[0]?.args).toEqual({
      DateTimeFrom: '2026-11-21T17:58:00.000',
    });
  });

  it('give an address with leading zeros, bank data and an ISO country', async () => {
    pixi.answer('pixiGetAddress', 'address.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.readAddress('31', ctx)).toEqual({
      addressKey: '31',
      name: 'Änne Müster',
      company: 'Muster & Söhne',
      street: 'Musterweg 1',
      zip: '09999',
      city: 'Musterstadt',
      country: 'DE',
      iban: 'DE00000000000000000000',
      bic: 'TESTDEXX',
      bankName: 'REF 1001',
      accountHolder: 'Empfänger',
    });
  });

  it.each([
    ['can-change-address.xml', true],
    ['can-change-address-row.xml', false],
    ['can-change-address-code.xml', true],
  ])('tell from %s whether an address may change: %s', async (name, changeable) => {
    pixi.answer('pixiCanChangeAddress', name);
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.canChangeAddress(ORDER, ctx)).toBe(changeable);
  });

  it.each(['shops.xml', 'several-sets.xml'])('list the shops of %s', async (name) => {
    pixi.answer('pixiGetShops', name);
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.shops(ctx)).toEqual([
      { shopId: 'DEM', name: 'Demo' },
      { shopId: 'DEO', name: 'Demo Outlet' },
    ]);
  });

  it('list payment methods with their XML tag, case kept', async () => {
    pixi.answer('pixiGetPaymenttypes', 'payment-types.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.paymentMethods(ctx)).toEqual([
      {
        code: 'C',
        name: 'Kreditkarte',
        xmlTag: 'CREDITCARD',
        initialStatus: 'HAL',
        importsOnHold: true,
      },
      {
        code: 'c',
        name: 'Rechnung',
        xmlTag: 'INVOICE',
        initialStatus: 'ANG',
        importsOnHold: false,
      },
    ]);
  });

  it('let no card data leave the library, not even into the record of calls', async () => {
    pixi
      .answer('pixiPayGetOrdersToAuthorize', 'orders-to-authorize.xml')
      .answer('pixiPayGetInvoicesToCapture', 'invoices-to-capture.xml')
      .answer('pixiGetOrderHeader', 'order-header-without-total-and-payment-id.xml')
      .answer('pixiGetOrderTotals', 'order-totals.xml')
      .answer('pixiGetCreditCardInfo', 'card-info.xml')
      .answer('pixiGetInvoice', 'invoices-of-order.xml');
    const { gateway, ctx, calls, badRows } = testGateway(pixi.url);
    const out = [
      await gateway.ordersAwaitingRelease(page, ctx),
      await gateway.shippedInvoices({ ...page, fromInvoiceKey: 0 }, ctx),
      await gateway.readOrder(ORDER, ctx),
      await gateway.invoicesOfOrder(ORDER, ctx),
      calls,
      badRows,
    ];
    expect(calls.length).toBeGreaterThan(5);
    expect(JSON.stringify(out)).not.toContain('CANARY');
    expect(JSON.stringify(calls)).not.toMatch(/Müster|Musterweg|nobody@/);
  });
});
