import type { InvoiceNumber, TransactionPath } from './ids.js';
import type { Money } from './money.js';
import type { CancelReason } from './ports.js';
import type { ProblemDraft } from './problem-codes.js';
import type { Instant } from './time.js';

/** Where an order stands, for people: dashboard, filters, counts. */
export const ORDER_STATES = [
  'waiting',
  'released',
  'locked',
  'partly-settled',
  'settled',
  'cancelled',
  'ignored',
  'stuck',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Nothing more is expected of the goods. */
export const FINAL_STATES: readonly OrderState[] = ['settled', 'cancelled', 'ignored'];

/** What comes after the release. A settled invoice does not become unsettled by a look that came too early to see it. */
export const BEYOND_RELEASED: readonly OrderState[] = ['partly-settled', 'settled'];

/**
 * Where an order stands after somebody said `said` of it. Flows look at the same order at the same time, each with the facts of its own
 * moment: one that saw it merely released must not take back what another one has settled since.
 */
export const stateAfter = (known: OrderState | undefined, said: OrderState): OrderState =>
  known !== undefined && said === 'released' && BEYOND_RELEASED.includes(known) ? known : said;

/** One effect that a decision asks for. Executed in the order given; after a refusal the rule is asked again. */
export type Command =
  | { readonly kind: 'capture'; readonly amount: Money; readonly document: InvoiceNumber | 'order' }
  | {
      readonly kind: 'lock';
      /** German, cp1252, at most 255 characters. */ readonly reason: string;
    }
  | { readonly kind: 'unlock'; readonly reason: string }
  | { readonly kind: 'release' }
  | { readonly kind: 'settle'; readonly invoiceNumber: InvoiceNumber; readonly amount: Money }
  /** One shipment notice for the order: starts the customer's payment period of `invoice-secured`. */
  | { readonly kind: 'announce-shipment'; readonly invoiceNumber: InvoiceNumber }
  /** Gives back what was never taken: an authorisation (`charge: null`) or a pending request to pay. `document`: `rest`, `order`, a credit note, or `rest-2` … */
  | {
      readonly kind: 'reverse';
      readonly amount: Money;
      readonly charge: TransactionPath | null;
      readonly document: string;
      readonly why: CancelReason;
    }
  /** Gives money back. `charge: null` = payment level. One credit note may need several, one per charge: then `document` is `<number>/<charge>`. */
  | {
      readonly kind: 'refund';
      readonly amount: Money;
      readonly charge: TransactionPath | null;
      readonly document: string;
      readonly why: CancelReason;
    }
  /** The booking event for returns, negative, matched to the credit note. */
  | {
      readonly kind: 'book';
      readonly creditNoteNumber: InvoiceNumber;
      readonly amount: Money;
      readonly customerKey: string;
    };

/** A comment for the order in the ERP: German, short. Written once per (order, code, document). */
export type CommentDraft = {
  readonly code: string;
  readonly document: string;
  readonly text: string;
};

/**
 * What a rule says about the facts as they stand. `problems` is the whole truth for its area: a problem that is open and not in
 * it is resolved. `lookAgain` = when looking makes sense although nothing will wake us; `null` = an event or the poll will.
 */
export type Decision<Reason extends string> = {
  readonly reason: Reason;
  readonly state: OrderState;
  readonly commands: readonly Command[];
  readonly problems: readonly ProblemDraft[];
  readonly comment: CommentDraft | null;
  readonly lookAgain: Instant | null;
  /** The configuration as a whole cannot work: pause it, touch no order. */
  readonly pauseConfiguration: boolean;
};
