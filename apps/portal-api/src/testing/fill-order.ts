import {
  insertCall,
  insertDecision,
  insertInvoice,
  insertOperation,
  insertOrder,
  insertProblem,
  type TestDatabase,
  type TestOrganisation,
} from '@abgleich/persistence';

/** An order with something of everything the portal shows; what is recorded of its call carries canaries. */
export async function fillOrder(
  pool: TestDatabase['pool'],
  organisation: TestOrganisation,
  { orderNumber, canary, keyCanary }: { orderNumber: string; canary: string; keyCanary: string },
): Promise<void> {
  const at = '2026-11-21T10:00:00Z';
  const eur = (minor: number) => ({ minor, currency: 'EUR' });
  await insertOrder(pool, organisation, {
    orderNumber,
    shopOrderNumber: `SH-${orderNumber}`,
    paymentId: `s-pay-${orderNumber}`,
    firstSeenAt: at,
    state: 'locked',
    reason: 'amount-too-low',
    payment: {
      paymentId: `s-pay-${orderNumber}`,
      method: 'card',
      methodName: 'card',
      state: 'pending',
      currency: 'EUR',
      total: eur(10_000),
      captured: eur(0),
      refunded: eur(0),
      remaining: eur(10_000),
      transactions: [
        {
          path: 'authorize/s-aut-1',
          kind: 'authorization',
          status: 'success',
          amount: eur(10_000),
          at: Date.parse(at),
          parent: null,
        },
      ],
      readAt: Date.parse(at),
    },
  });
  const invoiceNumber = `DEM${orderNumber}`;
  await insertInvoice(pool, organisation, {
    orderNumber,
    invoiceNumber,
    totalMinor: 11_900,
    settled: false,
  });
  await insertProblem(pool, organisation, {
    orderNumber,
    code: 'release.amount-too-low',
    severity: 'error',
    raisedAt: at,
    params: { orderNumber, paymentId: `s-pay-${orderNumber}`, amount: '119.00 EUR' },
  });
  await insertDecision(pool, organisation, { orderNumber, at, reason: 'amount-too-low' });
  await insertCall(pool, organisation, {
    orderNumber,
    at,
    side: 'psp',
    name: 'GET /payments/{id}',
    durationMs: 12.5,
    request: { authorization: `Basic ${canary}`, note: keyCanary },
    response: { password: canary, amount: '100.0000' },
  });
  await insertOperation(pool, organisation, {
    orderNumber,
    kind: 'lock',
    document: 'order',
    openedAt: at,
    finishedAt: at,
  });
}
