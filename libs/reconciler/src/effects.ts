import {
  type Command,
  type InvoiceNumber,
  type TransactionPath,
  assertNever,
  isFault,
  isPositive,
  negate,
  ownLockConfirmed,
  repeatableDocument,
} from '@abgleich/domain';
import { type EffectScope, effect, intentOf } from './effect-scope.js';
import type { Effect } from './perform.js';
import { captureEffect, refundEffect, reverseEffect, shipmentEffect } from './provider-effects.js';

/** Turns a command of a decision into the one effect it stands for. */
export function effectOf(scope: EffectScope, command: Command): Effect {
  switch (command.kind) {
    case 'capture':
      return captureEffect(scope, command);
    case 'settle':
      return settleEffect(scope, command);
    case 'release':
      return releaseEffect(scope);
    case 'lock':
      return lockEffect(scope, true, command.reason);
    case 'unlock':
      return lockEffect(scope, false, command.reason);
    case 'announce-shipment':
      return shipmentEffect(scope, command);
    case 'reverse':
      return reverseEffect(scope, command);
    case 'refund':
      return refundEffect(scope, command);
    case 'book':
      return bookingEffect(scope, command);
    default:
      return assertNever(command);
  }
}

function settleEffect(scope: EffectScope, command: Extract<Command, { kind: 'settle' }>): Effect {
  const { gateway, configuration } = scope;
  const transactionId = settlementTransaction(scope, command.invoiceNumber);
  const intent = intentOf(scope, 'settlement', {
    document: command.invoiceNumber,
    amount: command.amount,
    reference: transactionId,
    atProvider: false,
  });
  return effect(scope, intent, async (ctx) => {
    const settlement = {
      invoiceNumber: command.invoiceNumber,
      amount: command.amount,
      transactionId,
      bookingCode: configuration.bookingCodeInvoice,
      message: `Abgleich ${transactionId}`,
    };
    await gateway
      .settleInvoice(settlement, ctx)
      .catch((error: unknown) => settledAfterAll(scope, command.invoiceNumber, error));
    return { status: 'done' };
  });
}

/** "Already settled" after a repeated call is success, but only once the ERP shows it so. */
async function settledAfterAll(
  { gateway, work }: EffectScope,
  invoiceNumber: InvoiceNumber,
  error: unknown,
): Promise<void> {
  if (!isFault(error) || error.code !== 'pixi.already-done') throw error;
  const invoice = await gateway.readInvoice(invoiceNumber, work.ctx);
  if (!invoice?.settled) throw error;
}

/**
 * The booking event for returns, matched to its credit note. pixi has no key that would stop a second one: it is booked once, and
 * after a lost answer looked for (see `findBooking`), never simply booked again.
 */
function bookingEffect(scope: EffectScope, command: Extract<Command, { kind: 'book' }>): Effect {
  const { gateway, configuration, orderNumber } = scope;
  const { creditNoteNumber, customerKey } = command;
  const amount = isPositive(command.amount) ? negate(command.amount) : command.amount;
  const reference = `ORDER-${orderNumber}/${creditNoteNumber}`;
  const intent = intentOf(scope, 'booking', {
    document: creditNoteNumber,
    amount,
    reference,
    atProvider: false,
  });
  return effect(scope, intent, async (ctx) => {
    const bookingCode = configuration.bookingCodeReturn;
    const comment = `Abgleich ${reference}`;
    await gateway.book(
      { customerKey, bookingCode, amount, comment, matchTo: creditNoteNumber },
      ctx,
    );
    return { status: 'done' };
  });
}

function releaseEffect(scope: EffectScope): Effect {
  const { gateway, orderNumber, paymentId } = scope;
  const intent = intentOf(scope, 'release', {
    document: repeatableDocument('release', scope.operations),
    amount: null,
    reference: orderNumber,
    atProvider: false,
  });
  return effect(scope, intent, async (ctx) => {
    const locked = ownLockConfirmed(scope);
    const message = 'Abgleich: Zahlung geprüft';
    await gateway.release({ orderNumber, paymentId, message, locked }, ctx);
    return { status: 'done' };
  });
}

function lockEffect(scope: EffectScope, locked: boolean, reason: string): Effect {
  const { gateway, orderNumber } = scope;
  const kind = locked ? 'lock' : 'unlock';
  const intent = intentOf(scope, kind, {
    document: repeatableDocument(kind, scope.operations),
    amount: null,
    reference: orderNumber,
    atProvider: false,
  });
  return effect(scope, intent, async (ctx) => {
    await gateway.setShippingLock({ orderNumber, locked, reason }, ctx);
    return { status: 'done' };
  });
}

/** A comment in the ERP: at most once per purpose; a lost answer is not worth a second one. */
export function commentEffect(
  scope: EffectScope,
  comment: { code: string; document: string; text: string },
): Effect {
  const { gateway, orderNumber } = scope;
  const intent = intentOf(scope, 'comment', {
    document: `${comment.code}:${comment.document}`,
    amount: null,
    reference: comment.code,
    atProvider: false,
  });
  return effect(scope, intent, async (ctx) => {
    await gateway.comment({ orderNumber, text: comment.text }, ctx);
    return { status: 'done' };
  });
}

function settlementTransaction(
  { operations, payment, paymentId, orderNumber }: EffectScope,
  invoiceNumber: InvoiceNumber,
): string {
  const ours = operations.find(
    (one) => one.kind === 'capture' && one.status === 'done' && one.document === invoiceNumber,
  );
  const any = payment?.transactions.findLast(
    (one) => one.kind === 'capture' && one.status === 'success',
  );
  const path = ours?.transactionPath ?? any?.path ?? null;
  return path === null ? `ORDER-${orderNumber}` : `${paymentId ?? ''}/${shortId(path)}`;
}

const shortId = (path: TransactionPath): string => path.split('/').at(-1) ?? path;
