import { accounts } from './accounts.js';
import { auditLog } from './audit-log.js';
import { booking } from './booking.js';
import { configurations } from './configurations.js';
import { connections } from './connections.js';
import { errorLink } from './error-link.js';
import { handbook } from './handbook.js';
import { mailAccount } from './mail-account.js';
import { overview } from './overview.js';
import { setupCheck } from './setup-check.js';
import { tokens } from './tokens.js';
import { frame } from './frame.js';
import { order } from './order.js';
import { orderWords } from './order-words.js';
import { orders } from './orders.js';

/** The texts of all pages behind the sign-in; each area keeps its own file and its own key. */
export const inside = {
  ...frame,
  ...orders,
  ...order,
  ...orderWords,
  accounts,
  connections,
  mailAccount,
  booking,
  configurations,
  setupCheck,
  overview,
  auditLog,
  tokens,
  errorLink,
  handbook,
};
