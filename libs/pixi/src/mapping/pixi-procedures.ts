import {
  pixiAddCustomerComment,
  pixiCACreateManualBooking,
  pixiGetAddress,
  pixiGetCreditCardInfo,
  pixiSetShippingLock,
} from './customers.js';
import { pixiGetInvoice, pixiGetInvoiceLines } from './invoices.js';
import { pixiGetPaymenttypes, pixiGetServerTime, pixiGetShops } from './master-data.js';
import { pixiGetItemInfo, pixiImportFindXML } from './order-import.js';
import {
  pixiAddOrderComment,
  pixiCreateOrderComment,
  pixiSetOrderShippingLock,
} from './order-notes.js';
import {
  pixiCanChangeAddress,
  pixiGetChangedOrders,
  pixiGetOrderHeader,
  pixiGetOrderline,
  pixiGetOrderTotals,
} from './orders.js';
import type { ErpAbility } from '@abgleich/domain';
import type { PixiProcedure } from './procedure-definition.js';
import {
  pixiPayGetInvoicesToCapture,
  pixiPayGetOrdersToAuthorize,
  pixiPaySetAuthorizationStatus,
  pixiPaySetInvoiceCapture,
} from './queues.js';

const required = {
  pixiPayGetOrdersToAuthorize,
  pixiPayGetInvoicesToCapture,
  pixiGetOrderline,
  pixiGetInvoice,
  pixiGetInvoiceLines,
  pixiGetChangedOrders,
  pixiImportFindXML,
  pixiCACreateManualBooking,
  pixiPaySetInvoiceCapture,
  pixiPaySetAuthorizationStatus,
  pixiGetOrderTotals,
  pixiGetOrderHeader,
  pixiAddCustomerComment,
  pixiGetAddress,
  pixiSetShippingLock,
  pixiCreateOrderComment,
  pixiSetOrderShippingLock,
  pixiCanChangeAddress,
  pixiGetItemInfo,
  pixiGetCreditCardInfo,
} as const;

/** Every pixi procedure we know, by name: the only place that spells pixi's parameter and column names. */
export const PIXI_PROCEDURES = {
  ...required,
  pixiAddOrderComment,
  pixiGetPaymenttypes,
  pixiGetShops,
  pixiGetServerTime,
} as const satisfies Readonly<Record<string, PixiProcedure>>;

export type PixiProcedureName = keyof typeof PIXI_PROCEDURES;

/** The 20 procedures that a database must offer before a merchant can work with it. */
export const REQUIRED_PROCEDURES: readonly (keyof typeof required)[] = Object.keys(
  required,
) as (keyof typeof required)[]; // Object.keys widens the keys of a closed object to string.

/** What each required procedure is needed for; missing ones are told to people by it. */
export const ABILITY_OF: Readonly<Record<keyof typeof required, ErpAbility>> = {
  pixiPayGetOrdersToAuthorize: 'orders-to-release',
  pixiPayGetInvoicesToCapture: 'invoices-to-settle',
  pixiGetOrderline: 'order-lines',
  pixiGetInvoice: 'invoices',
  pixiGetInvoiceLines: 'invoice-lines',
  pixiGetChangedOrders: 'changed-orders',
  pixiImportFindXML: 'imported-orders',
  pixiCACreateManualBooking: 'manual-bookings',
  pixiPaySetInvoiceCapture: 'settle-invoices',
  pixiPaySetAuthorizationStatus: 'release-orders',
  pixiGetOrderTotals: 'order-totals',
  pixiGetOrderHeader: 'order-headers',
  pixiAddCustomerComment: 'customer-comments',
  pixiGetAddress: 'addresses',
  pixiSetShippingLock: 'customer-lock',
  pixiCreateOrderComment: 'order-comments',
  pixiSetOrderShippingLock: 'order-lock',
  pixiCanChangeAddress: 'address-still-open',
  pixiGetItemInfo: 'items',
  pixiGetCreditCardInfo: 'payment-details',
};

/** The parameter keys of a procedure. */
export type ParamKey<Name extends PixiProcedureName> =
  (typeof PIXI_PROCEDURES)[Name]['params'][number]['key'];

/** The column keys of a procedure's first row set. */
export type ColumnKey<Name extends PixiProcedureName> =
  (typeof PIXI_PROCEDURES)[Name]['rowSets'][number]['columns'][number]['key'];
