import { epochOfWall } from '../ledger/berlin-time.js';
import { PixiRefusal } from '../ledger/refusal.js';
import { collated } from '../ledger/state.js';
import { done, type Procedure } from './procedure.js';

export const pixiCACreateManualBooking: Procedure<'pixiCACreateManualBooking'> = ({
  params,
  now,
  run,
}) => {
  const bookedAt = params.number('bookedAt');
  run({
    do: 'book',
    at: now,
    custKey: params.number('customerKey') ?? 0,
    eventId: params.text('bookingCode') ?? '',
    amount: params.number('amount') ?? 0,
    bookedAt: bookedAt === null ? null : epochOfWall(bookedAt),
    comment: params.text('comment') ?? '',
    matchTo: params.text('matchTo'),
  });
  return done;
};

export const pixiAddCustomerComment: Procedure<'pixiAddCustomerComment'> = ({
  params,
  now,
  run,
}) => {
  const custKey = params.number('customerKey') ?? 0;
  const user = params.text('userName') ?? 'API';
  run({ do: 'comment-customer', at: now, custKey, text: params.text('text') ?? '', user });
  return done;
};

export const pixiGetAddress: Procedure<'pixiGetAddress'> = ({ state, params }) => {
  const address = state.addresses.get(params.number('addressKey') ?? 0);
  if (!address) return { rows: [] };
  return {
    rows: [
      {
        addressKey: address.addrKey,
        name: `${address.firstName} ${address.lastName}`.trim(),
        salutation: address.salutation,
        streetName: address.street,
        street: `${address.street} ${address.houseNr}`.trim(),
        zip: address.zip,
        city: address.city,
        email: address.email,
        phone: address.phone,
        iban: address.transfer?.iban ?? null,
        bic: address.transfer?.bic ?? null,
        firstName: address.firstName,
        lastName: address.lastName,
        company: address.company,
        houseNumber: address.houseNr,
        bankName: address.transfer?.reference ?? null,
        accountHolder: address.transfer?.holder ?? null,
        country: address.country,
        customerKey: address.custKey,
      },
    ],
  };
};

export const pixiSetShippingLock: Procedure<'pixiSetShippingLock'> = ({
  state,
  params,
  now,
  run,
}) => {
  const number = `${params.text('shopId') ?? ''}|${params.text('customerNumber') ?? ''}`;
  const custKey =
    params.number('customerKey') ?? state.index.customerByNumber.get(collated(number)) ?? 0;
  try {
    run({ do: 'lock-customer', at: now, custKey, locked: params.bit('locked') ?? true });
  } catch (error) {
    if (!(error instanceof PixiRefusal)) throw error;
    return { rows: [{ result: 1 }], resultCode: 1 };
  }
  return { rows: [{ result: 0 }], resultCode: 0 };
};

export const pixiGetCreditCardInfo: Procedure<'pixiGetCreditCardInfo'> = ({ state, params }) => {
  const order = state.orders.get(params.number('orderNumber') ?? 0);
  if (!order) return { rows: [] };
  return {
    rows: [
      {
        orderNumber: order.orderNr,
        shopOrderNumber: order.orderNrExternal,
        paymentId: order.kkId === '' ? null : order.kkId,
        authorizationCode: order.lastAuthCode === '' ? null : order.lastAuthCode,
        failureCount: order.failTries,
      },
    ],
  };
};
