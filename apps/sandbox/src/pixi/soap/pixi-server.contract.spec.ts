import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BasicAuthSecurity, createClientAsync, type Client } from 'soap';
import { anImport, startTestPixi, type TestPixi } from '../testing.js';

type Loose = Record<string, unknown>;
/** What npm `soap` made of an answer, as plain JSON without types. */
const tree = (value: unknown): Loose => (value ?? {}) as Loose; // foreign parser's output

describe('pixi over SOAP', () => {
  let pixi: TestPixi;
  let client: Client;

  beforeAll(async () => {
    pixi = await startTestPixi();
    client = await clientFor(pixi);
  });
  afterAll(async () => {
    await pixi.server.stop();
  });
  beforeEach(() => {
    pixi.faults.clear();
    pixi.engine.setDialect({});
  });

  async function clientFor({ server, user, password }: TestPixi): Promise<Client> {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const made = await createClientAsync(`${server.url}?wsdl`, {
      wsdl_headers: { authorization },
    });
    made.setSecurity(new BasicAuthSecurity(user, password));
    return made;
  }

  async function call(procedure: string, args: Loose): Promise<Loose> {
    const method = client[`${procedure}Async`] as (args: Loose) => Promise<[Loose]>; // made by soap from the WSDL
    const [result] = await method(args);
    return tree(result[`${procedure}Result`]);
  }

  async function rows(procedure: string, args: Loose): Promise<readonly Loose[]> {
    const result = await call(procedure, args);
    const diffgram = tree(tree(result['SqlRowSet'])['diffgram']);
    const found = tree(diffgram['SqlRowSet1'])['row'];
    if (found === undefined) return [];
    return Array.isArray(found) ? found.map(tree) : [tree(found)];
  }

  const importOrder = (external: string, changes = {}): number => {
    const order = anImport({ orderNrExternal: external, ...changes });
    const { orderNr } = pixi.run({ do: 'import-order', at: pixi.clock.now, order });
    return orderNr ?? 0;
  };

  it('offers all procedures in a WSDL that an independent client loads', () => {
    const names = Object.keys(tree(tree(client.describe()['pixi'])['pixiPort']));
    expect(names).toHaveLength(24);
    expect(names).toContain('pixiPaySetInvoiceCapture');
  });

  it('refuses a wrong password with 401', async () => {
    const answer = await fetch(pixi.server.url, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('pixiDEM:wrong').toString('base64')}` },
    });
    expect(answer.status).toBe(401);
  });

  it('shows a held order in the queue with four-digit money, Berlin time and umlauts', async () => {
    const orderNr = importOrder('W-queue', { paymentCode: 'W' });
    const [row] = await rows('pixiPayGetOrdersToAuthorize', { PaymentCode: 'w' });
    expect(row).toMatchObject({
      OrderNr: String(orderNr),
      OrderTotal: '104.9000',
      LastName: 'Müller-Größ',
      ccpPayID: 's-pay-1',
      OrderDate: '2026-06-15T12:00:00.000',
      Country: 'D',
    });
  });

  it('walks an order from hold to a settled invoice, and refuses to settle it twice', async () => {
    const orderNr = importOrder('W-walk');
    await call('pixiPaySetAuthorizationStatus', {
      OrderNr: orderNr,
      Success: 1,
      AuthID: 's-pay-1',
    });
    const [header] = await rows('pixiGetOrderHeader', { OrderNr: orderNr });
    expect(header).toMatchObject({
      WholeOrderState: 'OPEN',
      OrderLocked: 'N',
      CcpPayID: 's-pay-1',
    });
    const { invoiceNr } = pixi.run({ do: 'ship', at: pixi.clock.now, orderNr, lines: null });
    const shipped = await rows('pixiPayGetInvoicesToCapture', { PaymentCode: 'C' });
    expect(shipped).toHaveLength(1);
    expect(shipped[0]).toMatchObject({ InvoiceNr: invoiceNr, Total: '104.9000' });
    const capture = {
      InvoiceNr: invoiceNr,
      Success: 1,
      CaptureSum: '104.90',
      PayCode: 'CC',
      PayID: 's-chg-1',
      EventID: 'RPZ',
      Message: 'ok',
      SetRemainingOrdersToHAL: 0,
    };
    const [done] = await rows('pixiPaySetInvoiceCapture', capture);
    expect(done).toMatchObject({ ReturnCode: 'OK' });
    expect(await rows('pixiPayGetInvoicesToCapture', { PaymentCode: 'C' })).toEqual([]);
    const again = await call('pixiPaySetInvoiceCapture', capture);
    expect(tree(again['SqlMessage'])).toMatchObject({
      Class: '16',
      Number: '50000',
      Message: `Error in pipiPaySetInvoiceCapture: 50000 - Invoice ${String(invoiceNr)} is already set to paid`,
    });
    const [invoice] = await rows('pixiGetInvoice', { InvoiceNr: invoiceNr });
    expect(invoice).toMatchObject({ Paid: '1', PaidSum: '104.9000', TotalToPay: '0.0000' });
  });

  it('answers several rows as several rows', async () => {
    const orderNr = importOrder('W-two', {
      lines: [
        { itemNr: 'GT-1001', qty: 1, price: 100_000 },
        { itemNr: 'BU-5001', qty: 3, price: 299_500 },
      ],
    });
    const lines = await rows('pixiGetOrderline', { OrderNR: orderNr });
    expect(lines.map(({ ArtName, Qty }) => [ArtName, Qty])).toEqual([
      ['Gießkanne Zink 9 l', '1'],
      ['Kochbuch „Süddeutsche Küche“', '3'],
    ]);
  });

  it('keeps the import XML with the payment method as element name', async () => {
    importOrder('W-xml', { paymentCode: 'V', kkId: 's-pay-xml' });
    const [row] = await rows('pixiImportFindXML', { Id: 'W-xml', Type: 'order' });
    expect(row?.['Status']).toBe('XPR');
    expect(row?.['Request']).toContain(
      '<PAYMENT><UNZERPREPAYMENT><CC_ID>s-pay-xml</CC_ID></UNZERPREPAYMENT></PAYMENT>',
    );
  });

  it('answers a scalar function with a bare value', async () => {
    const orderNr = importOrder('W-scalar');
    const [result] = await (
      client['pixiCanChangeAddressAsync'] as (args: Loose) => Promise<[Loose]>
    )({
      OrderNr: orderNr,
    }); // made by soap from the WSDL
    expect(String(result['pixiCanChangeAddressResult'])).toBe('1');
  });

  it.each(['diffgram', 'container', 'none'] as const)(
    'answers no rows in the form %s',
    async (emptyForm) => {
      pixi.engine.setDialect({ emptyForm });
      expect(await rows('pixiGetAddress', { AddrKey: 1 })).toEqual([]);
    },
  );

  it('refuses parameters in the wrong order with a fault, unknown ones with SQL error 8145', async () => {
    const wrongOrder = call('pixiGetInvoice', { OrderNR: 1, InvoiceNr: 'DEM0000001' });
    await expect(wrongOrder).rejects.toMatchObject({ response: { status: 500 } });
    const unknown = await call('pixiGetInvoice', { Nonsense: 1 });
    expect(tree(unknown['SqlMessage'])).toMatchObject({ Number: '8145', Class: '16' });
  });

  it('locks once and says INFO the second time', async () => {
    const OrderNr = importOrder('W-lock');
    const lock = { OrderNr, Locked: 1, UserName: 'API', Reason: 'Zahlung fehlt' };
    expect((await rows('pixiSetOrderShippingLock', lock))[0]).toMatchObject({ ReturnCode: 'OK' });
    expect((await rows('pixiSetOrderShippingLock', lock))[0]).toMatchObject({ ReturnCode: 'INFO' });
  });

  it('does a write and loses the answer when told so', async () => {
    const orderNr = importOrder('W-lost');
    pixi.faults.add({ target: 'pixi', match: 'pixiPaySet*', kind: 'lost-answer', times: 1 });
    const released = call('pixiPaySetAuthorizationStatus', { OrderNr: orderNr, Success: 1 });
    await expect(released).rejects.toThrow();
    const [header] = await rows('pixiGetOrderHeader', { OrderNr: orderNr });
    expect(header?.['WholeOrderState']).toBe('OPEN');
  });

  it.each(['timeout', 'error-500', 'fault', 'drop', 'rate-limit', 'unauthorized'] as const)(
    'does nothing when a write meets %s',
    async (kind) => {
      const orderNr = importOrder(`W-${kind}`);
      pixi.faults.add({ target: 'pixi', match: 'pixiPaySet*', kind, times: 1 });
      const method = client['pixiPaySetAuthorizationStatusAsync'] as (
        args: Loose,
        options: Loose,
      ) => Promise<unknown>; // made by soap from the WSDL
      const attempt = method({ OrderNr: orderNr, Success: 1 }, { timeout: 150 });
      await expect(attempt).rejects.toBeDefined();
      const [header] = await rows('pixiGetOrderHeader', { OrderNr: orderNr });
      expect(header?.['WholeOrderState']).toBe('HOLD');
    },
  );

  it.each([
    ['sql-message', {}, '1205'],
    ['business-code', { code: '547' }, '547'],
  ] as const)(
    'answers %s as an error of the database, with nothing done',
    async (kind, more, number) => {
      const OrderNr = importOrder(`W-${kind}`);
      pixi.faults.add({ target: 'pixi', match: 'pixiPaySet*', kind, times: 1, ...more });
      const refused = await call('pixiPaySetAuthorizationStatus', { OrderNr, Success: 1 });
      expect(tree(refused['SqlMessage'])).toMatchObject({ Class: '16', Number: number });
      const [header] = await rows('pixiGetOrderHeader', { OrderNr });
      expect(header?.['WholeOrderState']).toBe('HOLD');
    },
  );

  it('answers return-error with a row that says ERROR, with nothing done', async () => {
    const OrderNr = importOrder('W-return-error');
    pixi.faults.add({ target: 'pixi', kind: 'return-error', times: 1 });
    const [row] = await rows('pixiSetOrderShippingLock', { OrderNr, Locked: 1 });
    expect(row).toMatchObject({ ReturnCode: 'ERROR' });
    const [header] = await rows('pixiGetOrderHeader', { OrderNr });
    expect(header?.['OrderLocked']).toBe('N');
  });

  it('has done a slow call before it answers', async () => {
    const OrderNr = importOrder('W-slow');
    pixi.faults.add({ target: 'pixi', match: 'pixiPaySet*', kind: 'slow', delayMs: 300, times: 1 });
    const slow = call('pixiPaySetAuthorizationStatus', { OrderNr, Success: 1 });
    let answered = false;
    void slow.then(() => (answered = true));
    await seenAs(OrderNr, 'OPEN');
    expect(answered).toBe(false);
    await slow;
  });

  async function seenAs(OrderNr: number, status: string): Promise<void> {
    for (;;) {
      const [header] = await rows('pixiGetOrderHeader', { OrderNr });
      if (header?.['WholeOrderState'] === status) return;
    }
  }

  it('answers four kinds of garbage to calls that it carried out', async () => {
    const OrderNr = importOrder('W-garbage');
    pixi.faults.add({
      target: 'pixi',
      match: 'pixiCreateOrderComment',
      kind: 'malformed',
      times: 4,
    });
    const authorization = `Basic ${Buffer.from(`${pixi.user}:${pixi.password}`).toString('base64')}`;
    const body = `<Envelope><Body><pixiCreateOrderComment><OrderNr>${OrderNr}</OrderNr><Comment>x</Comment></pixiCreateOrderComment></Body></Envelope>`;
    const answers: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const answer = await fetch(pixi.server.url, {
        method: 'POST',
        headers: { authorization },
        body,
      });
      answers.push(await answer.text());
    }
    expect(answers[0]).toContain('<html>');
    expect(answers[1]).not.toContain('</SOAP-ENV:Envelope>');
    expect(answers[2]).toContain('<!ENTITY');
    expect(answers[3]?.length).toBeGreaterThan(5_000_000);
    expect(pixi.engine.state().orders.get(OrderNr)?.comments).toHaveLength(4);
  });

  it('carries out a duplicated call twice', async () => {
    const OrderNr = importOrder('W-twice');
    pixi.faults.add({ target: 'pixi', kind: 'duplicate', times: 1 });
    await call('pixiCreateOrderComment', { OrderNr, Comment: 'x' });
    expect(pixi.engine.state().orders.get(OrderNr)?.comments).toHaveLength(2);
  });

  it('refuses a lock of an unknown order with a row, a release with SQL error 50000', async () => {
    const [lock] = await rows('pixiSetOrderShippingLock', { OrderNr: 1, Locked: 1 });
    expect(lock).toMatchObject({ ReturnCode: 'ERROR', ErrorMessage: 'Order 1 does not exist' });
    const release = await call('pixiPaySetAuthorizationStatus', { OrderNr: 1, Success: 1 });
    expect(tree(release['SqlMessage'])).toMatchObject({ Number: '50000' });
  });

  it('hides an order from the queue after more than three failed tries, unless all are asked for', async () => {
    const OrderNr = importOrder('W-tries', { paymentCode: 'L' });
    for (let tries = 0; tries < 4; tries += 1)
      await call('pixiPaySetAuthorizationStatus', { OrderNr, Success: 0, Message: 'nein' });
    expect(await rows('pixiPayGetOrdersToAuthorize', { PaymentCode: 'L' })).toEqual([]);
    const all = await rows('pixiPayGetOrdersToAuthorize', { PaymentCode: 'L', ShowAll: 1 });
    expect(all.map((row) => row['ccpSetFailTries'])).toEqual(['4']);
  });

  it('tells of changed orders up to its own time', async () => {
    pixi.clock.now += 3_600_000;
    const OrderNr = importOrder('W-changed');
    const changed = await rows('pixiGetChangedOrders', { DateTimeFrom: '2026-06-15T13:00:00.000' });
    expect(changed.map((row) => row['OrderNr'])).toEqual([String(OrderNr)]);
    expect(changed[0]).toMatchObject({ DateTimeTo: '2026-06-15T13:00:00.000', OrderLocked: 'N' });
    const later = await rows('pixiGetChangedOrders', { DateTimeFrom: '2026-06-15T13:00:00.003' });
    expect(later).toEqual([]);
  });

  it('renames columns, hides procedures and forgets young parameters as the dialect says', async () => {
    const orderNr = importOrder('W-dialect');
    pixi.engine.setDialect({
      rename: { WholeOrderState: 'OrderStatus', CcpPayID: null },
      missingProcedures: ['pixiCreateOrderComment'],
      noUserName: true,
    });
    const [header] = await rows('pixiGetOrderHeader', { OrderNr: orderNr });
    expect(header?.['OrderStatus']).toBe('HOLD');
    expect(header).not.toHaveProperty('CcpPayID');
    const comment = call('pixiCreateOrderComment', { OrderNr: orderNr, Comment: 'x' });
    await expect(comment).rejects.toMatchObject({ response: { status: 500 } });
    const lock = await call('pixiSetOrderShippingLock', {
      OrderNr: orderNr,
      Locked: 1,
      UserName: 'x',
    });
    expect(tree(lock['SqlMessage'])).toMatchObject({ Number: '8145' });
  });

  it('writes down every call with its order', async () => {
    const orderNr = importOrder('W-log');
    await call('pixiGetOrderHeader', { OrderNr: orderNr });
    const last = pixi.calls.list({ target: 'pixi' }).at(-1);
    expect(last).toMatchObject({
      name: 'pixiGetOrderHeader',
      status: 200,
      orderNr: String(orderNr),
    });
  });

  it('refuses a document type and an entity bomb as an invalid packet', async () => {
    const authorization = `Basic ${Buffer.from(`${pixi.user}:${pixi.password}`).toString('base64')}`;
    const body =
      '<!DOCTYPE x [<!ENTITY a "b">]><Envelope><Body><pixiGetShops>&a;</pixiGetShops></Body></Envelope>';
    const answer = await fetch(pixi.server.url, {
      method: 'POST',
      headers: { authorization },
      body,
    });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('InvalidXml');
  });
});
