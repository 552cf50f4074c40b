import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eur,
  fromIso,
  type ErpPaymentCode,
  type InvoiceNumber,
  type OrderNumber,
} from '@abgleich/domain';
import { CannedPixi, fixture } from './testing/canned-pixi.js';
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

describe('the capture queue', () => {
  it('gives invoices and credit notes from a key on', async () => {
    pixi.answer('pixiPayGetInvoicesToCapture', 'invoices-to-capture.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const invoices = await gateway.shippedInvoices({ ...page, fromInvoiceKey: 502 }, ctx);
    expect(invoices).toMatchObject([
      { invoiceNumber: 'DEM0000022', invoiceKey: 502, kind: 'invoice', total: eur('59.00') },
      { invoiceNumber: 'DEMG000003', invoiceKey: 503, kind: 'credit-note', total: eur('-20.00') },
    ]);
    expect(invoices[0]).toMatchObject({ shipped: true, settled: false, orderNumber: '184002' });
    expect(pixi.callsOf('pixiPayGetInvoicesToCapture')[0]?.args).toEqual({
      PaymentCode: 'C',
      RowCount: '30',
      FromInvoiceId: '502',
    });
  });

  it.each(['OrderNr', 'InvoiceId', 'Total', 'ShopID', 'ccpPayID'])(
    'is completed from the invoice where it has no %s',
    async (column) => {
      const first = (xml: string): string =>
        xml.replace(/(<row>.*<\/row>\n)[\s\S]*(<\/SqlRowSet1>)/, '$1$2');
      const cut = first(fixture('invoices-to-capture.xml'));
      pixi
        .answer(
          'pixiPayGetInvoicesToCapture',
          (response) =>
            void response
              .writeHead(200)
              .end(
                cut
                  .replaceAll(new RegExp(`<${column}>[^<]*</${column}>`, 'g'), '')
                  .replaceAll(`name="${column}"`, 'name="Other"'),
              ),
        )
        .answer('pixiGetInvoice', 'invoices-of-order.xml');
      const { gateway, ctx, badRows } = testGateway(pixi.url);
      expect(await gateway.shippedInvoices({ ...page, fromInvoiceKey: 0 }, ctx)).toMatchObject([
        {
          invoiceNumber: 'DEM0000021',
          invoiceKey: 501,
          orderNumber: '184001',
          total: eur('60.00'),
          paymentId: 's-pay-1001',
          settled: false,
          shipped: true,
        },
      ]);
      expect(badRows).toEqual([]);
    },
  );

  it('comes to an end on databases that know no cursor', async () => {
    pixi.wsdl = {
      withoutParams: [
        'pixiPayGetInvoicesToCapture.RowCount',
        'pixiPayGetInvoicesToCapture.FromInvoiceId',
      ],
    };
    pixi.answer('pixiPayGetInvoicesToCapture', 'invoices-to-capture.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.shippedInvoices({ ...page, fromInvoiceKey: 504 }, ctx)).toEqual([]);
    expect(pixi.callsOf('pixiPayGetInvoicesToCapture')[0]?.args).toEqual({ PaymentCode: 'C' });
  });

  it('leaves younger parameters out for a version that does not know them', async () => {
    pixi.answer('pixiPayGetInvoicesToCapture', 'invoices-to-capture.xml');
    const { gateway, ctx } = testGateway(pixi.url, { pixiVersion: '22.05' });
    await gateway.shippedInvoices({ ...page, fromInvoiceKey: 502 }, ctx);
    expect(pixi.callsOf('pixiPayGetInvoicesToCapture')[0]?.args).toEqual({ PaymentCode: 'C' });
  });
});

describe('invoices', () => {
  it('of an order come with credit notes, settled or not', async () => {
    pixi.answer('pixiGetInvoice', 'invoices-of-order.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.invoicesOfOrder(ORDER, ctx)).toMatchObject([
      {
        invoiceNumber: 'DEM0000021',
        kind: 'invoice',
        settled: false,
        settledAmount: eur('0.00'),
        shipped: true,
        paymentId: 's-pay-1001',
        shopId: 'DEM',
      },
      {
        invoiceNumber: 'DEMG000003',
        kind: 'credit-note',
        corrects: 'DEM0000021',
        settled: true,
        settledAmount: eur('-20.00'),
      },
    ]);
  });

  it('of an order are read page by page to the end', async () => {
    pixi.answer(
      'pixiGetInvoice',
      changed('invoices-of-order.xml', (xml) => repeatRow(xml, 200)),
      'invoices-of-order.xml',
    );
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.invoicesOfOrder(ORDER, ctx)).toHaveLength(202);
    expect(pixi.callsOf('pixiGetInvoice').map((one) => one.args['StartKey'])).toEqual([
      undefined,
      '1199',
    ]);
  });

  it('of all orders are asked for by key, and only the credit notes among them are given', async () => {
    pixi.answer('pixiGetInvoice', 'invoices-of-order.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const since = fromIso('2026-11-21T14:00:00Z');
    const found = await gateway.creditNotesSince({ since, afterInvoiceKey: 480 }, ctx);
    expect(found.creditNotes.map((one) => one.invoiceNumber)).toEqual(['DEMG000003']);
    expect(found.lastKey).toBeGreaterThan(480);
    expect(pixi.callsOf('pixiGetInvoice')[0]?.args).toMatchObject({
      InvDateFrom: expect.stringContaining('2026-11-19'),
      StartKey: '480',
    });
  });

  it('that cannot be understood are named with their order, for the key passes them', async () => {
    const { gateway, ctx, badRows } = testGateway(pixi.url);
    pixi.answer(
      'pixiGetInvoice',
      changed('invoices-of-order.xml', (xml) => xml.replace('>-20.0000<', '>-twenty<')),
    );
    const since = fromIso('2026-11-21T14:00:00Z');
    const found = await gateway.creditNotesSince({ since, afterInvoiceKey: 480 }, ctx);
    expect(found.creditNotes).toEqual([]);
    expect(found.unreadable).toMatchObject([{ name: 'DEMG000003', orderNumber: ORDER }]);
    expect(badRows.length).toBeGreaterThan(0);
  });

  it('of all orders have no last key when there are none', async () => {
    const { gateway, ctx } = testGateway(pixi.url);
    const since = fromIso('2026-11-21T14:00:00Z');
    pixi.answer(
      'pixiGetInvoice',
      changed('empty-container.xml', (xml) =>
        xml.replaceAll('pixiPayGetOrdersToAuthorize', 'pixiGetInvoice'),
      ),
    );
    expect(await gateway.creditNotesSince({ since, afterInvoiceKey: 0 }, ctx)).toEqual({
      creditNotes: [],
      lastKey: null,
    });
  });

  it('of an order end with a fault when pixi answers the same page for ever', async () => {
    pixi.answer(
      'pixiGetInvoice',
      changed('invoices-of-order.xml', (xml) => repeatRow(xml, 200)),
    );
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.invoicesOfOrder(ORDER, ctx))).toMatchObject({ kind: 'data' });
    expect(pixi.callsOf('pixiGetInvoice').length).toBe(2);
  });

  it('without shop and payment id are completed from the order', async () => {
    pixi
      .answer('pixiGetInvoice', without('invoices-of-order.xml', 'ShopID', 'CcpPayID'))
      .answer('pixiGetOrderHeader', 'order-header.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const invoice = await gateway.readInvoice('DEM0000021' as InvoiceNumber, ctx);
    expect(invoice).toMatchObject({ shopId: 'DE', paymentId: 's-pay-1001' });
  });

  it('that do not tell whether they are paid are refused, not guessed', async () => {
    const columns = ['Paid', 'PaidSum', 'TotalToPay'];
    pixi.answer('pixiGetInvoice', without('invoices-of-order.xml', ...columns));
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.invoicesOfOrder(ORDER, ctx))).toMatchObject({
      kind: 'data',
      params: { column: 'paid' },
    });
  });

  it('are found one by one under other column names and without the flag', async () => {
    pixi.answer('pixiGetInvoice', 'invoice-renamed.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const invoice = await gateway.readInvoice('DEM0000021' as InvoiceNumber, ctx);
    expect(invoice).toMatchObject({
      invoiceKey: 501,
      total: eur('60.00'),
      settled: false,
      kind: 'invoice',
      invoicedAt: fromIso('2026-11-21T14:00:00Z'),
    });
  });

  it('are null when there is none of that number', async () => {
    pixi.answer('pixiGetInvoice', 'invoices-of-order.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.readInvoice('DEM9999999' as InvoiceNumber, ctx)).toBeNull();
  });
});
