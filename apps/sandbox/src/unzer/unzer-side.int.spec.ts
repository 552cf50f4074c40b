import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCallLog } from '../kernel/calls.js';
import { createFileStore } from '../kernel/store.js';
import { codeOf, summary, units } from './testing/ledger-bench.js';
import { KEYS_A } from './testing/running-unzer.js';
import { createUnzerSide } from './unzer-side.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'unzer-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A run of the sandbox over the same files; `close` is left out where the process is killed instead. */
function startRun(logBytesMax = 1_000_000) {
  const store = createFileStore({ dir, logBytesMax });
  const side = createUnzerSide({
    store,
    faults: { take: () => null },
    calls: createCallLog({ max: 1 }),
    now: () => Date.now(),
    keyPairs: [KEYS_A],
  });
  store.open();
  return { store, ...side.books };
}

describe('the memory of the sandbox Unzer', () => {
  it.each([
    ['from the log', 1_000_000],
    ['from snapshots', 1],
  ])('is the same after the process was killed: %s', (_name, logBytesMax) => {
    const first = startRun(logBytesMax);
    const { payment } = first.book({
      kind: 'create-payment',
      publicKey: KEYS_A.publicKey,
      apiType: 'card',
      outcome: 'authorized',
      amount: units('100'),
      currency: 'EUR',
      references: { orderId: 'SHOP-1' },
      customer: { lastname: 'Muster' },
    });
    const paymentId = payment?.id ?? '';
    first.book({ kind: 'charge', paymentId, amount: units('40') });
    const tooMuch = () => first.book({ kind: 'charge', paymentId, amount: units('70') });
    expect(codeOf(tooMuch)).toBe('API.330.100.007');
    const webhook = { publicKey: KEYS_A.publicKey, url: 'http://127.0.0.1:9/', events: ['all'] };
    first.book({ kind: 'register-webhooks', ...webhook });

    const second = startRun(logBytesMax);
    expect(second.ledger.dump()).toEqual(first.ledger.dump());
    const found = second.ledger.find(KEYS_A.publicKey, 'SHOP-1');
    expect(found === null ? '' : summary(found)).toBe('100 40 0 60 partly');
    second.book({ kind: 'charge', paymentId, amount: null });
    second.store.close();
    expect(startRun().ledger.payment(paymentId)?.transactions).toHaveLength(3);
  });
});
