import { PAYMENT_METHOD_CODES, type PaymentMethodCode } from '@abgleich/domain';

/** The retired direct debit follows the rules of its successor under the same family. */
const SAME_RULES: Readonly<Record<string, PaymentMethodCode>> = {
  'direct-debit-secured': 'direct-debit',
};

/** The method whose rules apply to a method's name; `null`: it is not one that Abgleich processes. */
export const methodCodeOf = (name: string): PaymentMethodCode | null =>
  PAYMENT_METHOD_CODES.find((code) => code === (SAME_RULES[name] ?? name)) ?? null;
