import { entriesOf, mayBeGivenBack, minorOf, moved, sumOf, type Figures } from './figures.js';
import { text, toleranceOf, type Finding, type Judge } from './finding.js';
import type { CheckedTransaction } from './ledgers.js';

const refundedAtMostCaptured: Judge = (figures) => {
  const { refunded, chargedBack, captured } = figures;
  if (refunded + chargedBack <= captured) return [];
  return [
    {
      rule: 'refunded-more-than-captured',
      amounts: { refunded, chargedBack, captured },
      sentence: `Refunded ${text(figures, refunded)} and charged back ${text(figures, chargedBack)} of ${text(figures, captured)}.`,
    },
  ];
};

/** Two entries of ours with the same effect and the same reference: a purpose was carried out twice. */
const sameEffectOnce: Judge = (figures) => {
  const seen = new Map<string, CheckedTransaction>();
  const findings: Finding[] = [];
  for (const entry of figures.entries) {
    if (entry.reference === null || entry.by === 'others') continue;
    const key = `${entry.effect} ${entry.reference.trim().toLowerCase()}`;
    const earlier = seen.get(key);
    seen.set(key, entry);
    if (earlier === undefined) continue;
    findings.push({
      rule: 'same-effect-twice',
      document: entry.document,
      amounts: { amount: entry.amount.minor },
      sentence: `The ${entry.effect} "${entry.reference}" is there twice: ${earlier.path} and ${entry.path}.`,
    });
  }
  return findings;
};

const sameNumber = (a: string | null, b: string): boolean =>
  a !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
const ownPayments = (figures: Figures): readonly CheckedTransaction[] =>
  entriesOf(figures.entries, { effect: 'payment', by: 'us', pendingToo: true });
const amountsOf = (entries: readonly CheckedTransaction[]): number =>
  sumOf(entries.map(({ amount }) => amount.minor));

const invoiceCapturedOnce: Judge = (figures) =>
  figures.order.erp.invoices.flatMap((invoice) => {
    const captured = amountsOf(
      ownPayments(figures).filter(({ document }) => sameNumber(document, invoice.number)),
    );
    if (captured <= minorOf(invoice) + toleranceOf(figures)) return [];
    return [
      {
        rule: 'invoice-captured-too-much',
        document: invoice.number,
        amounts: { captured, invoiced: minorOf(invoice) },
        sentence: `Invoice ${invoice.number} of ${text(figures, minorOf(invoice))} was captured with ${text(figures, captured)}.`,
      },
    ];
  });

/**
 * What we captured for invoices stays within the invoices; a charge of the whole order within what was ordered. What others took
 * before counts as well, as far as it was not given back: capturing beside it would charge the customer twice.
 */
const capturedAtMostInvoiced: Judge = (figures, { oversightMs }) => {
  const { invoiced, ordered, entries, refunded, order } = figures;
  const numbers = order.erp.invoices.map(({ number }) => number);
  const own = ownPayments(figures);
  const isForInvoice = ({ document }: CheckedTransaction): boolean =>
    numbers.some((number) => sameNumber(document, number));
  const onlyInvoices = own.every(isForInvoice);
  if (!onlyInvoices && ordered === null) return [];
  const allowed = onlyInvoices ? invoiced : Math.max(invoiced, ordered ?? 0);
  for (const [index, capture] of own.entries()) {
    const others = entriesOf(entries, { effect: 'payment', until: capture.at - oversightMs });
    const foreign = amountsOf(others.filter(({ by }) => by !== 'us'));
    const captured = amountsOf(own.slice(0, index + 1)) + Math.max(0, foreign - refunded);
    if (captured > allowed + toleranceOf(figures))
      return [
        {
          rule: 'captured-more-than-invoiced',
          document: capture.document,
          amounts: { captured, allowed },
          sentence: `Captured ${text(figures, captured)}, ${onlyInvoices ? 'invoiced' : 'ordered'} were ${text(figures, allowed)}.`,
        },
      ];
  }
  return [];
};

/** Every refund of ours, and every request we took back, has a credit note or a cancellation behind it that nobody had answered before. */
const givenBackWithCause: Judge = (figures, { oversightMs }) => {
  const { entries } = figures;
  const due = mayBeGivenBack(figures);
  const gives = entries.filter((entry) => isGivingBack(figures, entry));
  const own = gives.filter(({ by }) => by === 'us');
  for (const [index, give] of own.entries()) {
    const earlier = gives.filter(({ by, at }) => by !== 'us' && at <= give.at - oversightMs);
    const given = amountsOf(own.slice(0, index + 1)) + amountsOf(earlier);
    if (given > due + toleranceOf(figures))
      return [
        {
          rule: 'given-back-without-cause',
          document: give.document,
          amounts: { given, due },
          sentence: `Gave back ${text(figures, given)}, due were ${text(figures, due)}.`,
        },
      ];
  }
  return [];
};

/** A reversal gives back only where it answers a request to pay: that of a reservation moves no money. */
const isGivingBack = ({ requested }: Figures, { effect }: CheckedTransaction): boolean =>
  effect === 'refund' || (effect === 'reversal' && requested > 0);

/** A reservation must still suffice for what can be delivered: what we reversed is gone. */
const reversedAtMostSurplus: Judge = (figures) => {
  const { entries, reserved, deliverable, captured, requested } = figures;
  const reversed = moved(entries, { effect: 'reversal', by: 'us', pendingToo: true });
  if (requested > 0 || reversed === 0) return [];
  const surplus = Math.max(0, reserved - Math.max(deliverable, captured));
  if (reversed <= surplus + toleranceOf(figures)) return [];
  return [
    {
      rule: 'reversed-too-much',
      amounts: { reversed, surplus },
      sentence: `Reversed ${text(figures, reversed)} of the reservation, ${text(figures, surplus)} were not needed.`,
    },
  ];
};

/** Rules about money at the provider that hold at every moment. */
export const MONEY_RULES: readonly Judge[] = [
  refundedAtMostCaptured,
  sameEffectOnce,
  invoiceCapturedOnce,
  capturedAtMostInvoiced,
  givenBackWithCause,
  reversedAtMostSurplus,
];
