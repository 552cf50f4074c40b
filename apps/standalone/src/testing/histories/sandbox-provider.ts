import {
  type PaymentProvider,
  type PaymentSnapshot,
  type TransactionDetail,
  type TransactionPath,
  Fault,
  fromIso,
} from '@abgleich/domain';
import type { SandboxWorld } from '@abgleich/sandbox';
import { findTransaction, meaningOfErrorCode } from '@abgleich/unzer';
import type { Dice } from './dice.js';
import type { Judge } from './judge.js';
import {
  type LedgerPayment,
  type LedgerTransaction,
  moneyOf,
  snapshotOf,
  transactionOf,
  unitsOf,
} from './ledgers.js';
import type { Act, Link, LinkCall } from './link.js';

export type ProviderParts = {
  readonly world: SandboxWorld;
  readonly link: Link;
  readonly judge: Judge;
  readonly dice: Dice;
  /** How likely the acquirer answers a capture with "later" or "no". */
  readonly odds: () => { readonly pending: number; readonly declined: number };
};

const notUsed = (): never => {
  throw new Error('Not part of these histories');
};

/** The provider port straight on Unzer's ledger, with the product's own search for lost answers; only the way there can fail. */
export function sandboxProvider(parts: ProviderParts): PaymentProvider {
  const { world, link } = parts;
  const paymentOf = (id: string): LedgerPayment => {
    const payment = world.unzer.ledger.find(world.seed.unzer.publicKey, id);
    if (payment === null) throw new Fault({ kind: 'rejected', code: 'unzer.payment-unknown' });
    return payment;
  };
  const call =
    (effect: LinkCall['effect']) =>
    <T>(name: string, about: string, act: Act<T>): Promise<T> =>
      link({ side: 'unzer', name, effect, about }, (sentAt) => refusing(() => act(sentAt)));
  const read = call('read');
  const readPayment: PaymentProvider['readPayment'] = (_access, id) =>
    read('payment', id, (): PaymentSnapshot => snapshotOf(paymentOf(id), clockOf(world)));
  const readDetail = (id: string, path: TransactionPath): Promise<TransactionDetail> =>
    read('transaction', `${id}/${path}`, () => detailOf(paymentOf(id), path));
  return {
    readPayment,
    readTransaction: (_access, id, path) => readDetail(id, path),
    capture: (_access, request) =>
      call('act')('capture', `${request.paymentId} ${request.reference}`, (sentAt) => {
        const { payment, transactions } = world.unzer.book({
          kind: 'charge',
          paymentId: request.paymentId,
          amount: unitsOf(request.amount),
          references: {
            paymentReference: request.reference,
            invoiceId: request.invoiceNumber ?? '',
          },
          acquirer: acquirerOf(parts),
        });
        const entry = transactions[0];
        if (payment === null || entry === undefined) throw new Error('Nothing was booked');
        if (entry.status === 'error') throw declined();
        parts.judge.onCapture(payment, entry, sentAt);
        const { path, amount, at } = transactionOf(entry, payment.currency);
        return { path, amount, at, status: entry.status };
      }),
    findTransaction: (access, search, ctx) =>
      findTransaction(
        {
          readPayment,
          readReferences: (_access, { paymentId, path }) => readDetail(paymentId, path),
        },
        { access, ctx },
        search,
      ),
    reverse: notUsed,
    refund: notUsed,
    announceShipment: notUsed,
    checkKeys: notUsed,
  };
}

const clockOf = (world: SandboxWorld) => fromIso(new Date(world.now()).toISOString());

function acquirerOf({ dice, odds }: ProviderParts): 'success' | 'pending' | { declined: string } {
  const { pending, declined } = odds();
  if (dice.chance(pending)) return 'pending';
  return dice.chance(declined) ? { declined: 'COR.800.100.152' } : 'success';
}

const declined = (): Fault =>
  new Fault({ kind: 'rejected', code: 'unzer.rejected', params: { message: 'declined' } });

function detailOf(payment: LedgerPayment, path: TransactionPath): TransactionDetail {
  const entry: LedgerTransaction | undefined = payment.transactions.find(
    (one) => one.path === path,
  );
  if (entry === undefined) throw new Fault({ kind: 'rejected', code: 'unzer.not-found' });
  return {
    ...transactionOf(entry, payment.currency),
    amount: moneyOf(entry.amount, payment.currency),
    reference: entry.paymentReference === '' ? null : entry.paymentReference,
    invoiceNumber: entry.invoiceId === '' ? null : entry.invoiceId,
    transfer: null,
  };
}

/** Unzer's refusals as its client tells them. */
function refusing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error) || !('code' in error)) throw error;
    const meaning = meaningOfErrorCode(String(error.code));
    throw new Fault({
      kind: meaning?.kind ?? 'rejected',
      code: meaning?.faultCode ?? 'unzer.rejected',
      params: { message: error.message },
      cause: error,
    });
  }
}
