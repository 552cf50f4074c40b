import type { CheckoutOutcome, PaymentAction } from '../commands.js';
import { units } from './ledger-bench.js';

/** `card authorized 100 | charge 25, reverse 20 | 80 25 0 55 partly` */
export type LedgerStory = {
  readonly apiType: string;
  readonly outcome: CheckoutOutcome;
  readonly amount: number;
  readonly steps: readonly ((paymentId: string) => PaymentAction)[];
  readonly expected: string;
};

/** The rows of a text table as `[name, story]`, ready for `it.each`. */
export function storiesOf(table: string): [string, LedgerStory][] {
  return table
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '')
    .map((line) => {
      const [checkout = '', steps = '', expected = ''] = line.split('|').map((cell) => cell.trim());
      const [apiType = '', outcome = '', amount = ''] = checkout.split(' ');
      const story = {
        apiType,
        outcome: checkedOutcome(outcome),
        amount: units(amount),
        steps: stepsOf(steps),
        expected,
      };
      return [`${checkout}${steps === '' ? '' : `, ${steps}`} -> ${expected}`, story];
    });
}

export const stepsOf = (text: string): LedgerStory['steps'] =>
  text === '' ? [] : text.split(', ').map(stepOf);

function checkedOutcome(text: string): CheckoutOutcome {
  if (text === 'authorized' || text === 'charged' || text === 'pending' || text === 'failed')
    return text;
  throw new Error(`"${text}" is no outcome of a checkout`);
}

/** `charge 25` · `reverse` · `refund chg-1 20` · `refund payment 20` · `ship 50` · `receive 40` · `chargeback 1` · `expire` */
function stepOf(text: string): LedgerStory['steps'][number] {
  const [verb = '', ...words] = text.split(' ');
  const [last] = words.slice(-1);
  const amount = last !== undefined && /^-?[\d.]+$/.test(last) ? units(last) : null;
  return (paymentId) => actionOf(verb, { paymentId, amount, target: words[0] ?? '' });
}

function actionOf(
  verb: string,
  { paymentId, amount, target }: { paymentId: string; amount: number | null; target: string },
): PaymentAction {
  const asked = { paymentId, amount };
  const given = { paymentId, amount: amount ?? 0 };
  const chargeId = target === 'payment' ? null : `s-${target}`;
  switch (verb) {
    case 'charge':
      return { kind: 'charge', ...asked };
    case 'reverse':
      return { kind: 'cancel-authorization', ...asked, authorizationId: null };
    case 'refund':
      return { kind: 'cancel-charge', ...asked, chargeId, references: { reasonCode: 'RETURN' } };
    case 'ship':
      return { kind: 'ship', ...asked, references: { invoiceId: 'RE-1' } };
    case 'receive':
      return { kind: 'receive', ...given };
    case 'chargeback':
      return { kind: 'chargeback', ...given };
    case 'expire':
      return { kind: 'expire', paymentId };
    default:
      throw new Error(`"${verb}" is no step of a story`);
  }
}
