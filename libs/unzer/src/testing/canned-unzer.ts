import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  eur,
  type ForeignCall,
  instant,
  type MoneyRequest,
  type ProviderAccess,
  type ProviderPaymentId,
  Secret,
  type TransactionPath,
} from '@abgleich/domain';
import type { UnzerOptions } from '../unzer-client.js';
import { createUnzerProvider, type UnzerProvider } from '../unzer-provider.js';

export const KEY = 's-priv-verysecret1';
export const NOW = instant(Date.UTC(2026, 2, 4));
// Test data of known shape.
export const PAYMENT_ID = 's-pay-1042' as ProviderPaymentId;
export const CHARGE = 'charges/s-chg-1' as TransactionPath;

/** One answer in the order of asking. `cut` destroys the connection, `hang` never answers. */
export type Reply =
  { status?: number; body?: unknown; headers?: Record<string, string> } | 'cut' | 'hang';
export type SeenRequest = { line: string; body: unknown; authorization: string };

/** An HTTP server that answers from a list and remembers what it was asked. Without a list it answers 500. */
export async function startCannedUnzer() {
  const seen: SeenRequest[] = [];
  const calls: ForeignCall[] = [];
  const replies: Reply[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((asked) => {
      seen.push(asked);
      reply(response, replies.shift() ?? { status: 500 });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const access: ProviderAccess = {
    privateKey: new Secret(KEY),
    publicKey: 's-pub-public1',
    baseUrl: `http://127.0.0.1:${port}`,
  };
  return {
    access,
    seen,
    calls,
    ctx: { traceId: 't-1', record: (call: ForeignCall) => void calls.push(call) },
    answers: (...next: Reply[]) => void replies.push(...next),
    /** The lines of what was asked, without bodies. */
    lines: () => seen.map(({ line }) => line),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
export type CannedUnzer = Awaited<ReturnType<typeof startCannedUnzer>>;

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return {
    line: `${request.method} ${request.url}`,
    body: text === '' ? null : JSON.parse(text),
    authorization: request.headers.authorization ?? '',
  };
}

function reply(response: ServerResponse, answer: Reply): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  const { status = 200, body = '', headers = {} } = answer;
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const aProvider = (rest: Partial<UnzerOptions> = {}): UnzerProvider =>
  createUnzerProvider({ clock: { now: () => NOW }, requestsPerSecond: 0, ...rest });

/** A transaction as Unzer answers it. */
export const aTransaction = (rest: Record<string, unknown> = {}) => ({
  id: 's-chg-2',
  isSuccess: true,
  isPending: false,
  isResumed: false,
  isError: false,
  message: { code: 'COR.000.100.112', merchant: 'ok', customer: 'ok' },
  amount: '30.0000',
  currency: 'EUR',
  date: '2026-03-04 07:55:10',
  resources: { paymentId: PAYMENT_ID, traceId: 'trace-9' },
  invoiceId: 'RE-1',
  paymentReference: 'RE-1',
  processing: { uniqueId: 'U', shortId: '1.2.3' },
  ...rest,
});

/** A payment as Unzer answers it. */
export const aPayment = (transactions: unknown[] = []) => ({
  id: PAYMENT_ID,
  state: { id: 3, name: 'partly' },
  amount: { total: '100.0000', charged: '30.0000', canceled: '0.0000', remaining: '70.0000' },
  currency: 'EUR',
  resources: { typeId: 's-crd-1', paymentId: PAYMENT_ID, traceId: 'trace-1' },
  transactions,
});

/** A line of a payment's history, with a host that must not be called. */
export const anEntry = (path: string, type: string, amount = '30.0000') => ({
  date: '2026-03-04 07:55:10',
  type,
  status: 'success',
  amount,
  url: `https://somewhere.else/v1/payments/${PAYMENT_ID}/${path}`,
});

export const CAPTURE: MoneyRequest = {
  paymentId: PAYMENT_ID,
  amount: eur('30'),
  reference: 'RE-1',
  invoiceNumber: 'RE-1',
  lines: null,
};
