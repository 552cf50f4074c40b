import { addresses } from './addresses.js';
import { allFamilies } from './all-families.js';
import { bad } from './bad.js';
import { charging } from './charging.js';
import { expiry } from './expiry.js';
import { good } from './good.js';
import { locking } from './locking.js';
import { lookingUp } from './looking-up.js';
import { onInvoice } from './on-invoice.js';
import { paylater } from './paylater.js';
import { prepayment } from './prepayment.js';
import type { ReleaseCase } from './rows.js';
import { transferDetails } from './transfer-details.js';
import { unfinished } from './unfinished.js';

/** Every cell of the release table for the families `direct` and `shop-charged`, and the edges between them. */
const direct = [...lookingUp, ...unfinished, ...bad, ...good, ...charging, ...locking];
/** Every cell for the other families, and what is watched beside it. */
const others = [
  ...allFamilies,
  ...prepayment,
  ...onInvoice,
  ...paylater,
  ...transferDetails,
  ...addresses,
  ...expiry,
];
export const RELEASE_CASES: readonly ReleaseCase[] = [...direct, ...others];
