import {
  type AddressFacts,
  type CallContext,
  type Decision,
  type ErpAddress,
  type ErpGateway,
  type ErpOrder,
  type MethodTraits,
  type PaymentConfiguration,
  type PaymentFinding,
  type PaymentSnapshot,
  type ReleaseFacts,
  type ReleaseReason,
  type TransferDetails,
  type TransferFacts,
  decideRelease,
  isFault,
  traitsOf,
} from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import { accessOf } from './parts.js';
import { sameAddress } from './same-address.js';

/** What only some methods need to know before an order is released. `null`: there is nothing of the kind. */
export type ReleaseDetails = {
  readonly transfer: TransferFacts | null;
  readonly address: AddressFacts | null;
};

export type DetailsInput = {
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly order: ErpOrder;
  readonly finding: PaymentFinding;
};

/** Which of them are worth their calls. */
export type DetailsThatMatter = { readonly transfer: boolean; readonly address: boolean };

/**
 * Bank details and insured addresses cost calls: only methods that have them, only when the order goes on or is told of, and only
 * where the rule would look at them: it is asked what it would say if they were wrong. `null`: none of them matters.
 */
export function detailsThatMatter(
  facts: ReleaseFacts,
  decision: Decision<ReleaseReason>,
): DetailsThatMatter | null {
  const traits = traitsOfFinding(facts.payment);
  if (traits === null) return null;
  if (decision.commands.length === 0 && facts.order.status === 'on-hold') return null;
  const said = JSON.stringify(decision);
  const changes = (wrong: Pick<ReleaseFacts, 'transfer' | 'address'>): boolean =>
    JSON.stringify(decideRelease({ ...facts, ...wrong })) !== said;
  const transfer = traits.namesBankDetails && changes({ transfer: WRONG_TRANSFER });
  const address = traits.addressInsured && changes({ address: WRONG_ADDRESS });
  return transfer || address ? { transfer, address } : null;
}

const WRONG_TRANSFER: TransferFacts = {
  atProvider: { holder: '-', iban: '-', bic: '-', reference: '-' },
  inErp: null,
};
const WRONG_ADDRESS: AddressFacts = { matches: false, changeable: true };

const traitsOfFinding = (finding: PaymentFinding): MethodTraits | null =>
  finding.kind === 'found' && finding.payment.method !== null
    ? traitsOf(finding.payment.method)
    : null;

/** Reads them from both sides. What cannot be understood counts as not known: a release does not fail over it. Network trouble is a `Fault`. */
export async function readDetails(
  work: OrderWork,
  input: DetailsInput,
  matter: DetailsThatMatter,
): Promise<ReleaseDetails> {
  const { finding } = input;
  if (finding.kind !== 'found') return { transfer: null, address: null };
  const { payment } = finding;
  const known = { ...input, payment, ...onceEach(work.ctx, input) };
  return {
    transfer: matter.transfer ? await orUnknown(() => readTransfer(work, known)) : null,
    address: matter.address ? await orUnknown(() => readAddress(work, known)) : null,
  };
}

type WithPayment = DetailsInput & {
  readonly payment: PaymentSnapshot;
  /** The queue does not name the addresses; the header does, and is read once. */
  readonly header: () => Promise<ErpOrder>;
  /** Most customers have one address for the invoice and the parcel: it is read once. */
  readonly addressOf: (addressKey: string) => Promise<ErpAddress | null>;
};

function onceEach(
  ctx: CallContext,
  { gateway, order }: DetailsInput,
): Pick<WithPayment, 'header' | 'addressOf'> {
  let read: Promise<ErpOrder> | null = null;
  const addresses = new Map<string, Promise<ErpAddress | null>>();
  const known = order.paymentAddressKey !== null || order.shipmentAddressKey !== null;
  return {
    header: () =>
      (read ??= known
        ? Promise.resolve(order)
        : gateway.readOrder(order.orderNumber, ctx).then((header) => header ?? order)),
    addressOf(addressKey) {
      const address = addresses.get(addressKey) ?? gateway.readAddress(addressKey, ctx);
      addresses.set(addressKey, address);
      return address;
    },
  };
}

async function readTransfer(
  work: OrderWork,
  { payment, configuration, addressOf, header }: WithPayment,
): Promise<TransferFacts | null> {
  const initial = payment.transactions.find(
    ({ kind, status }) => (kind === 'capture' || kind === 'authorization') && status !== 'error',
  );
  if (initial === undefined) return null;
  const { provider } = work.parts;
  const { paymentId } = payment;
  const access = accessOf(configuration);
  const detail = await provider.readTransaction(access, paymentId, initial.path, work.ctx);
  if (detail.transfer === null) return { atProvider: null, inErp: null };
  const { paymentAddressKey } = await header();
  const address = paymentAddressKey === null ? null : await addressOf(paymentAddressKey);
  return { atProvider: detail.transfer, inErp: address && transferOf(address) };
}

/** The merchant's shop puts them there: recipient, IBAN, BIC, and the reference of the transfer as "bank". */
function transferOf({ accountHolder, iban, bic, bankName }: ErpAddress): TransferDetails | null {
  const details = { holder: accountHolder, iban, bic, reference: bankName };
  return Object.values(details).every((text) => text === '') ? null : details;
}

async function readAddress(
  work: OrderWork,
  { payment, configuration, gateway, addressOf, header, order }: WithPayment,
): Promise<AddressFacts | null> {
  const customerId = payment.customerId ?? null;
  if (customerId === null) return null;
  const { provider } = work.parts;
  const access = accessOf(configuration);
  const insured = await provider.readDeliveryAddress(access, customerId, work.ctx);
  const { shipmentAddressKey, paymentAddressKey } = await header();
  const addressKey = shipmentAddressKey ?? paymentAddressKey;
  if (insured === null || addressKey === null) return null;
  const delivery = await addressOf(addressKey);
  if (delivery === null) return null;
  if (sameAddress(delivery, insured)) return { matches: true, changeable: true };
  return {
    matches: false,
    changeable: await gateway.canChangeAddress(order.orderNumber, work.ctx),
  };
}

async function orUnknown<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!isFault(error)) throw error;
    const isUnreadable = error.kind === 'data' || error.kind === 'rejected';
    if (isUnreadable || error.code === 'pixi.procedure-missing') return null;
    throw error;
  }
}
