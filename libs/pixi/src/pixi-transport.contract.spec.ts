import { afterEach, describe, expect, it } from '@jest/globals';
import type { OrderNumber } from '@abgleich/domain';
import { CannedPixi, fixture } from './testing/canned-pixi.js';
import { faultOf, testGateway } from './testing/test-gateway.js';

let pixi: CannedPixi;
afterEach(() => pixi.stop());

describe('certificates', () => {
  const certificate = fixture('worthless-certificate.pem');
  const tls = { key: fixture('worthless-key.pem'), cert: certificate };

  it('are checked: credentials do not go to a server that nobody vouches for', async () => {
    pixi = await CannedPixi.start(tls);
    const { gateway, ctx } = testGateway(pixi.url);
    expect(await faultOf(gateway.shops(ctx))).toMatchObject({
      kind: 'config',
      code: 'pixi.unreachable',
      params: { reason: 'certificate' },
    });
    expect(pixi.seen).toEqual([]);
  });

  it('of an authority that was configured are good', async () => {
    pixi = await CannedPixi.start(tls);
    pixi.answer('pixiGetShops', 'shops.xml');
    const { gateway, ctx } = testGateway(pixi.url, { ca: certificate });
    expect(await gateway.shops(ctx)).toHaveLength(2);
    gateway.close();
  });
});

describe('connections', () => {
  it('are kept, and one request is under way at a time', async () => {
    pixi = await CannedPixi.start();
    pixi.answer('pixiGetShops', 'shops.xml').answer('pixiGetOrderline', 'order-lines.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    const order = '184001' as OrderNumber;
    await Promise.all([
      gateway.shops(ctx),
      gateway.readOrderLines(order, ctx),
      gateway.shops(ctx),
      gateway.readOrderLines(order, ctx),
    ]);
    expect(pixi.load).toMatchObject({ connections: 1, underWayMost: 1 });
    gateway.close();
  });

  it('are as many as were agreed', async () => {
    pixi = await CannedPixi.start();
    pixi.answer('pixiGetShops', (response) => {
      setTimeout(() => response.writeHead(200).end(fixture('shops.xml')), 50);
    });
    const { gateway, ctx } = testGateway(pixi.url, { inFlight: 2 });
    await Promise.all([1, 2, 3, 4, 5].map(() => gateway.shops(ctx)));
    expect(pixi.load).toMatchObject({ connections: 2, underWayMost: 2 });
    gateway.close();
  });

  it('are closed when idle only: a call under way ends as it would have', async () => {
    pixi = await CannedPixi.start();
    const { gateway, ctx } = testGateway(pixi.url);
    pixi.answer('pixiGetShops', (response) => {
      gateway.close();
      setTimeout(() => response.writeHead(200).end(fixture('shops.xml')), 50);
    });
    expect(await gateway.shops(ctx)).toHaveLength(2);
    gateway.close();
  });

  it('let urgent work go before lists that were asked for earlier', async () => {
    pixi = await CannedPixi.start();
    pixi.answer('pixiGetShops', 'shops.xml').answer('pixiGetOrderline', 'order-lines.xml');
    const { gateway, ctx } = testGateway(pixi.url);
    await gateway.shops(ctx);
    await Promise.all([
      gateway.shops(ctx),
      gateway.shops(ctx),
      gateway.readOrderLines('184001' as OrderNumber, ctx),
    ]);
    expect(pixi.seen.slice(2).map((one) => one.name)).toEqual([
      'pixiGetShops',
      'pixiGetOrderline',
      'pixiGetShops',
    ]);
    gateway.close();
  });
});

describe('an address', () => {
  it.each(['', 'pixi', 'file:///etc/passwd', 'ftp://pixi.example/'])(
    '"%s" is refused',
    async (url) => {
      pixi = await CannedPixi.start();
      expect(() => testGateway(url)).toThrow(/platform.setting-invalid/);
    },
  );
});
