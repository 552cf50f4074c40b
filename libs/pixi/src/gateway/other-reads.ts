import {
  Fault,
  plusMs,
  MINUTE,
  type CallContext,
  type ErpAddress,
  type ErpChangedOrder,
  type ErpChanges,
  type ErpGateway,
  type ErpOrderStatus,
  type Instant,
  type OrderNumber,
} from '@abgleich/domain';
import { safeCursor } from '../values/berlin-time.js';
import { readCountry, readFlag, readOrderStatus, unknownValue } from '../values/read-value.js';
import { listRows, readRows, type GatewayParts, type PixiRowOf } from './gateway-parts.js';
import { orderNumberOf, paymentCodeOf, shopIdOf } from './identifiers.js';
import { aboutOrder } from './order-reads.js';
import { keepGood, rowsOf } from './row.js';

/** Changes are asked for from a little earlier, because a change is dated when it begins and seen when it is committed. */
const CHANGES_OVERLAP_MS = 2 * MINUTE;

const INITIALLY_HELD = 'HAL';

type OtherReads = Pick<
  ErpGateway,
  'changedOrders' | 'readAddress' | 'canChangeAddress' | 'shops' | 'paymentMethods'
>;

/** The remaining reads. */
export function otherReads(parts: GatewayParts): OtherReads {
  return {
    changedOrders: (since, ctx) => changedOrders(parts, since, ctx),
    readAddress: (addressKey, ctx) => readAddress(parts, addressKey, ctx),
    canChangeAddress: (orderNumber, ctx) => canChangeAddress(parts, orderNumber, ctx),
    shops: async (ctx) =>
      keepGood(
        await listRows(parts, 'pixiGetShops', {}, ctx),
        (row) => ({ shopId: shopIdOf(row.required('shopId')), name: row.text('name') ?? '' }),
        parts.onBadRow,
      ),
    paymentMethods: async (ctx) =>
      keepGood(
        await listRows(parts, 'pixiGetPaymenttypes', {}, ctx),
        (row) => ({
          code: paymentCodeOf(row.required('paymentCode')),
          name: row.text('name') ?? '',
          xmlTag: row.text('xmlTag') ?? '',
          initialStatus: row.text('initialStatus') ?? '',
          importsOnHold: onHold(row.text('initialStatus')),
        }),
        parts.onBadRow,
      ),
  };
}

/** The line status that orders of a payment method begin with: `HAL` holds them. */
const onHold = (initialStatus: string | null): boolean | null =>
  initialStatus === null || initialStatus === ''
    ? null
    : initialStatus.toUpperCase() === INITIALLY_HELD;

/** The answer may name orders that changed up to two minutes (in the autumn night: an hour) before `since`. */
async function changedOrders(
  parts: GatewayParts,
  since: Instant,
  ctx: CallContext,
): Promise<ErpChanges> {
  const from = safeCursor(plusMs(since, -CHANGES_OVERLAP_MS));
  const rows = await listRows(parts, 'pixiGetChangedOrders', { since: { at: from } }, ctx);
  const orders = await keepGood(
    rows,
    (row) => changedOrder(parts, row),
    (fault, row) => parts.onBadRow(aboutOrder(fault, row.text('orderNumber'))),
  );
  const ends = await keepGood(rows, (row) => row.instant('changedUntil'), parts.onBadRow);
  const distinct = new Map(orders.map((order) => [order.orderNumber, order]));
  return {
    orders: [...distinct.values()],
    changedUntil: ends.length === 0 ? null : ends.reduce((a, b) => (a > b ? a : b)),
  };
}

function changedOrder(
  parts: GatewayParts,
  row: PixiRowOf<'pixiGetChangedOrders'>,
): ErpChangedOrder {
  return {
    orderNumber: orderNumberOf(row.required('orderNumber')),
    shopId: shopIdOf(row.required('shopId')),
    paymentCode: paymentCodeOf(row.required('paymentCode')),
    status: knownStatus(parts, row),
    locked: row.flag('locked'),
  };
}

/** A change only wakes the rules up: with a status nobody knows it still does, and they read the order themselves. */
function knownStatus(
  parts: GatewayParts,
  row: PixiRowOf<'pixiGetChangedOrders'>,
): ErpOrderStatus | null {
  const text = row.text('orderStatus');
  if (text === null) return null;
  try {
    return readOrderStatus('orderStatus', text);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    parts.onBadRow(aboutOrder(error, row.text('orderNumber')));
    return null;
  }
}

async function readAddress(
  parts: GatewayParts,
  addressKey: string,
  ctx: CallContext,
): Promise<ErpAddress | null> {
  const rows = await readRows(parts, 'pixiGetAddress', { addressKey }, ctx);
  const row = rows[0];
  if (row === undefined) return null;
  const street = [row.text('streetName'), row.text('houseNumber')].filter((part) => part !== null);
  const name = [row.text('firstName'), row.text('lastName')].filter((part) => part !== null);
  return {
    addressKey,
    name: row.text('name') ?? name.join(' '),
    company: row.text('company') ?? '',
    street: row.text('street') ?? street.join(' '),
    zip: row.text('zip') ?? '',
    city: row.text('city') ?? '',
    country: readCountry(row.text('countryIso') ?? row.text('country') ?? ''),
    iban: row.text('iban') ?? '',
    bic: row.text('bic') ?? '',
    bankName: row.text('bankName') ?? '',
    accountHolder: row.text('accountHolder') ?? '',
  };
}

/** A bare value; some databases wrap it into a row, or give it as return value only. */
async function canChangeAddress(
  parts: GatewayParts,
  orderNumber: OrderNumber,
  ctx: CallContext,
): Promise<boolean> {
  const details = { ctx, priority: 'urgent' } as const;
  const answer = await parts.service.call('pixiCanChangeAddress', { orderNumber }, details);
  const inRow = rowsOf('pixiCanChangeAddress', answer)[0]?.text('changeable');
  const value = answer.scalar ?? inRow ?? answer.resultCode;
  if (value === null || value === undefined) throw unknownValue('changeable', 'missing');
  return readFlag('changeable', String(value));
}
