import {
  type CallContext,
  type PaymentProvider,
  type PaymentTransaction,
  type ProviderAccess,
  type ProviderPaymentId,
  sameMoney,
  type TransactionFinding,
  type TransactionPath,
  type TransactionSearch,
} from '@abgleich/domain';

/** The references of one transaction; the payment's list does not carry them. */
export type TransactionReferences = {
  readonly reference: string | null;
  readonly invoiceNumber: string | null;
};
export type FindTransactionParts = {
  readonly readPayment: PaymentProvider['readPayment'];
  readonly readReferences: (
    access: ProviderAccess,
    of: { readonly paymentId: ProviderPaymentId; readonly path: TransactionPath },
    ctx: CallContext,
  ) => Promise<TransactionReferences>;
};

/** More new transactions of one kind than this since the intent is nothing to resolve by machine. */
const CANDIDATES_MAX = 20;

/**
 * Finds out what became of a call whose answer was lost: reads the payment again, takes what is new and of the kind, reads
 * each one's reference. `not-found` is a snapshot: the caller waits and asks again before it repeats the call.
 */
export async function findTransaction(
  parts: FindTransactionParts,
  { access, ctx }: { readonly access: ProviderAccess; readonly ctx: CallContext },
  search: TransactionSearch,
): Promise<TransactionFinding> {
  const payment = await parts.readPayment(access, search.paymentId, ctx);
  const known = new Set(search.knownTransactions);
  const fresh = payment.transactions.filter(
    ({ kind, path }) => !known.has(path) && mayBe(search.kind, kind),
  );
  if (fresh.length > CANDIDATES_MAX)
    return { kind: 'ambiguous', paths: fresh.map(({ path }) => path) };
  const candidates: Candidate[] = [];
  for (const transaction of fresh) {
    const of = { paymentId: search.paymentId, path: transaction.path };
    candidates.push({ ...transaction, ...(await parts.readReferences(access, of, ctx)) });
  }
  return pickTransaction(candidates, search);
}

export type Candidate = PaymentTransaction & TransactionReferences;

/**
 * Which candidate is ours. Our reference decides, the amount only confirms: one with our reference and another amount is for a
 * person. Without any reference, one single candidate of the same kind and amount is taken for ours.
 */
export function pickTransaction(
  candidates: readonly Candidate[],
  search: TransactionSearch,
): TransactionFinding {
  const ours = candidates.filter((candidate) => carries(candidate, search.reference));
  if (ours.length > 0) return judge(ours, search);
  const nameless = candidates.filter(
    (candidate) =>
      candidate.reference === null &&
      candidate.invoiceNumber === null &&
      candidate.kind === search.kind &&
      candidate.status !== 'error' &&
      amountFits(candidate, search),
  );
  return nameless.length === 0 ? { kind: 'not-found' } : judge(nameless, search);
}

function judge(ours: readonly Candidate[], search: TransactionSearch): TransactionFinding {
  const alive = ours.filter(({ status }) => status !== 'error');
  const [only] = alive;
  if (only === undefined) {
    const last = ours.at(-1);
    return last === undefined ? { kind: 'not-found' } : { kind: 'failed', path: last.path };
  }
  if (alive.length > 1 || !amountFits(only, search))
    return { kind: 'ambiguous', paths: alive.map(({ path }) => path) };
  const { path, amount, at, status } = only;
  const final = status === 'success' ? 'success' : 'pending';
  return { kind: 'found', receipt: { path, amount, at, status: final } };
}

/** A cancel of a request to pay counts as reversal only while the request is open; later it looks like a refund. */
function mayBe(sought: TransactionSearch['kind'], kind: PaymentTransaction['kind']): boolean {
  if (sought === 'reversal' || sought === 'refund') return kind === 'reversal' || kind === 'refund';
  return kind === sought;
}

/** Cancels do not reliably echo the invoice number, so it counts only where the reference itself is missing. */
const carries = ({ reference, invoiceNumber }: Candidate, sought: string): boolean =>
  reference === null ? invoiceNumber === sought : reference === sought;

const amountFits = ({ amount }: Candidate, search: TransactionSearch): boolean =>
  search.amount === null || sameMoney(amount, search.amount);
