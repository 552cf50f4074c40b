import type { OrderNumber, ProviderPaymentId } from './ids.js';
import { PROBLEM_CATALOG } from './problem-catalog.js';
import type { ProblemCode, ProblemDraft, Severity } from './problem-codes.js';
import type { TextParams } from './render-text.js';

type Subject = {
  readonly orderNumber: OrderNumber;
  readonly paymentId: ProviderPaymentId | null;
};
type DraftOptions = {
  readonly params?: TextParams;
  /** The invoice or credit note it is about; left out: the order as a whole. */
  readonly document?: string | null;
  /** Left out: as the catalogue says. */
  readonly severity?: Severity;
};

/** A problem about an order or one of its invoices; order number, payment id and document may be named by every text. */
export function problemAbout(
  subject: Subject,
  code: ProblemCode,
  { params = {}, document = null, severity }: DraftOptions = {},
): ProblemDraft {
  return {
    code,
    severity: severity ?? PROBLEM_CATALOG[code].severity,
    document,
    params: {
      orderNumber: subject.orderNumber,
      paymentId: subject.paymentId ?? '-',
      ...(document === null ? {} : { document }),
      ...params,
    },
  };
}
