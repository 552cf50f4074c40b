import type { AcquirerAnswer, CheckoutOutcome, CreatePayment, Stamp } from './commands.js';
import type { LedgerPayment } from './ledger-state.js';
import { type MethodRules, rulesOf } from './method-rules.js';
import { mint } from './mint.js';
import { BANK, CODE_DECLINED, newTransaction, withTransaction } from './new-transaction.js';
import { UnzerRefusal, invalidData } from './unzer-refusal.js';

/** Plays the checkout in the shop: a new payment with its first transaction. `number` makes its id. */
export function createPayment(
  action: CreatePayment,
  { stamp, number }: { readonly stamp: Stamp; readonly number: number },
): LedgerPayment {
  const rules = checkedRules(action);
  const booking = bookingOf(action, rules);
  const letter = action.publicKey.slice(0, 1);
  const id = `${letter}-pay-${number}`;
  const minted = mint(stamp.seed, id);
  const bare: LedgerPayment = {
    id,
    publicKey: action.publicKey,
    apiType: action.apiType,
    typeId: action.typeId ?? `${letter}-${rules.prefix}-${minted.token}`,
    customerId:
      action.customerId ??
      (action.customer === undefined ? '' : customerIdOf(action.publicKey, stamp)),
    basketId: action.basketId ?? '',
    metadataId: action.metadataId ?? '',
    currency: action.currency,
    orderId: action.references?.orderId ?? '',
    invoiceId: action.references?.invoiceId ?? '',
    returnUrl: action.returnUrl ?? '',
    createdAt: stamp.at,
    traceId: minted.traceId,
    lapsed: 0,
    expired: false,
    transactions: [],
  };
  const first = withTransaction(bare, firstTransaction(bare, { action, rules, booking }, stamp));
  // A transfer method "charged" in the shop: the request stands, and the money for it has come already.
  if (booking !== 'request' || action.outcome !== 'charged') return first;
  const receipt = { type: 'charge', effect: 'payment', below: 'charges' } as const;
  return withTransaction(
    first,
    newTransaction(first, { ...receipt, amount: action.amount }, stamp),
  );
}

/** The id under which the customer of a checkout is stored. */
export const customerIdOf = (publicKey: string, stamp: Stamp): string =>
  `${publicKey.slice(0, 1)}-cst-${mint(stamp.seed, 'customer').token}`;

type Booking = 'authorize' | 'payment' | 'request';

function firstTransaction(
  payment: LedgerPayment,
  of: { readonly action: CreatePayment; readonly rules: MethodRules; readonly booking: Booking },
  stamp: Stamp,
) {
  const { action, rules, booking } = of;
  const effect = booking === 'authorize' ? 'reservation' : booking;
  const acquirer = acquirerOf(action.outcome, booking);
  return newTransaction(
    payment,
    {
      type: booking === 'authorize' ? 'authorize' : 'charge',
      effect,
      below: booking === 'authorize' ? 'authorize' : 'charges',
      amount: action.amount,
      references: action.references,
      acquirer,
      bank: rules.bankDetails ? BANK : null,
    },
    stamp,
  );
}

function acquirerOf(outcome: CheckoutOutcome, booking: Booking): AcquirerAnswer {
  if (outcome === 'failed') return { declined: CODE_DECLINED };
  return outcome === 'pending' || booking === 'request' ? 'pending' : 'success';
}

function checkedRules({ apiType, currency, amount }: CreatePayment): MethodRules {
  const rules = rulesOf(apiType);
  if (rules === null)
    throw new UnzerRefusal('API.500.100.001', `Payment type ${apiType} not found`);
  if (!/^[A-Z]{3}$/.test(currency)) throw invalidData('currency');
  if (!(Number.isSafeInteger(amount) && amount > 0)) throw invalidData('amount');
  if (rules.currencies !== null && !rules.currencies.includes(currency))
    throw new UnzerRefusal(
      'API.330.100.202',
      `Currency ${currency} is not supported by payment type ${apiType}`,
    );
  return rules;
}

function bookingOf({ outcome, booking, apiType }: CreatePayment, rules: MethodRules): Booking {
  const authorizes =
    outcome === 'authorized' ||
    (outcome !== 'charged' &&
      (booking ?? (rules.authorize ? 'authorize' : 'charge')) === 'authorize');
  if (authorizes) {
    if (!rules.authorize)
      throw new UnzerRefusal('API.320.000.004', `Authorize is not allowed for ${apiType}`);
    return 'authorize';
  }
  if (rules.directCharge === null)
    throw new UnzerRefusal('API.330.000.004', `Direct charge is not allowed for ${apiType}`);
  return rules.directCharge;
}
