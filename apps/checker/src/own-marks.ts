import {
  type Doer,
  type ErpInvoice,
  type Operation,
  type TransactionDetail,
  type TransactionPath,
  providerReference,
} from '@abgleich/domain';

/** Who made a transaction, and for what. */
export type Mark = {
  readonly by: Doer;
  readonly reference: string | null;
  readonly document: string | null;
};

/** Purposes of ours that name no document: the whole order, or what is left of it, repeated at most a few dozen times. */
const OWN_WORD = /^(order|rest)(-\d{1,2})?(\/|$)/;

export type OwnMarks = {
  /** What our records say of it; `null`: it is not in them, and only its references can tell. */
  known(path: TransactionPath): Mark | null;
  /** What its references say of it. */
  read(detail: Pick<TransactionDetail, 'reference' | 'invoiceNumber'>): Mark;
};

export type OwnWork = {
  readonly operations: readonly Operation[];
  /** Those on the payment in question: paths repeat from payment to payment. */
  readonly onPayment: readonly Operation[];
  readonly documents: readonly ErpInvoice[];
};

/**
 * Tells our own transactions from others'. Our records come first and cost no call; a transaction they do not know (an answer that
 * was lost for good, a database that was restored) is still ours when it carries a reference of ours.
 */
export function ownMarks(
  orderNumber: string,
  { operations, onPayment, documents }: OwnWork,
): OwnMarks {
  const numbers = documents.map(({ invoiceNumber }) => invoiceNumber as string);
  const references = new Set([
    ...operations.map(({ reference }) => reference),
    ...[...numbers, 'order'].map((document) => providerReference({ document, orderNumber })),
  ]);
  const isOwn = (reference: string): boolean =>
    references.has(reference) ||
    OWN_WORD.test(reference) ||
    numbers.some((number) => reference.startsWith(`${number}/`));
  const documentOf = (name: string): string | null =>
    numbers.find((number) => name === number || name.startsWith(`${number}/`)) ?? null;
  const byPath = new Map(
    onPayment.flatMap((one) =>
      one.transactionPath === null ? [] : [[one.transactionPath, one] as const],
    ),
  );
  return {
    known(path) {
      const operation = byPath.get(path);
      if (operation === undefined) return null;
      const { reference, document } = operation;
      return { by: 'us', reference, document: documentOf(document) };
    },
    read({ reference, invoiceNumber }) {
      const document = invoiceNumber ?? (reference === null ? null : documentOf(reference));
      return { by: reference !== null && isOwn(reference) ? 'us' : 'others', reference, document };
    },
  };
}
