import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eur,
  instant,
  type CallWindow,
  type InvoiceNumber,
  type OrderNumber,
} from '@abgleich/domain';
import { CannedPixi, fixture, type CannedAnswer } from './testing/canned-pixi.js';
import { faultOf, NOON, testGateway, type TestGateway } from './testing/test-gateway.js';

const FIVE_MEGABYTES = 5 * 1024 * 1024;
const settlement = {
  invoiceNumber: 'DEM0000021' as InvoiceNumber,
  amount: eur('60.00'),
  transactionId: 's-chg-1',
  bookingCode: 'RPZ',
  message: '',
};

const status =
  (code: number, body = '', headers: Record<string, string> = {}): CannedAnswer =>
  (response) =>
    void response.writeHead(code, headers).end(body);
const cut: CannedAnswer = (_, socket) => void socket.destroy();
const cutInTheMiddle: CannedAnswer = (response, socket) => {
  response.writeHead(200, { 'Content-Length': '5000' }).write('<?xml version="1.0"?><half');
  setTimeout(() => socket.destroy(), 20);
};
const silence: CannedAnswer = () => undefined;
const slowDrip: CannedAnswer = (response) => {
  response.writeHead(200);
  const drip = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drip));
};
const truncated: CannedAnswer = (response) =>
  void response.writeHead(200).end(fixture('settled.xml').slice(0, -200));
const huge: CannedAnswer = (response) => {
  response.writeHead(200);
  const piece = Buffer.alloc(64 * 1024, 'x');
  let sent = 0;
  const more = (): void => {
    while (sent < FIVE_MEGABYTES && !response.destroyed) {
      sent += piece.length;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
};
const announcedHuge = status(200, 'x'.repeat(FIVE_MEGABYTES));
const wrongResult: CannedAnswer = (response) =>
  void response.writeHead(200).end(fixture('shops.xml').replaceAll('Result', 'Results'));

let pixi: CannedPixi;
beforeEach(async () => {
  pixi = await CannedPixi.start();
});
afterEach(() => pixi.stop());

const read = ({ gateway, ctx }: TestGateway) => gateway.shops(ctx);
const write = ({ gateway, ctx }: TestGateway) => gateway.settleInvoice(settlement, ctx);

describe('what an answer means for a read and for a write', () => {
  const LOST = 'uncertain pixi.answer-lost';
  it.each<[string, CannedAnswer, string, string]>([
    ['a connection that is cut', cut, 'transient pixi.unreachable', LOST],
    ['an answer cut in the middle', cutInTheMiddle, 'transient pixi.unreachable', LOST],
    ['no answer in time', silence, 'transient pixi.unreachable', LOST],
    ['an answer that never ends', slowDrip, 'transient pixi.unreachable', LOST],
    ['a maintenance page', 'maintenance-page.html', 'data pixi.malformed-answer', LOST],
    ['text that is no XML', status(200, 'OK'), 'data pixi.malformed-answer', LOST],
    ['nothing at all', status(200), 'data pixi.malformed-answer', LOST],
    ['truncated XML', truncated, 'data pixi.malformed-answer', LOST],
    ['another result element', wrongResult, 'data pixi.malformed-answer', LOST],
    ['an entity bomb', 'entity-bomb.xml', 'data pixi.malformed-answer', LOST],
    ['five megabytes', huge, 'data pixi.answer-too-large', LOST],
    ['five megabytes, announced', announcedHuge, 'data pixi.answer-too-large', LOST],
    ['HTTP 500 without a fault', status(500, 'oops'), 'transient pixi.busy', LOST],
    ['HTTP 502', status(502, '<html>'), 'transient pixi.busy', LOST],
    ['HTTP 503 of a proxy', status(503), 'transient pixi.busy', LOST],
    [
      'HTTP 503 with a time to come back',
      status(503, '', { 'Retry-After': '7' }),
      'transient pixi.busy',
      'transient pixi.busy',
    ],
    ['HTTP 429', status(429), 'transient pixi.busy', 'transient pixi.busy'],
    ['HTTP 401', status(401), 'config pixi.unauthorized', 'config pixi.unauthorized'],
    ['HTTP 404', status(404), 'config pixi.unreachable', 'config pixi.unreachable'],
    [
      'a redirect, which could carry our credentials away',
      status(302, '', { Location: 'http://127.0.0.1:9/' }),
      'config pixi.unreachable',
      'config pixi.unreachable',
    ],
    ['HTTP 400', status(400), 'rejected pixi.rejected', 'rejected pixi.rejected'],
    [
      'a fault: XML refused',
      'fault-invalid-xml.xml',
      'rejected pixi.rejected',
      'rejected pixi.rejected',
    ],
    [
      'a fault: not installed',
      'fault-unsupported-operation.xml',
      'config pixi.procedure-missing',
      'config pixi.procedure-missing',
    ],
    [
      'a fault: login failed',
      'fault-login-failed.xml',
      'config pixi.unauthorized',
      'config pixi.unauthorized',
    ],
    [
      'a login that fails inside the server',
      'fault-server-login.xml',
      'transient pixi.busy',
      'transient pixi.busy',
    ],
    ['a fault of the server', 'fault-server.xml', 'transient pixi.busy', LOST],
  ])('%s', async (_, answer, asRead, asWrite) => {
    pixi.answer('pixiGetShops', answer).answer('pixiPaySetInvoiceCapture', answer);
    const timeouts = { readTimeoutMs: 500, writeTimeoutMs: 500 };
    const ends: string[] = [];
    for (const work of [read, write]) {
      const test = testGateway(pixi.url, timeouts);
      const fault = await faultOf(work(test));
      ends.push(`${fault.kind} ${fault.code}`);
      expect(test.calls.at(-1)?.outcome).toBe(fault.code);
      test.gateway.close();
    }
    expect(ends).toEqual([asRead, asWrite]);
  });

  it('a refused connection is transient for both, because nothing was sent', async () => {
    const { url } = pixi;
    const reader = testGateway(url);
    const writer = testGateway(url);
    pixi.answer('pixiGetShops', 'shops.xml');
    await reader.gateway.shops(reader.ctx);
    await writer.gateway.shops(writer.ctx);
    reader.gateway.close();
    writer.gateway.close();
    await pixi.stop();
    for (const [test, work] of [
      [reader, read],
      [writer, write],
    ] as const)
      expect(await faultOf(work(test))).toMatchObject({
        kind: 'transient',
        code: 'pixi.unreachable',
        params: { reason: 'unreachable' },
      });
    pixi = await CannedPixi.start();
  });

  it('says when to come back', async () => {
    pixi.answer('pixiGetShops', status(503, '', { 'Retry-After': '7' }));
    expect((await faultOf(read(testGateway(pixi.url)))).retryAfterMs).toBe(7000);
  });
});

describe('hostile answers', () => {
  it('with elements nested without end are refused', async () => {
    const nested = '<a>'.repeat(300_000);
    pixi.answer('pixiGetShops', status(200, fixture('shops.xml').replace('<ShopID>DEM', nested)));
    expect(await faultOf(read(testGateway(pixi.url)))).toMatchObject({ kind: 'data' });
  });

  it('with references that multiply are refused before they are followed', async () => {
    const many = '<a href="#b"/>'.repeat(1000);
    const body = fixture('shops.xml').replace(
      '<ShopID>DEM',
      `<b id="b"><c/></b>${many}<ShopID>DEM`,
    );
    pixi.answer('pixiGetShops', status(200, body));
    expect(await faultOf(read(testGateway(pixi.url)))).toMatchObject({
      kind: 'data',
      code: 'pixi.malformed-answer',
    });
  });

  it('do not poison objects', async () => {
    const poison = fixture('shops.xml').replaceAll('ShopName>', '__proto__>');
    pixi.answer('pixiGetShops', status(200, poison));
    await read(testGateway(pixi.url)).catch(() => undefined);
    expect(Object.hasOwn(Object.prototype, 'attributes')).toBe(false);
    expect(({} as Record<string, unknown>)['$value']).toBeUndefined();
  });

  it('in Latin-1 are read as such', async () => {
    const body = Buffer.from(fixture('address.xml'), 'latin1');
    pixi.answer(
      'pixiGetAddress',
      (response) =>
        void response.writeHead(200, { 'Content-Type': 'text/xml; charset=iso-8859-1' }).end(body),
    );
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await gateway.readAddress('31', ctx)).toMatchObject({ name: 'Änne Müster' });
  });
});

describe('the WSDL', () => {
  it('is fetched once for many calls, also at the same time', async () => {
    pixi.answer('pixiGetShops', 'shops.xml');
    const test = testGateway(pixi.url, { inFlight: 4 });
    await Promise.all([read(test), read(test), read(test)]);
    expect(pixi.callsOf('WSDL')).toHaveLength(1);
  });

  it.each<[string, CannedAnswer]>([
    ['is not there', status(404)],
    ['is a web page', 'maintenance-page.html'],
    ['is broken', status(200, '<?xml version="1.0"?><definitions')],
  ])('is replaced by the mapping when it %s', async (_, answer) => {
    pixi.answer('WSDL', answer).answer('pixiGetShops', 'shops.xml');
    const test = testGateway(pixi.url);
    expect(await read(test)).toHaveLength(2);
    expect(await read(test)).toHaveLength(2);
    expect(pixi.callsOf('WSDL')).toHaveLength(1);
    expect(pixi.callsOf('pixiGetShops')[0]?.headers['soapaction']).toBe(
      `"${pixi.url}pixiGetShops"`,
    );
  });

  it('that cannot be had just now stops a write before it is sent', async () => {
    pixi.answer('WSDL', status(502));
    expect(await faultOf(write(testGateway(pixi.url)))).toMatchObject({ kind: 'transient' });
    expect(pixi.callsOf('pixiPaySetInvoiceCapture')).toEqual([]);
  });

  it('may not name files or other hosts to load', async () => {
    const { pixiWsdl } = await import('./pixi-wsdl.js');
    const evil =
      '<wsdl:types><xsd:schema targetNamespace="urn:x"><xsd:import namespace="urn:y" schemaLocation="/etc/hostname"/></xsd:schema>';
    pixi.answer('WSDL', (response) => {
      response
        .writeHead(200)
        .end(pixiWsdl({ endpointUrl: pixi.url }).replace('<wsdl:types>', evil));
    });
    const { gateway } = testGateway(pixi.url);
    pixi.answer('pixiGetServerTime', 'server-time.xml');
    expect((await gateway.checkConnection()).missing).toEqual([]);
  });
});

describe('the check of a connection', () => {
  it('names what is missing and how far the clock is off', async () => {
    pixi.wsdl = { without: ['pixiGetAddress', 'pixiCreateOrderComment', 'pixiGetShops'] };
    pixi.answer('pixiGetServerTime', 'server-time.xml');
    const { gateway } = testGateway(pixi.url);
    expect(await gateway.checkConnection()).toEqual({
      missing: ['pixiGetAddress', 'pixiCreateOrderComment'],
      serverTimeSkewMs: 0,
    });
  });

  it('makes another harmless call where the database does not tell its time', async () => {
    pixi.wsdl = { without: ['pixiGetServerTime', 'pixiGetShops'] };
    pixi.answer('pixiPayGetOrdersToAuthorize', 'empty-none.xml');
    const { gateway } = testGateway(pixi.url);
    expect(await gateway.checkConnection()).toEqual({ missing: [], serverTimeSkewMs: null });
    expect(pixi.callsOf('pixiPayGetOrdersToAuthorize')[0]?.args).toEqual({ RowCount: '1' });
  });

  it('fails with wrong credentials even where the WSDL is open to all', async () => {
    pixi.answer('pixiGetServerTime', status(401));
    const { gateway } = testGateway(pixi.url);
    expect(await faultOf(gateway.checkConnection())).toMatchObject({
      kind: 'config',
      code: 'pixi.unauthorized',
    });
  });

  it('says in the quiet window when it can be made, and sends nothing', async () => {
    const asked: number[] = [];
    const window: CallWindow = {
      closedUntil: (now, longestMs) => {
        asked.push(longestMs);
        return instant(now + 90_000);
      },
    };
    const { gateway } = testGateway(pixi.url, { window, readTimeoutMs: 1234 });
    expect(await faultOf(gateway.checkConnection())).toMatchObject({
      kind: 'transient',
      code: 'pixi.quiet-window',
      retryAfterMs: 90_000,
      params: { until: new Date(NOON + 90_000).toISOString() },
    });
    expect(asked).toEqual([1234]);
    expect(pixi.seen).toEqual([]);
  });
});

describe('the quiet window', () => {
  it('is asked when a call’s turn has come, not when it was queued', async () => {
    let closed = false;
    const window: CallWindow = { closedUntil: (now) => (closed ? instant(now + 60_000) : null) };
    const test = testGateway(pixi.url, { window });
    pixi.answer('pixiGetShops', 'shops.xml').answer('pixiGetOrderline', (response) => {
      closed = true;
      response.writeHead(200).end(fixture('order-lines.xml'));
    });
    await read(test);
    const first = test.gateway.readOrderLines('184001' as OrderNumber, test.ctx);
    const second = faultOf(write(test));
    expect(await first).toHaveLength(11);
    expect(await second).toMatchObject({ kind: 'transient', code: 'pixi.quiet-window' });
    expect(pixi.callsOf('pixiPaySetInvoiceCapture')).toEqual([]);
  });
});
