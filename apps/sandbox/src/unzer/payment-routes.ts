import type { LedgerPayment, LedgerTransaction } from './ledger-state.js';
import { rulesOf } from './method-rules.js';
import { amountIn, objectIn, referencesIn, textIn } from './request-body.js';
import { type JsonAnswer, type Route, type UnzerRequest, created, ok, route } from './route.js';
import type { UnzerBooks } from './unzer-books.js';
import type { UnzerResult } from './unzer-ledger.js';
import { UnzerRefusal, invalidData, unknownPayment } from './unzer-refusal.js';
import { paymentAnswer, transactionAnswer } from './wire-answers.js';

/** Everything below `/payments`. */
export const PAYMENT_ROUTES: readonly Route[] = [
  route('POST', '/payments/(authorize|charges)', checkout),
  route('GET', '/payments/{id}', (books, request, ids) =>
    ok(paymentAnswer(payment(books, request, ids), request.base)),
  ),
  route('POST', '/payments/{id}/charges', (books, request, ids) =>
    transacted(books.book({ kind: 'charge', ...money(books, request, ids) })),
  ),
  route('PATCH', '/payments/{id}/authorize', changeAuthorization),
  route('POST', '/payments/{id}/authorize/cancels', cancelAuthorization),
  route('POST', '/payments/{id}/authorize/{id}/cancels', cancelAuthorization),
  route('POST', '/payments/{id}/charges/cancels', cancelCharge),
  route('POST', '/payments/{id}/charges/{id}/cancels', cancelCharge),
  route('POST', '/payments/{id}/shipments', (books, request, ids) =>
    transacted(books.book({ kind: 'ship', ...money(books, request, ids) })),
  ),
  route('GET', '/payments/{id}/((?:authorize|charges|shipments)(?:/[^/]+){0,3})', readTransaction),
];

function payment(books: UnzerBooks, { keyPair }: UnzerRequest, [id = '']: readonly string[]) {
  const found = books.ledger.find(keyPair.publicKey, id);
  if (found === null) throw unknownPayment(id);
  return found;
}

function money(books: UnzerBooks, request: UnzerRequest, ids: readonly string[]) {
  const { id, currency } = payment(books, request, ids);
  const asked = textIn(request.body, 'currency');
  if (asked !== '' && asked !== currency) throw invalidData(`currency is not ${currency}`);
  return {
    paymentId: id,
    amount: amountIn(request.body),
    references: referencesIn(request.body),
    acquirer: request.acquirer,
  };
}

/** A declined transaction stays in the history, and the caller gets the decline as an error. */
function transacted({ payment: after, transactions }: UnzerResult): JsonAnswer {
  const made = transactions.at(-1);
  if (after === null || made === undefined) throw new Error('A money command made no transaction.');
  if (made.status === 'error') throw new UnzerRefusal(made.code, 'The transaction was declined');
  return created(transactionAnswer(after, made));
}

function checkout(
  books: UnzerBooks,
  request: UnzerRequest,
  [operation]: readonly string[],
): JsonAnswer {
  const { body, keyPair: own } = request;
  const resources = objectIn(body, 'resources');
  const typeId = textIn(resources, 'typeId') || textIn(body, 'typeId');
  if (typeId === '') throw new UnzerRefusal('API.320.200.143', 'Type id is missing');
  const apiType = String(books.ledger.resource(own.publicKey, typeId)?.data.method ?? '');
  const rules = rulesOf(apiType);
  if (rules === null) throw new UnzerRefusal('API.500.100.001', `Payment type ${typeId} not found`);
  const amount = amountIn(body);
  if (amount === null) throw invalidData('amount');
  const booking = operation === 'authorize' ? 'authorize' : 'charge';
  const done = booking === 'authorize' ? 'authorized' : 'charged';
  const waits = rules.redirect || (booking === 'charge' && rules.directCharge === 'request');
  const customerId = textIn(resources, 'customerId');
  return transacted(
    books.book({
      kind: 'create-payment',
      publicKey: own.publicKey,
      apiType,
      outcome: waits ? 'pending' : done,
      booking,
      amount,
      currency: textIn(body, 'currency'),
      references: referencesIn(body),
      typeId,
      customerId,
      basketId: textIn(resources, 'basketId'),
      metadataId: textIn(resources, 'metadataId'),
      returnUrl: textIn(body, 'returnUrl'),
    }),
  );
}

function changeAuthorization(
  books: UnzerBooks,
  request: UnzerRequest,
  ids: readonly string[],
): JsonAnswer {
  const { paymentId, amount } = money(books, request, ids);
  if (amount === null) throw new UnzerRefusal('API.340.200.130', 'Amount is missing');
  const result = books.book({ kind: 'change-authorization', paymentId, amount });
  return { ...transacted(result), status: 200 };
}

function cancelAuthorization(
  books: UnzerBooks,
  request: UnzerRequest,
  [id = '', authorizationId]: readonly string[],
): JsonAnswer {
  const cancel = { ...money(books, request, [id]), authorizationId: authorizationId ?? null };
  return transacted(books.book({ kind: 'cancel-authorization', ...cancel }));
}

function cancelCharge(
  books: UnzerBooks,
  request: UnzerRequest,
  [id = '', chargeId]: readonly string[],
): JsonAnswer {
  const cancel = { ...money(books, request, [id]), chargeId: chargeId ?? null };
  return transacted(books.book({ kind: 'cancel-charge', ...cancel }));
}

function readTransaction(
  books: UnzerBooks,
  request: UnzerRequest,
  [id = '', path = '']: readonly string[],
): JsonAnswer {
  const found = payment(books, request, [id]);
  const transaction = transactionAt(found, path);
  if (transaction === null) throw unknownPayment(`${id}/${path}`);
  return ok(transactionAnswer(found, transaction));
}

/** By its own path, by its collection alone (the first one), or by the payment-level form of a correction. */
function transactionAt({ transactions }: LedgerPayment, path: string): LedgerTransaction | null {
  const exact = transactions.find((entry) => entry.path === path);
  if (exact !== undefined) return exact;
  if (!path.includes('/'))
    return transactions.find((entry) => entry.path.startsWith(`${path}/`)) ?? null;
  const [collection, correction, id] = path.split('/');
  const isCorrection = correction === 'cancels' || correction === 'chargebacks';
  return (
    transactions.find(
      (entry) =>
        isCorrection &&
        entry.id === id &&
        entry.path.startsWith(`${collection}/`) &&
        entry.path.includes(`/${correction}/`),
    ) ?? null
  );
}
