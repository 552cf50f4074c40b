import {
  type PaymentProvider,
  type ProviderPaymentId,
  type TransactionStatus,
  isFault,
} from '@abgleich/domain';
import { keysRejected } from './access.js';
import type { UnzerCall } from './call.js';
import { checkedCustomerId, checkedPaymentId, checkedPlace } from './checked-input.js';
import { findTransaction } from './find-transaction.js';
import { createMoneyCalls } from './money-calls.js';
import { DecodeError, toPaymentSnapshot } from './payment-codec.js';
import {
  refuseForeign,
  statusOf,
  toReferences,
  toTransactionDetail,
  transactionSummary,
} from './transaction-codec.js';
import type { TransactionPlace } from './transaction-path.js';
import { type At, createUnzerClient, type UnzerClient, type UnzerOptions } from './unzer-client.js';
import { createWebhookCalls, type UnzerExtras } from './webhooks.js';
import {
  type WireCustomer,
  type WireTransaction,
  wireCustomer,
  wireKeyPair,
  wirePayment,
  wireTransaction,
} from './wire.js';

/** The payment provider port plus what only Unzer has. */
export type UnzerProvider = PaymentProvider & UnzerExtras;

/** One provider serves all key pairs; it keeps nothing but their pace. Every method throws `Fault` as the port says. */
export function createUnzerProvider(options: UnzerOptions): UnzerProvider {
  const client = createUnzerClient(options);
  const readPayment = paymentReader(client, options);
  return {
    readPayment,
    async readTransaction(access, paymentId, path, ctx) {
      const at = { access, ctx };
      const place = checkedPlace(path);
      const parentStatus = await parentStatusOf(client, at, { paymentId, place });
      return readOne(client, at, {
        paymentId,
        place,
        toResult: (wire) => toTransactionDetail(wire, place, parentStatus),
      });
    },
    ...createMoneyCalls(client),
    findTransaction: (access, search, ctx) =>
      findTransaction(
        {
          readPayment,
          readReferences: async (_access, { paymentId, path }) =>
            readOne(
              client,
              { access, ctx },
              { paymentId, place: checkedPlace(path), toResult: toReferences },
            ),
        },
        { access, ctx },
        search,
      ),
    readDeliveryAddress: addressReader(client),
    async checkKeys(access, ctx) {
      const call = reading('/keypair', '/keypair', null);
      return client.call({ access, ctx }, call, {
        schema: wireKeyPair,
        toResult: ({ publicKey, availablePaymentTypes }) => {
          if (publicKey !== access.publicKey)
            throw keysRejected('the public key belongs to another private key');
          return { paymentTypes: availablePaymentTypes };
        },
        summary: ({ availablePaymentTypes }) => ({ paymentTypes: availablePaymentTypes }),
      });
    },
    ...createWebhookCalls(client),
  };
}

function paymentReader(
  client: UnzerClient,
  { clock }: UnzerOptions,
): PaymentProvider['readPayment'] {
  return async (access, paymentId, ctx) => {
    const id = checkedPaymentId(paymentId);
    return client.call({ access, ctx }, reading(`/payments/${id}`, '/payments/{id}', id), {
      schema: wirePayment,
      toResult: (wire) => {
        if (wire.id !== id) throw new DecodeError('another payment than the one asked for');
        return toPaymentSnapshot(wire, clock.now());
      },
      summary: ({ state, amount, resources }) => ({
        state: state.name,
        ...amount,
        traceId: resources.traceId,
      }),
    });
  };
}

/** A customer that Unzer does not know (any more) has no address. Names and streets stay out of the timeline. */
function addressReader(client: UnzerClient): PaymentProvider['readDeliveryAddress'] {
  return async (access, customerId, ctx) => {
    const id = checkedCustomerId(customerId);
    try {
      return await client.call(
        { access, ctx },
        reading(`/customers/${id}`, '/customers/{id}', null),
        {
          schema: wireCustomer,
          toResult: ({ shippingAddress, billingAddress }) =>
            deliveryAddressOf(shippingAddress, billingAddress),
          summary: ({ id: answered }) => ({ customerId: answered }),
        },
      );
    } catch (error) {
      if (isFault(error) && error.kind === 'rejected') return null;
      throw error;
    }
  };
}

type Address = WireCustomer['shippingAddress'];

/** Without a delivery address of its own the goods go to the billing address. An empty one says as little as none. */
const deliveryAddressOf = (shipping: Address, billing: Address): Address =>
  [shipping, billing].find((one) => one !== null && one.street + one.zip + one.city !== '') ?? null;

async function readOne<Result>(
  client: UnzerClient,
  at: At,
  of: {
    readonly paymentId: ProviderPaymentId;
    readonly place: TransactionPlace;
    readonly toResult: (wire: WireTransaction) => Result;
  },
): Promise<Result> {
  const id = checkedPaymentId(of.paymentId);
  const { path } = of.place;
  const name = `/payments/{id}/${path.replace(/[sp]-[a-z]+-[\w-]+/g, '{id}')}`;
  return client.call(at, reading(`/payments/${id}/${path}`, name, id), {
    schema: wireTransaction,
    toResult: (wire) => {
      refuseForeign(wire, id);
      return of.toResult(wire);
    },
    summary: transactionSummary,
  });
}

/** Only a cancel below a named charge needs to know whether that charge was money or still a request for it. */
async function parentStatusOf(
  client: UnzerClient,
  at: At,
  { paymentId, place }: { paymentId: ProviderPaymentId; place: TransactionPlace },
): Promise<TransactionStatus | undefined> {
  if (place.correction !== 'cancels' || place.collection !== 'charges' || place.parent === null)
    return undefined;
  return readOne(client, at, { paymentId, place: checkedPlace(place.parent), toResult: statusOf });
}

const reading = (path: string, name: string, paymentId: string | null): UnzerCall => ({
  method: 'GET',
  path,
  name: `GET ${name}`,
  effect: 'read',
  body: null,
  paymentId,
});
