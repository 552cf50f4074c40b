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
  type TransferDetails,
  type TransferFacts,
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

/** Bank details and insured addresses cost calls: only methods that have them, and only when the order goes on or is told of. */
export function needsDetails(
  { finding, order }: Pick<DetailsInput, 'finding' | 'order'>,
  decision: Decision<string>,
): boolean {
  const traits = traitsOfFinding(finding);
  if (traits === null || !(hasTransfer(traits) || traits.addressInsured)) return false;
  return decision.commands.length > 0 || order.status !== 'on-hold';
}

const traitsOfFinding = (finding: PaymentFinding): MethodTraits | null =>
  finding.kind === 'found' && finding.payment.method !== null
    ? traitsOf(finding.payment.method)
    : null;

/** Pay-later methods may carry bank details of the provider, too. */
const hasTransfer = ({ paidByTransfer, family }: MethodTraits): boolean =>
  paidByTransfer || family === 'paylater';

/** Reads them from both sides. What cannot be understood counts as not known: a release does not fail over it. Network trouble is a `Fault`. */
export async function readDetails(work: OrderWork, input: DetailsInput): Promise<ReleaseDetails> {
  const { finding } = input;
  const traits = traitsOfFinding(finding);
  if (finding.kind !== 'found' || traits === null) return { transfer: null, address: null };
  const header = headerReader(work.ctx, input);
  const { payment } = finding;
  return {
    transfer: hasTransfer(traits)
      ? await orUnknown(() => readTransfer(work, { ...input, payment, header }))
      : null,
    address: traits.addressInsured
      ? await orUnknown(() => readAddress(work, { ...input, payment, header }))
      : null,
  };
}

type WithPayment = DetailsInput & {
  readonly payment: PaymentSnapshot;
  /** The queue does not name the addresses; the header does, and is read once. */
  readonly header: () => Promise<ErpOrder>;
};

function headerReader(ctx: CallContext, { gateway, order }: DetailsInput): WithPayment['header'] {
  let read: Promise<ErpOrder> | null = null;
  const known = order.paymentAddressKey !== null || order.shipmentAddressKey !== null;
  return () =>
    (read ??= known
      ? Promise.resolve(order)
      : gateway.readOrder(order.orderNumber, ctx).then((header) => header ?? order));
}

async function readTransfer(
  work: OrderWork,
  { payment, configuration, gateway, header }: WithPayment,
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
  const address =
    paymentAddressKey === null ? null : await gateway.readAddress(paymentAddressKey, work.ctx);
  return { atProvider: detail.transfer, inErp: address && transferOf(address) };
}

/** The merchant's shop puts them there: recipient, IBAN, BIC, and the reference of the transfer as "bank". */
function transferOf({ accountHolder, iban, bic, bankName }: ErpAddress): TransferDetails | null {
  const details = { holder: accountHolder, iban, bic, reference: bankName };
  return Object.values(details).every((text) => text === '') ? null : details;
}

async function readAddress(
  work: OrderWork,
  { payment, configuration, gateway, header, order }: WithPayment,
): Promise<AddressFacts | null> {
  const customerId = payment.customerId ?? null;
  if (customerId === null) return null;
  const { provider } = work.parts;
  const access = accessOf(configuration);
  const insured = await provider.readDeliveryAddress(access, customerId, work.ctx);
  const { shipmentAddressKey, paymentAddressKey } = await header();
  const addressKey = shipmentAddressKey ?? paymentAddressKey;
  if (insured === null || addressKey === null) return null;
  const delivery = await gateway.readAddress(addressKey, work.ctx);
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
