import {
  type Command,
  type MoneyRequest,
  type OperationOutcome,
  type ProviderPaymentId,
  type TransactionReceipt,
  Fault,
  isFault,
  plusMs,
  providerReference,
} from '@abgleich/domain';
import { type EffectScope, effect, intentOf } from './effect-scope.js';
import type { OrderWork } from './order-work.js';
import { accessOf } from './parts.js';
import { type Effect, PENDING_LOOK_MS } from './perform.js';

type CommandOf<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

/** Takes money: once per payment and document. */
export function captureEffect(scope: EffectScope, command: CommandOf<'capture'>): Effect {
  const { work, orderNumber } = scope;
  const { document, amount } = command;
  const paymentId = paymentOf(scope, command);
  const reference = providerReference({ document, orderNumber });
  const intent = intentOf(scope, 'capture', { document, amount, reference, atProvider: true });
  const invoiceNumber = document === 'order' ? null : document;
  return effect(scope, intent, async (ctx) => {
    const request = { paymentId, amount, reference, invoiceNumber, lines: null };
    const access = accessOf(scope.configuration);
    return outcomeOf(work, await work.parts.provider.capture(access, request, ctx));
  });
}

/** Gives back what was never taken: an authorisation, or an open request to pay. */
export function reverseEffect(scope: EffectScope, command: CommandOf<'reverse'>): Effect {
  const { work } = scope;
  const request = givingBack(scope, 'reversal', command);
  return effect(
    scope,
    intentOf(scope, 'reversal', { ...request, document: command.document, atProvider: true }),
    async (ctx) => {
      const access = accessOf(scope.configuration);
      return outcomeOf(work, await work.parts.provider.reverse(access, request, ctx));
    },
  );
}

/** Gives money back, from one charge or at payment level. */
export function refundEffect(scope: EffectScope, command: CommandOf<'refund'>): Effect {
  const { work } = scope;
  const request = givingBack(scope, 'refund', command);
  return effect(
    scope,
    intentOf(scope, 'refund', { ...request, document: command.document, atProvider: true }),
    async (ctx) => {
      const access = accessOf(scope.configuration);
      return outcomeOf(work, await work.parts.provider.refund(access, request, ctx));
    },
  );
}

/** One shipment notice per payment: a second one would be refused, and starts nothing. */
const SHIPMENT_DOCUMENT = 'order';

/** Starts the customer's payment period. "Already shipped" is what we wanted, whoever did it. */
export function shipmentEffect(
  scope: EffectScope,
  command: CommandOf<'announce-shipment'>,
): Effect {
  const { work, orderNumber } = scope;
  const paymentId = paymentOf(scope, command);
  const { invoiceNumber } = command;
  const document = SHIPMENT_DOCUMENT;
  const reference = providerReference({ document, orderNumber });
  const intent = intentOf(scope, 'shipment-notice', {
    document,
    amount: null,
    reference,
    atProvider: true,
  });
  return effect(scope, intent, async (ctx) => {
    const access = accessOf(scope.configuration);
    const request = { paymentId, invoiceNumber, reference };
    try {
      return outcomeOf(work, await work.parts.provider.announceShipment(access, request, ctx));
    } catch (error) {
      if (isFault(error) && error.code === 'unzer.already-shipped') return { status: 'done' };
      throw error;
    }
  });
}

type GivingBack = CommandOf<'reverse'> | CommandOf<'refund'>;

/**
 * Documents that name no credit note: what is left over of an order. They would carry the same reference on every payment, and a
 * reversal the same as a refund; so the order and the kind go before.
 */
const OWN_WORD = /^(order|rest)(-\d+)?(\/|$)/;

function givingBack(
  scope: EffectScope,
  kind: 'reversal' | 'refund',
  command: GivingBack,
): MoneyRequest & Pick<GivingBack, 'charge'> & { readonly reason: GivingBack['why'] } {
  const { orderNumber } = scope;
  const { amount, charge, document, why } = command;
  const isOwnWord = OWN_WORD.test(document);
  const named = isOwnWord ? `${orderNumber}-${kind}-${document}` : document;
  const [creditNote = document] = document.split('/');
  return {
    paymentId: paymentOf(scope, command),
    amount,
    reference: providerReference({ document: named, orderNumber }),
    invoiceNumber: isOwnWord ? null : creditNote,
    lines: null,
    charge,
    reason: why,
  };
}

function paymentOf({ paymentId }: EffectScope, { kind }: Command): ProviderPaymentId {
  if (paymentId !== null) return paymentId;
  const params = { message: `${kind} without a payment` };
  throw new Fault({ kind: 'bug', code: 'platform.bug', params });
}

function outcomeOf(
  { parts }: OrderWork,
  { path, status, amount }: TransactionReceipt,
): OperationOutcome {
  if (status === 'success') return { status: 'done', transactionPath: path, amount };
  const nextLookAt = plusMs(parts.clock.now(), PENDING_LOOK_MS);
  return { status: 'pending', transactionPath: path, nextLookAt };
}
