import { param, verified, type PixiProcedure } from './procedure-definition.js';

/** The payment methods of the database. */
export const pixiGetPaymenttypes = {
  name: 'pixiGetPaymenttypes',
  writes: false,
  success: 'rows',
  params: [
    param('paymentCode', 'Code', 'char', { maxLength: 1, traced: true }),
    param('name', 'PaymentText', 'varchar', { maxLength: 120 }),
    param('xmlTag', 'TagXML', 'varchar', { maxLength: 50, traced: true }),
    param('initialStatus', 'IniOrderStatus', 'varchar', { maxLength: 3, traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('paymentCode', 'Code', 'char', { maxLength: 1 }),
        verified('name', 'PaymentText', 'varchar', { maxLength: 120 }),
        verified('xmlTag', ['XMLTag', 'TagXML'], 'varchar', { maxLength: 50 }),
        verified('initialStatus', 'IniOrderStatus', 'varchar', { maxLength: 3 }),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** The shops (Mandanten) of the database. */
export const pixiGetShops = {
  name: 'pixiGetShops',
  writes: false,
  success: 'rows',
  params: [param('shopId', 'ShopID', 'varchar', { maxLength: 3, traced: true })],
  rowSets: [
    {
      columns: [
        verified('shopId', 'ShopID', 'varchar', { maxLength: 3 }),
        verified('name', 'ShopName', 'varchar', { maxLength: 60 }),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** The database's own clock, to measure how far it is off. */
export const pixiGetServerTime = {
  name: 'pixiGetServerTime',
  writes: false,
  success: 'rows',
  params: [],
  rowSets: [{ columns: [verified('serverTime', 'ServerTime', 'datetime')] }],
} as const satisfies PixiProcedure;
