import * as z from 'zod';
import { parseUnits } from '../pixi/ledger/units.js';

/** An amount as the control interface takes it: a string such as `"119.00"`, not negative; becomes ten-thousandths. */
export const amountText = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'must be an amount such as "119.00"')
  .transform(parseUnits);
