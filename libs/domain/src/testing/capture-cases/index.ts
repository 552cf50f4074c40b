import { capturing } from './capturing.js';
import { charged } from './charged.js';
import { elsewhere } from './elsewhere.js';
import { secured } from './invoice-secured.js';
import { invoice } from './invoice.js';
import { leftAlone } from './left-alone.js';
import { notUsable } from './not-usable.js';
import { paylater } from './paylater.js';
import { prepayment } from './prepayment.js';
import type { CaptureCase } from './rows.js';
import { settling } from './settling.js';

/** Every cell of the capture table for the families `direct` and `shop-charged`, and the edges between them. */
const direct = [...leftAlone, ...notUsable, ...charged, ...capturing, ...elsewhere, ...settling];
/** Every cell for the other families. */
const others = [...prepayment, ...invoice, ...secured, ...paylater];
export const CAPTURE_CASES: readonly CaptureCase[] = [...direct, ...others];
