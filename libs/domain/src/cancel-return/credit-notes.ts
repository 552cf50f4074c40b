import type { ErpInvoice } from '../erp.js';
import { add, isZero, type Money } from '../money.js';
import { latestOperation } from '../operation-history.js';
import { movedBy } from '../own-money.js';
import type { PaymentTransaction } from '../payment.js';
import { isFor } from './own-documents.js';
import { isCreditNote, magnitude, type ReturnCase } from './return-case.js';

/**
 * done: booked by us · left-alone: the ERP settled it without us, nothing may be done for it · to-do: refund what is missing, book.
 */
export type CreditNoteStage = 'done' | 'left-alone' | 'to-do';
export type CreditNote = {
  readonly document: ErpInvoice;
  readonly amount: Money;
  readonly stage: CreditNoteStage;
  /** Somebody else gave exactly this amount back at the provider. */
  readonly givenElsewhere: boolean;
  /** What we gave back for it so far. */
  readonly givenByUs: Money;
};

/** The order's credit notes, oldest first; those without an amount ask for nothing and are left out. */
export function creditNotesOf(one: ReturnCase): readonly CreditNote[] {
  const notes = one.facts.documents
    .filter((document) => isCreditNote(document) && !isZero(document.total))
    .toSorted((a, b) => a.invoiceKey - b.invoiceKey)
    .map((document) => ({
      document,
      amount: magnitude(document),
      stage: stageOf(one, document),
      givenElsewhere: false,
      givenByUs: givenFor(one, document),
    }));
  return matchForeign(one, notes);
}

function stageOf({ facts }: ReturnCase, { invoiceNumber, settled }: ErpInvoice): CreditNoteStage {
  const booking = latestOperation(facts.memory.operations, 'booking', invoiceNumber);
  if (booking?.status === 'done') return 'done';
  if (!settled) return 'to-do';
  // Settled after we set out to book it: most likely that was us.
  return booking?.status === 'abandoned' ? 'done' : 'left-alone';
}

/**
 * Gives that others made are matched to credit notes by their exact sums: first to the ones we booked on their account, then to those the
 * ERP settled without us, then to those still to do. What matches nothing still counts in the order's sum.
 */
function matchForeign(one: ReturnCase, notes: readonly CreditNote[]): readonly CreditNote[] {
  let free: readonly number[] = foreignGives(one).map(({ amount }) => amount.minor);
  const matched = new Set<ErpInvoice>();
  for (const stage of ['done', 'left-alone', 'to-do'] as const)
    for (const { document, amount } of notes.filter(
      (note) => note.stage === stage && isZero(note.givenByUs),
    )) {
      const rest = withoutSum(free, amount.minor);
      if (rest === null) continue;
      free = rest;
      matched.add(document);
    }
  return notes.map((note) => ({ ...note, givenElsewhere: matched.has(note.document) }));
}

function givenFor({ own, payment }: ReturnCase, { invoiceNumber }: ErpInvoice): Money {
  const forNote = own.filter((operation) => isFor(operation, invoiceNumber));
  const { currency } = payment;
  return add(movedBy(forNote, 'refund', currency), movedBy(forNote, 'reversal', currency));
}

/** Its part in the sum of what is to be given back: for one that the ERP settled without us only what did go back for it. */
export const countedAmount = ({ stage, amount, givenElsewhere, givenByUs }: CreditNote): Money =>
  stage === 'left-alone' && !givenElsewhere ? givenByUs : amount;

/** Money that went back and that no operation of ours names. */
function foreignGives({ payment, own, traits }: ReturnCase): readonly PaymentTransaction[] {
  const ours = new Set(
    own.flatMap(({ transactionPath, key }) => [transactionPath ?? `own/${key}`]).map(String),
  );
  return payment.transactions.filter(
    ({ kind, status, path }) =>
      status === 'success' &&
      (kind === 'refund' || (kind === 'reversal' && traits.paidByTransfer)) &&
      !ours.has(path),
  );
}

/** Beyond this many refunds by hand on one order nobody looks for sums among them. */
const SUM_PARTS_MAX = 12;

/** The amounts without the fewest of them that add up to `wanted`; `null` when none do. */
function withoutSum(amounts: readonly number[], wanted: number): readonly number[] | null {
  const list = amounts.slice(0, SUM_PARTS_MAX);
  for (let parts = 1; parts <= list.length; parts += 1) {
    const picked = pickSum({ list, wanted, parts, from: 0 });
    if (picked !== null) return amounts.filter((_amount, index) => !picked.includes(index));
  }
  return null;
}

type Search = {
  readonly list: readonly number[];
  readonly wanted: number;
  readonly parts: number;
  readonly from: number;
};

function pickSum({ list, wanted, parts, from }: Search): readonly number[] | null {
  if (parts === 0) return wanted === 0 ? [] : null;
  for (let index = from; index < list.length; index += 1) {
    const left = wanted - (list[index] ?? 0);
    const picked =
      left < 0 ? null : pickSum({ list, wanted: left, parts: parts - 1, from: index + 1 });
    if (picked !== null) return [index, ...picked];
  }
  return null;
}
