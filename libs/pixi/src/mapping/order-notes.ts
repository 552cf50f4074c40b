import { param, required, returnCodeColumns, type PixiProcedure } from './procedure-definition.js';

/** An order's own shipping lock. `INFO` means that nothing was to change. */
export const pixiSetOrderShippingLock = {
  name: 'pixiSetOrderShippingLock',
  writes: true,
  success: 'returnCode',
  params: [
    required(param('orderNumber', 'OrderNr', 'int', { traced: true })),
    param('locked', 'Locked', 'bit', { traced: true }),
    param('userName', 'UserName', 'varchar', { maxLength: 50, droppable: true, since: '23.03' }),
    param('reason', 'Reason', 'varchar', { maxLength: 255, since: '23.03', prose: true }),
  ],
  rowSets: [{ columns: returnCodeColumns }],
} as const satisfies PixiProcedure;

/** A comment on an order. */
export const pixiCreateOrderComment = {
  name: 'pixiCreateOrderComment',
  writes: true,
  success: 'returnCode',
  params: [
    required(param('orderNumber', 'OrderNr', 'int', { traced: true })),
    required(param('text', 'Comment', 'varchar', { maxLength: 1000, prose: true })),
    param('userName', 'UserName', 'varchar', { maxLength: 50, droppable: true }),
  ],
  rowSets: [{ columns: returnCodeColumns }],
} as const satisfies PixiProcedure;

/** The older way to comment on an order; used where pixiCreateOrderComment is not installed. */
export const pixiAddOrderComment = {
  name: 'pixiAddOrderComment',
  writes: true,
  success: 'resultCode',
  params: [
    required(param('orderNumber', 'OrderNr', 'int', { traced: true })),
    required(param('text', 'Comment', 'varchar', { maxLength: 1000, prose: true })),
  ],
  rowSets: [],
} as const satisfies PixiProcedure;
