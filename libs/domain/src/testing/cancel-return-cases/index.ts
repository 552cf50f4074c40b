import { beyondTheCharge } from './beyond-the-charge.js';
import { chargebacks } from './chargebacks.js';
import { givenElsewhere } from './given-elsewhere.js';
import { leftAlone } from './left-alone.js';
import { neverLeft } from './never-shipped.js';
import { obstacles } from './obstacles.js';
import { returns } from './returns.js';
import type { CancelReturnCase } from './rows.js';
import { someLines } from './some-lines.js';
import { wholeOrder } from './whole-order.js';

/** Cancelled orders, cancelled lines and returns, and what can go wrong around them. */
export const CANCEL_RETURN_CASES: readonly CancelReturnCase[] = [
  ...leftAlone,
  ...wholeOrder,
  ...neverLeft,
  ...someLines,
  ...returns,
  ...givenElsewhere,
  ...beyondTheCharge,
  ...obstacles,
  ...chargebacks,
];
