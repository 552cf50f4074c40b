import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, until } from './testing/product.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** An orchestrator kills after this. */
const STOP_WITHIN_MS = 10_000;
let product: Product;
beforeAll(async () => {
  product = await Product.start();
});
afterAll(() => product.remove());

/** Starts a second one as a person would, and waits for it to give up. */
function another(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [MAIN, '--json', ...words], {
    encoding: 'utf8',
    timeout: 60_000,
  });
}

async function signIn(): Promise<number> {
  const { portal, login } = product.ready;
  const headers = { 'content-type': 'application/json', origin: portal };
  const answer = await fetch(`${portal}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify(login),
  });
  return answer.status;
}

describe('npm start', () => {
  it('tells where everything is, and everything answers there', async () => {
    const { portal, pixi, unzer, control, errorPage } = product.ready;
    expect((await fetch(portal)).headers.get('content-type')).toMatch(/^text\/html/);
    expect((await fetch(`${portal}/readyz`)).status).toBe(200);
    expect((await fetch(`${pixi}?wsdl`)).status).toBe(401);
    const account = {
      authorization: `Basic ${Buffer.from('pixiDEM:sandbox-pixi').toString('base64')}`,
    };
    expect(await (await fetch(`${pixi}?wsdl`, { headers: account })).text()).toContain(
      'definitions',
    );
    expect((await fetch(`${unzer}/v1/payments/s-pay-1`)).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${control}/truth`)).status).toBe(200);
    expect((await fetch(errorPage)).status).toBe(200);
    expect(await signIn()).toBe(200);
  });

  it('refuses a second instance on the same data directory with one clear sentence', () => {
    const { status, stdout, stderr } = another(
      '--data-dir',
      product.dataDir,
      '--port-base',
      '39000',
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`${product.dataDir}, which belongs to another running instance`);
  });

  it('refuses ports that are taken before it starts anything', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-ports-'));
    const { status, stderr } = another(
      '--data-dir',
      dataDir,
      '--port-base',
      String(product.portBase),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(`port ${product.portBase} for the portal is used by another process`);
    await expect(readFile(join(dataDir, 'postgres', 'PG_VERSION'))).rejects.toThrow();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('stops on SIGTERM within ten seconds, leaves nothing running, and goes on at the next start', async () => {
    const checkedOut = await product.control.checkout();
    const postmaster = await postmasterPid();
    const began = performance.now();
    expect(await product.stop()).toBe(0);
    expect(performance.now() - began).toBeLessThan(STOP_WITHIN_MS);
    expect(() => process.kill(postmaster, 0)).toThrow();

    const { login, errorPage } = product.ready;
    product = await product.again();
    expect(product.ready).toMatchObject({ login, errorPage });
    expect(await signIn()).toBe(200);
    expect(await product.control.order(checkedOut.orderNr)).toMatchObject({
      kkId: checkedOut.paymentId,
    });
  });

  it('starts again after kill -9, also over the database that outlived it', async () => {
    const orphan = await postmasterPid();
    await product.kill();
    product = await product.again();
    expect(await postmasterPid()).not.toBe(orphan);
    expect(await signIn()).toBe(200);
  });

  it('ends with a clear sentence when its database is killed', async () => {
    process.kill(await postmasterPid(), 'SIGKILL');
    await until('the product to end', async () => product.child.exitCode !== null);
    expect(product.child.exitCode).toBe(1);
    expect(product.log()).toMatch(/The database \(process \d+\) ended by itself/);
    product = await product.again();
    expect(await signIn()).toBe(200);
  });
});

async function postmasterPid(): Promise<number> {
  const text = await readFile(join(product.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}
