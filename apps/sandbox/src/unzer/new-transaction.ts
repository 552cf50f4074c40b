import type { AcquirerAnswer, Stamp } from './commands.js';
import type {
  BankDetails,
  LedgerPayment,
  LedgerTransaction,
  References,
  TransactionEffect,
  TransactionType,
} from './ledger-state.js';
import { mint } from './mint.js';
import type { Units } from './units.js';

export const CODE_SUCCESS = 'COR.000.100.112';
export const CODE_PENDING = 'COR.000.200.000';
export const CODE_OVERPAID = 'API.100.550.340';
export const CODE_UNDERPAID = 'API.100.550.341';
/** What a checkout that failed is remembered with: the risk check said no. */
export const CODE_DECLINED = 'COR.800.400.205';

export const NO_REFERENCES: References = {
  orderId: '',
  invoiceId: '',
  paymentReference: '',
  reasonCode: '',
};

type Draft = {
  readonly type: TransactionType;
  readonly effect: TransactionEffect;
  /** Below the payment, without the new id: `charges`, `charges/s-chg-1/cancels`. */
  readonly below: string;
  readonly amount: Units;
  readonly references?: Partial<References> | undefined;
  readonly acquirer?: AcquirerAnswer | undefined;
  readonly code?: string;
  readonly bank?: BankDetails | null;
};

const ID_NAMES: Readonly<Record<string, string>> = {
  authorize: 'aut',
  charges: 'chg',
  cancels: 'cnl',
  chargebacks: 'cbk',
  shipments: 'shp',
};

/** The next transaction of a payment. Cancels and chargebacks are numbered below their parent, so their ids repeat. */
export function newTransaction(
  payment: Pick<LedgerPayment, 'id' | 'transactions'>,
  draft: Draft,
  stamp: Stamp,
): LedgerTransaction {
  const { type, effect, below, amount, acquirer = 'success' } = draft;
  const segments = below.split('/');
  const siblings = payment.transactions.filter((entry) => folderOf(entry.path) === below);
  const id = `${payment.id.slice(0, 1)}-${ID_NAMES[segments.at(-1) ?? '']}-${siblings.length + 1}`;
  const path = `${below}/${id}`;
  const minted = mint(stamp.seed, path);
  return {
    ...NO_REFERENCES,
    ...draft.references,
    path,
    id,
    type,
    effect,
    parent: segments.length === 3 ? segments.slice(0, 2).join('/') : null,
    amount,
    status: typeof acquirer === 'string' ? acquirer : 'error',
    code: draft.code ?? codeOf(acquirer),
    at: stamp.at,
    uniqueId: minted.uniqueId,
    shortId: minted.shortId,
    traceId: minted.traceId,
    bank:
      draft.bank === null || draft.bank === undefined
        ? null
        : withDescriptor(draft.bank, minted.shortId),
  };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The transfer reference is the short id; a transfer without it cannot be matched. */
const withDescriptor = (bank: BankDetails, shortId: string): BankDetails => ({
  ...bank,
  descriptor: shortId,
});

function codeOf(acquirer: AcquirerAnswer): string {
  if (acquirer === 'success') return CODE_SUCCESS;
  return acquirer === 'pending' ? CODE_PENDING : acquirer.declined;
}

/** Where customers transfer to. One account for all, as in the real test system. */
export const BANK: BankDetails = {
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  holder: 'Merchant Trust Account',
  descriptor: '',
};

export const withTransaction = (
  payment: LedgerPayment,
  transaction: LedgerTransaction,
): LedgerPayment => ({ ...payment, transactions: [...payment.transactions, transaction] });
