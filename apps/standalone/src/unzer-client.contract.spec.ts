import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CallContext,
  type FaultKind,
  type MoneyRequest,
  type ProviderAccess,
  type ProviderPaymentId,
  type TransactionFinding,
  type TransactionPath,
  Secret,
  eur,
  isFault,
} from '@abgleich/domain';
import { type FaultRequest, type Sandbox, startSandbox } from '@abgleich/sandbox';
import { systemClock } from '@abgleich/scheduler';
import { createUnzerProvider } from '@abgleich/unzer';

const TIMEOUT_MS = 400;
/** Longer than the client waits, and shorter than anybody's patience. */
const SLOW_MS = 1_000;
const CHARGES = 'POST /payments/*/charges';
const AUTHORISATION = 'authorize/s-aut-1' as TransactionPath; // the form the port documents
const silent: CallContext = { traceId: 'contract', record: () => undefined };
const provider = createUnzerProvider({
  clock: systemClock,
  requestsPerSecond: 0,
  totalTimeoutMs: TIMEOUT_MS,
});

let sandbox: Sandbox;
let dataDir: string;
let access: ProviderAccess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'abgleich-unzer-'));
  const ports = { pixi: 0, unzer: 0, smtp: 0, control: 0 };
  sandbox = await startSandbox({ host: '127.0.0.1', ports, dataDir });
  const { publicKey, privateKey } = sandbox.seed.unzer;
  access = { publicKey, privateKey: new Secret(privateKey), baseUrl: sandbox.urls.unzer };
});
afterEach(() => sandbox.world.faults.clear());
afterAll(async () => {
  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** An authorised card payment of 100 EUR in the sandbox's ledger. */
function authorised(): ProviderPaymentId {
  const { payment } = sandbox.world.unzer.book({
    kind: 'create-payment',
    publicKey: access.publicKey,
    apiType: 'card',
    outcome: 'authorized',
    amount: 1_000_000, // the ledger counts ten-thousandths
    currency: 'EUR',
  });
  return (payment?.id ?? '') as ProviderPaymentId; // the ledger's own id
}

/** The truth: charges of a payment in the sandbox's ledger, as `status amount-in-cents`. */
const charges = (paymentId: string): string[] =>
  (sandbox.world.unzer.ledger.payment(paymentId)?.transactions ?? [])
    .filter(({ type }) => type === 'charge')
    .map(({ status, amount }) => `${status} ${amount / 100}`);

const requestOf = (paymentId: ProviderPaymentId, reference: string): MoneyRequest => ({
  paymentId,
  amount: eur('40.00'),
  reference,
  invoiceNumber: reference,
  lines: null,
});
const search = (paymentId: ProviderPaymentId, reference: string): Promise<TransactionFinding> =>
  provider.findTransaction(
    access,
    {
      paymentId,
      kind: 'capture',
      reference,
      amount: eur('40.00'),
      knownTransactions: [AUTHORISATION],
    },
    silent,
  );

/** How a capture ended for the caller: the receipt's status, or the kind of the fault. */
async function capture(
  paymentId: ProviderPaymentId,
  reference: string,
): Promise<'success' | 'pending' | FaultKind> {
  try {
    return (await provider.capture(access, requestOf(paymentId, reference), silent)).status;
  } catch (error) {
    if (isFault(error)) return error.kind;
    throw error;
  }
}

type Row = {
  readonly fault: Pick<FaultRequest, 'kind' | 'code' | 'delayMs'> | null;
  readonly told: Awaited<ReturnType<typeof capture>>;
  readonly found: TransactionFinding['kind'];
  readonly ledger: readonly string[];
};
const EXECUTED = ['success 4000'];
const ROWS: readonly Row[] = [
  { fault: null, told: 'success', found: 'found', ledger: EXECUTED },
  { fault: { kind: 'error-500' }, told: 'uncertain', found: 'not-found', ledger: [] },
  { fault: { kind: 'fault' }, told: 'uncertain', found: 'not-found', ledger: [] },
  { fault: { kind: 'sql-message' }, told: 'uncertain', found: 'not-found', ledger: [] },
  { fault: { kind: 'return-error' }, told: 'bug', found: 'not-found', ledger: [] },
  { fault: { kind: 'timeout' }, told: 'uncertain', found: 'not-found', ledger: [] },
  { fault: { kind: 'drop' }, told: 'uncertain', found: 'not-found', ledger: [] },
  { fault: { kind: 'lost-answer' }, told: 'uncertain', found: 'found', ledger: EXECUTED },
  {
    fault: { kind: 'slow', delayMs: SLOW_MS },
    told: 'uncertain',
    found: 'found',
    ledger: EXECUTED,
  },
  { fault: { kind: 'slow', delayMs: 20 }, told: 'success', found: 'found', ledger: EXECUTED },
  { fault: { kind: 'malformed' }, told: 'uncertain', found: 'found', ledger: EXECUTED },
  { fault: { kind: 'unauthorized' }, told: 'config', found: 'not-found', ledger: [] },
  { fault: { kind: 'rate-limit' }, told: 'transient', found: 'not-found', ledger: [] },
  {
    fault: { kind: 'business-code', code: 'COR.100.100.303' },
    told: 'rejected',
    found: 'failed',
    ledger: ['error 4000'],
  },
  {
    fault: { kind: 'business-code', code: 'COR.000.200.000' },
    told: 'pending',
    found: 'found',
    ledger: ['pending 4000'],
  },
  {
    fault: { kind: 'business-code', code: 'API.330.100.007' },
    told: 'rejected',
    found: 'not-found',
    ledger: [],
  },
];
const nameOf = ({ fault }: Row): string => {
  if (fault === null) return 'no fault';
  return [fault.kind, fault.code ?? fault.delayMs].filter(Boolean).join(' ');
};

describe("Our client of Unzer against the sandbox's ledger", () => {
  it.each(ROWS.map((row) => [nameOf(row), row] as const))(
    'tells of a charge under %s no more than it knows, and finds it if and only if it was executed',
    async (_name, { fault, told, found, ledger }) => {
      const paymentId = authorised();
      if (fault) sandbox.world.faults.add({ target: 'unzer', match: CHARGES, times: 1, ...fault });
      expect(await capture(paymentId, 'RE-1')).toBe(told);
      expect(charges(paymentId)).toEqual(ledger);
      expect((await search(paymentId, 'RE-1')).kind).toBe(found);
      // The next one is another charge, found by its own reference, whatever became of the first.
      expect(await capture(paymentId, 'RE-2')).toBe('success');
      expect(await search(paymentId, 'RE-2')).toMatchObject({
        kind: 'found',
        receipt: { status: 'success', amount: eur('40.00') },
      });
      expect((await search(paymentId, 'RE-1')).kind).toBe(found);
    },
  );

  const READS = ['GET /payments/*', 'GET /payments/*/charges/*'];
  const READ_KINDS = [
    ['error-500'],
    ['fault'],
    ['return-error'],
    ['timeout'],
    ['drop'],
    ['lost-answer'],
    ['slow'],
    ['malformed'],
    ['unauthorized'],
    ['rate-limit'],
    ['business-code', 'API.310.100.003'],
  ] as const;
  it.each(READS.flatMap((match) => READ_KINDS.map(([kind, code]) => ({ match, kind, code }))))(
    'never says that an executed charge is not there while $match answers $kind',
    async ({ match, kind, code }) => {
      const paymentId = authorised();
      expect(await capture(paymentId, 'RE-1')).toBe('success');
      for (let times = 0; times < 2; times += 1) {
        const fault = { target: 'unzer', match, kind, delayMs: SLOW_MS, times: 1 } as const;
        sandbox.world.faults.add({ ...fault, ...(code === undefined ? {} : { code }) });
        await expect(search(paymentId, 'RE-1')).rejects.toMatchObject({ name: 'Fault' });
      }
      expect((await search(paymentId, 'RE-1')).kind).toBe('found');
    },
  );

  it("takes nobody else's charge of the same amount for ours", async () => {
    const paymentId = authorised();
    expect(await capture(paymentId, 'SOMEBODY-ELSE')).toBe('success');
    expect((await search(paymentId, 'RE-1')).kind).toBe('not-found');
  });

  it('hands two charges under our reference to a person', async () => {
    const paymentId = authorised();
    await capture(paymentId, 'RE-1');
    await capture(paymentId, 'RE-1');
    expect(charges(paymentId)).toHaveLength(2);
    expect(await search(paymentId, 'RE-1')).toMatchObject({
      kind: 'ambiguous',
      paths: [expect.any(String), expect.any(String)],
    });
  });
});
