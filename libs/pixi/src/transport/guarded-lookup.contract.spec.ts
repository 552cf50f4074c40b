import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guardedLookup, mayNameAddress, NOT_ALLOWED } from './guarded-lookup.js';

/** Stands for the inside: everything else may be connected to. */
const INSIDE = '127.0.0.1';
const mayConnect = (address: string): boolean => address !== INSIDE;

let server: Server;
let port: number;
let arrived: number;
beforeEach(async () => {
  arrived = 0;
  server = createServer((_request, response) => {
    arrived += 1;
    response.end('here');
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo); // it listens on TCP
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** One call to a name that the given answers of the name server stand for, one answer per question. */
function caller(...answers: readonly (readonly string[])[]) {
  const left = [...answers];
  const lookup = guardedLookup(mayConnect, (_host, done) =>
    done(
      null,
      (left.shift() ?? []).map((address) => ({ address, family: 4 })),
    ),
  );
  return async (): Promise<string> => {
    const sent = request({ host: 'pixi.example', port, lookup, agent: false }).end();
    const outcome = await once(sent, 'response').then(
      () => 'answered',
      (error: NodeJS.ErrnoException) => error.code ?? '',
    );
    sent.destroy();
    return outcome;
  };
}

describe('guardedLookup', () => {
  it('connects to the address it judged', async () => {
    expect(await caller(['127.0.0.2'])()).toBe('answered');
    expect(arrived).toBe(1);
  });

  it('refuses a name that leads inside since it was last judged, before anything is sent', async () => {
    const call = caller(['127.0.0.2'], [INSIDE]);
    expect([await call(), await call()]).toEqual(['answered', NOT_ALLOWED]);
    expect(arrived).toBe(1);
  });

  it('refuses a name of which one address of several leads inside', async () => {
    expect(await caller(['127.0.0.2', INSIDE])()).toBe(NOT_ALLOWED);
    expect(arrived).toBe(0);
  });

  it('says so when nobody knows the name', async () => {
    expect(await caller([])()).toBe('ENOTFOUND');
  });
});

describe('mayNameAddress', () => {
  it.each([
    ['http://127.0.0.1/', false],
    ['http://2130706433/', false],
    ['http://0x7f.1/', false],
    ['http://127.0.0.2/', true],
    ['https://pixi.example/', true],
  ])('%s: %s', (url, allowed) => {
    expect(mayNameAddress(url, mayConnect)).toBe(allowed);
  });
});
