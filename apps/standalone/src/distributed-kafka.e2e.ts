import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ControlClient } from './testing/control-client.js';
import { freePortBase, until } from './testing/product.js';

const MAIN = fileURLToPath(new URL('../dist/distributed-main.js', import.meta.url));
/** A broker, a database and four services start on two busy cores. */
const START_MS = 180_000;
const CAPTURE_PORT_OFFSET = 8;

let child: ChildProcess;
let dataDir: string;
let portBase: number;
let control: ControlClient;
let log = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'abgleich-distributed-'));
  portBase = await freePortBase();
  const words = ['--json', '--no-demo', '--data-dir', dataDir, '--port-base', String(portBase)];
  const quick = {
    ABGLEICH_POLL_SECONDS: '1',
    ABGLEICH_PIXI_RATE: '0',
    ABGLEICH_QUIET_WINDOW: 'off',
  };
  child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, ...quick },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-100_000)));
  if (child.stdout === null) throw new Error('no standard output');
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`it ended:\n${log}`)));
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended,
  ]);
  const ready = JSON.parse(String(line)) as { control: string }; // the line's own contract
  control = new ControlClient(ready.control);
}, START_MS);

afterAll(async () => {
  if (child.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(dataDir, { recursive: true, force: true });
});

/** The processes of a service in the order in which they were started. */
async function processesOf(service: string): Promise<number[]> {
  const lines = await readFile(join(dataDir, 'abgleich.log'), 'utf8');
  const pattern = new RegExp(`"process":"${service}","pid":(\\d+),"fact":"started"`, 'g');
  return [...lines.matchAll(pattern)].map(([, pid]) => Number(pid));
}

/** Kills the process of a service and waits for the one that takes its place. */
async function killed(service: string): Promise<void> {
  const before = await processesOf(service);
  const last = before.at(-1);
  if (last === undefined) throw new Error(`the log does not tell the process of ${service}`);
  process.kill(last, 'SIGKILL');
  const another = async () => (await processesOf(service)).length > before.length;
  await until('another process', another);
}

async function returned(orderNr: number): Promise<void> {
  const [line] = (await control.order(orderNr)).lines;
  await control.return(orderNr, [{ orderlineKey: line?.orderlineKey ?? 0, qty: 1 }]);
  await until('the credit note to be settled', async () => {
    const { creditNotes } = await control.order(orderNr);
    return creditNotes.length === 1 && creditNotes[0]?.settled === true;
  });
}

async function settled(orderNr: number): Promise<void> {
  await until(
    'the order to be released',
    async () => (await control.order(orderNr)).status === 'OPEN',
  );
  await control.ship(orderNr);
  await until('the invoice to be settled', async () =>
    (await control.order(orderNr)).invoices.every((invoice) => invoice.settled),
  );
}

describe('npm run start:distributed', () => {
  it('takes an order from HOLD to settled through services that share only Kafka and PostgreSQL', async () => {
    const { orderNr } = await control.checkout();
    await settled(orderNr);
    expect((await control.truth()).violations).toEqual([]);
  });

  it('gives money back for returned goods through a process of its own', async () => {
    const { orderNr, paymentId } = await control.checkout();
    await settled(orderNr);
    await returned(orderNr);
    expect((await control.payment(paymentId ?? '')).canceled).toBe('119.00');
  });

  it('takes a cancellation up again after its process was killed', async () => {
    const { orderNr, paymentId } = await control.checkout();
    await until('released', async () => (await control.order(orderNr)).status === 'OPEN');
    await killed('cancel-return');
    await control.cancel(orderNr);
    await until(
      'the authorisation to be reversed',
      async () => (await control.payment(paymentId ?? '')).remaining === '0.00',
    );
    expect((await control.truth()).violations).toEqual([]);
  });

  it('tells of an error by e-mail through a process of its own', async () => {
    const { orderNr } = await control.checkout({ outcome: 'failed' });
    await until('an e-mail that names the order', async () =>
      (await control.mails()).some(({ text }) => text.includes(String(orderNr))),
    );
  });

  it('starts a killed service again, and it goes on with its work', async () => {
    const readyz = `http://127.0.0.1:${portBase + CAPTURE_PORT_OFFSET}/readyz`;
    await killed('capture');
    await until('it to be ready', async () => (await fetch(readyz)).ok);
    const { orderNr } = await control.checkout();
    await settled(orderNr);
    expect((await control.truth()).violations).toEqual([]);
  });

  it('stops everything within ten seconds of SIGTERM', async () => {
    const began = performance.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    await expect(control.truth()).rejects.toThrow();
  });
});
