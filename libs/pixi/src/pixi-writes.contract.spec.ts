import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Fault,
  eur,
  parseMoney,
  type Currency,
  type InvoiceNumber,
  type OrderNumber,
  type ProviderPaymentId,
} from '@abgleich/domain';
import { changed } from './testing/changed-answer.js';
import { CannedPixi } from './testing/canned-pixi.js';
import { faultOf, testGateway } from './testing/test-gateway.js';

const ORDER = '184001' as OrderNumber;
const INVOICE = 'DEM0000021' as InvoiceNumber;
const settlement = {
  invoiceNumber: INVOICE,
  amount: eur('60.00'),
  transactionId: 's-chg-1',
  bookingCode: 'RPZ',
  message: 'Einzug über Unzer',
};
const booking = {
  customerKey: '7001',
  bookingCode: 'GPZ',
  amount: eur('-20.00'),
  comment: 'Erstattung s-cnl-1',
  matchTo: 'DEMG000003' as InvoiceNumber,
};

let pixi: CannedPixi;
beforeEach(async () => {
  pixi = await CannedPixi.start();
});
afterEach(() => pixi.stop());

describe('release', () => {
  it('sends the order, its payment id and a message, in wire order', async () => {
    pixi.answer('pixiPaySetAuthorizationStatus', 'released.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const order = { orderNumber: ORDER, paymentId: 's-pay-1001' as ProviderPaymentId };
    await gateway.release({ ...order, message: 'geprüft' }, ctx);
    const [call] = pixi.callsOf('pixiPaySetAuthorizationStatus');
    expect(Object.entries(call?.args ?? {})).toEqual([
      ['OrderNr', '184001'],
      ['Success', '1'],
      ['AuthID', 's-pay-1001'],
      ['AuthCode', 'ABGLEICH'],
      ['Message', 'geprüft'],
    ]);
    expect(call?.headers['soapaction']).toBe(`"${pixi.url}pixiPaySetAuthorizationStatus"`);
    expect(call?.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(call?.body).toContain(`xmlns="${pixi.url}"`);
  });

  it('leaves a mark when the order is released under a lock of ours, and reads it back', async () => {
    pixi.answer('pixiPaySetAuthorizationStatus', 'released.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const order = { orderNumber: ORDER, paymentId: null, message: 'gesperrt' };
    await gateway.release({ ...order, locked: true }, ctx);
    const [call] = pixi.callsOf('pixiPaySetAuthorizationStatus');
    expect(call?.args['AuthCode']).toBe('ABGLEICH-GESPERRT');
  });

  it.each([
    ['ABGLEICH-GESPERRT', true],
    ['ABGLEICH', false],
    ['823471', null],
    ['', null],
  ])('reads the mark %j of a release back as %s', async (mark, expected) => {
    const row = `<CcpLastAuthCode>${mark}</CcpLastAuthCode></row>`;
    const marked = changed('card-info.xml', (xml) => xml.replace('</row>', row));
    pixi.answer('pixiGetCreditCardInfo', marked);
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.releasedUnderLock?.(ORDER, ctx)).toBe(expected);
  });

  it('leaves the payment id out when there is none, so that pixi keeps what it has', async () => {
    pixi.answer('pixiPaySetAuthorizationStatus', 'released.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.release({ orderNumber: ORDER, paymentId: null, message: 'gesperrt' }, ctx);
    const [call] = pixi.callsOf('pixiPaySetAuthorizationStatus');
    expect(call?.args).not.toHaveProperty('AuthID');
    expect(call?.body).not.toContain('nil');
  });

  it('is refused when the return value says so', async () => {
    pixi.answer('pixiPaySetAuthorizationStatus', 'release-failed.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const order = { orderNumber: ORDER, paymentId: null, message: '' };
    expect(await faultOf(gateway.release(order, ctx))).toMatchObject({
      kind: 'rejected',
      code: 'pixi.rejected',
      params: { number: '1' },
    });
  });

  it('refuses a payment id that pixi would cut, instead of storing another one', async () => {
    const { gateway, ctx } = testGateway(pixi.url);
    const paymentId = 's-pay-'.padEnd(51, '1') as ProviderPaymentId;
    const order = { orderNumber: ORDER, paymentId, message: '' };
    expect(await faultOf(gateway.release(order, ctx))).toMatchObject({
      code: 'pixi.unsafe-request',
    });
  });
});

describe('the shipping lock', () => {
  const lock = { orderNumber: ORDER, locked: false, reason: 'Zahlung eingegangen' };

  it('counts "nothing to change" as done', async () => {
    pixi.answer('pixiSetOrderShippingLock', 'lock-nothing-to-change.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.setShippingLock(lock, ctx);
    expect(pixi.callsOf('pixiSetOrderShippingLock')[0]?.args).toEqual({
      OrderNr: '184001',
      Locked: '0',
      UserName: 'Abgleich',
      Reason: 'Zahlung eingegangen',
    });
  });

  it.each([
    ['its WSDL', {}, ['pixiSetOrderShippingLock.UserName', 'pixiSetOrderShippingLock.Reason']],
    ['its version', { pixiVersion: '22.06' }, []],
  ])('is set without name and reason where %s does not know them', async (_, options, without) => {
    pixi.wsdl = { withoutParams: without };
    pixi.answer('pixiSetOrderShippingLock', 'lock-nothing-to-change.xml');
    const { gateway, ctx } = testGateway(pixi.url, options);
    await gateway.setShippingLock(lock, ctx);
    expect(pixi.callsOf('pixiSetOrderShippingLock')[0]?.args).toEqual({
      OrderNr: '184001',
      Locked: '0',
    });
  });

  it('is not made without the parameter that tells locking from unlocking', async () => {
    pixi.wsdl = { withoutParams: ['pixiSetOrderShippingLock.Locked'] };
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.setShippingLock(lock, ctx))).toMatchObject({
      kind: 'config',
      code: 'pixi.procedure-missing',
      params: { parameter: 'Locked' },
    });
    expect(pixi.callsOf('pixiSetOrderShippingLock')).toEqual([]);
  });
});

describe('settling an invoice', () => {
  it.each(['settled.xml', 'settled-code-only.xml'])('is done for %s', async (name) => {
    pixi.answer('pixiPaySetInvoiceCapture', name);
    const { gateway, ctx, calls } = testGateway(pixi.url);
    await gateway.settleInvoice(settlement, ctx);
    expect(Object.entries(pixi.callsOf('pixiPaySetInvoiceCapture')[0]?.args ?? {})).toEqual([
      ['InvoiceNr', 'DEM0000021'],
      ['Success', '1'],
      ['CaptureSum', '60.00'],
      ['PayCode', 'CC'],
      ['PayID', 's-chg-1'],
      ['EventID', 'RPZ'],
      ['Message', 'Einzug über Unzer'],
      ['SetRemainingOrdersToHAL', '0'],
    ]);
    expect(calls.at(-1)).toMatchObject({
      side: 'erp',
      name: 'pixiPaySetInvoiceCapture',
      outcome: 'ok',
      request: { InvoiceNr: 'DEM0000021', CaptureSum: '60.00' },
    });
    expect(calls.at(-1)?.request).not.toHaveProperty('Message');
  });

  it('a second time is told as already done', async () => {
    pixi.answer('pixiPaySetInvoiceCapture', 'settle-already-paid.xml');
    const { gateway, ctx, calls } = testGateway(pixi.url);
    expect(await faultOf(gateway.settleInvoice(settlement, ctx))).toMatchObject({
      kind: 'rejected',
      code: 'pixi.already-done',
      ref: { invoiceNumber: INVOICE },
      params: { number: '50000' },
    });
    expect(calls.at(-1)).toMatchObject({ outcome: 'pixi.already-done' });
  });

  it('is refused by an error message even when a row says OK', async () => {
    pixi.answer('pixiPaySetInvoiceCapture', 'settle-error-beside-rows.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.settleInvoice(settlement, ctx))).toMatchObject({
      kind: 'rejected',
      code: 'pixi.rejected',
    });
  });

  it('is uncertain when the answer does not say whether it worked', async () => {
    pixi.answer('pixiPaySetInvoiceCapture', 'settled-silent.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.settleInvoice(settlement, ctx))).toMatchObject({
      kind: 'uncertain',
      code: 'pixi.answer-lost',
    });
  });

  it.each([
    ['a negative amount', { amount: eur('-1.00') }],
    ['no booking code', { bookingCode: ' ' }],
    ['a booking code pixi would cut', { bookingCode: 'RPZX' }],
  ])('is not sent with %s', async (_, wrong) => {
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.settleInvoice({ ...settlement, ...wrong }, ctx))).toMatchObject({
      code: 'pixi.unsafe-request',
    });
    expect(pixi.callsOf('pixiPaySetInvoiceCapture')).toEqual([]);
  });
});

describe('booking', () => {
  it('carries its sign, its match and our reference', async () => {
    pixi.answer('pixiCACreateManualBooking', 'booked.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.book(booking, ctx);
    expect(pixi.callsOf('pixiCACreateManualBooking')[0]?.args).toEqual({
      CustKey: '7001',
      EventID: 'GPZ',
      Amount: '-20.00',
      Comment: 'Erstattung s-cnl-1',
      MatchToInvoiceNr: 'DEMG000003',
    });
  });

  it('is refused in pixi words, without what could be personal', async () => {
    pixi.answer('pixiCACreateManualBooking', 'booking-refused.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect((await faultOf(gateway.book(booking, ctx))).params).toMatchObject({
      text: 'Unknown event XXX for *** card ***',
    });
  });

  it.each([
    ['nothing', eur('0.00')],
    ['a currency that is not the database’s', parseMoney('1.00', 'CHF' as Currency)],
  ])('is not sent for %s', async (_, amount) => {
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.book({ ...booking, amount }, ctx))).toMatchObject({
      code: 'pixi.unsafe-request',
    });
  });

  it('is not sent unmatched to a database that cannot match', async () => {
    pixi.wsdl = { withoutParams: ['pixiCACreateManualBooking.MatchToInvoiceNr'] };
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.book(booking, ctx))).toMatchObject({ kind: 'config' });
    expect(pixi.callsOf('pixiCACreateManualBooking')).toEqual([]);
  });
});

describe('comments', () => {
  it('are one line of what pixi can store', async () => {
    pixi.answer('pixiCreateOrderComment', 'comment-created.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const text = `Zahlung\n<geprüft> & „gut“ → 5 €`;
    await gateway.comment({ orderNumber: ORDER, text }, ctx);
    expect(pixi.callsOf('pixiCreateOrderComment')[0]?.args).toEqual({
      OrderNr: '184001',
      Comment: 'Zahlung &lt;geprüft&gt; &amp; „gut“ -&gt; 5 €',
      UserName: 'Abgleich',
    });
  });

  it('cannot smuggle markup in as CDATA', async () => {
    pixi.answer('pixiCreateOrderComment', 'comment-created.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.comment({ orderNumber: ORDER, text: '<![CDATA[</Comment>]]>' }, ctx);
    expect(pixi.callsOf('pixiCreateOrderComment')[0]?.body).toContain('&lt;![CDATA[');
  });

  it('take the older procedure where the newer is not installed', async () => {
    pixi.wsdl = { without: ['pixiCreateOrderComment'] };
    pixi.answer('pixiAddOrderComment', 'comment-added.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.comment({ orderNumber: ORDER, text: 'Hallo' }, ctx);
    expect(pixi.callsOf('pixiAddOrderComment')[0]?.args).toEqual({
      OrderNr: '184001',
      Comment: 'Hallo',
    });
  });
});

describe('every request', () => {
  it('carries the credentials at once, the WSDL too, and records none of them', async () => {
    pixi.answer('pixiGetShops', 'shops.xml');
    const { gateway, ctx, calls } = testGateway(pixi.url, { appId: 'abgleich' });
    await gateway.shops(ctx);
    const expected = `Basic ${Buffer.from('pixiABC:pass:wörd').toString('base64')}`;
    expect(pixi.seen.map((one) => [one.name, one.headers.authorization])).toEqual([
      ['WSDL', expected],
      ['pixiGetShops', expected],
    ]);
    expect(pixi.seen[1]?.headers['xapp']).toBe('abgleich');
    expect(calls.map((one) => [one.name, one.outcome])).toEqual([
      ['WSDL', 'ok'],
      ['pixiGetShops', 'ok'],
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/Basic|wörd|pixiABC/);
  });

  it('uses the database’s own order and spelling of parameters', async () => {
    const { pixiWsdl } = await import('./pixi-wsdl.js');
    pixi.answer('WSDL', (response) => {
      const wsdl = pixiWsdl({ endpointUrl: pixi.url })
        .replace('<xsd:element name="OrderNR" minOccurs="0" nillable="true" type="xsd:int"/>', '')
        .replace(
          /(<xsd:element name="pixiGetOrderline">[\s\S]*?)(<\/xsd:sequence>)/,
          (_, head, end) => `${head}<xsd:element name="Ordernr" type="xsd:int"/>${end}`,
        );
      response.writeHead(200).end(wsdl);
    });
    pixi.answer('pixiGetOrderline', 'order-lines.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.readOrderLines(ORDER, ctx);
    expect(Object.entries(pixi.callsOf('pixiGetOrderline')[0]?.args ?? {})).toEqual([
      ['RowCount', '1000'],
      ['Ordernr', '184001'],
    ]);
  });
});

describe('a write whose time is over', () => {
  it('is not sent; what is only read still is', async () => {
    pixi.answer('pixiPaySetAuthorizationStatus', 'released.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const late = {
      ...ctx,
      beforeSending: () => {
        throw new Fault({ kind: 'transient', code: 'platform.too-late' });
      },
    };
    const order = { orderNumber: ORDER, paymentId: null, message: 'geprüft' };
    expect((await faultOf(gateway.release(order, late))).code).toBe('platform.too-late');
    expect(pixi.callsOf('pixiPaySetAuthorizationStatus')).toEqual([]);
    await gateway.invoicesOfOrder(ORDER, late).catch(() => undefined);
    expect(pixi.callsOf('pixiGetInvoice').length).toBe(1);
  });
});
