import type { TransactionPath } from '../ids.js';
import type { Money } from '../money.js';
import type { OperationKind } from '../operation.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import type { Instant } from '../time.js';
import { aPayment } from './builders.js';

/** A payment at the provider as a list of its transactions, with the provider's own limits. */
export class PaidWorld {
  /** Asked for more than there was: a rule that relies on the refusal would show here. */
  overAsked = 0;
  #lines: string[] = [];
  #method: PaymentMethodCode = 'card';

  add(line: string, method: PaymentMethodCode): void {
    this.#lines.push(line);
    this.#method = method;
  }

  /** The last transaction's final status: success, or an error that stays in the list. */
  endLast(isDone: boolean): void {
    const last = this.#lines.pop();
    if (last === undefined) return;
    this.#lines.push(last.replace(/ (pending|success) /, isDone ? ' success ' : ' error '));
  }

  lastPath(): TransactionPath | null {
    return this.#payment().transactions.at(-1)?.path ?? null;
  }

  snapshot(method: PaymentMethodCode, readAt: Instant): PaymentSnapshot {
    this.#method = method;
    return { ...this.#payment(), readAt };
  }

  #payment(): PaymentSnapshot {
    const payment = aPayment(this.#lines, { method: this.#method, methodName: this.#method });
    const isGone = payment.captured.minor + payment.remaining.minor <= 0;
    const wasGood = this.#lines.some((line) => / (success|pending) /.test(line));
    return isGone && wasGood ? { ...payment, state: 'cancelled' } : payment;
  }

  /** The provider's limits, per charge for refunds, per rest for captures and reversals. Counts what goes beyond. */
  allows(kind: OperationKind, amount: Money, charge: string | null): boolean {
    const isGood = amount.minor > 0 && amount.minor <= this.#limit(kind, charge);
    if (!isGood) this.overAsked += 1;
    return isGood;
  }

  #limit(kind: OperationKind, charge: string | null): number {
    const { captured, remaining, total, refunded, transactions } = this.#payment();
    switch (kind) {
      case 'capture':
        return remaining.minor;
      case 'reversal':
        return traitsOf(this.#method).paidByTransfer
          ? total.minor - captured.minor - refunded.minor
          : remaining.minor;
      case 'refund': {
        if (charge === null) return captured.minor;
        const taken = transactions.find(
          ({ path, status }) => path === `charges/${charge}` && status === 'success',
        );
        const given = transactions.filter(
          ({ path, kind: what, status }) =>
            what === 'refund' && status !== 'error' && path.startsWith(`charges/${charge}/`),
        );
        return (
          (taken?.amount.minor ?? 0) - given.reduce((minor, one) => minor + one.amount.minor, 0)
        );
      }
      default:
        return Number.MAX_SAFE_INTEGER;
    }
  }
}
