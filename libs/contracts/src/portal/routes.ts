import { ACCOUNT_ROUTES } from './account.js';
import { AUDIT_ROUTES } from './audit.js';
import { BOOKING_ROUTES } from './booking.js';
import { CHECK_ROUTES } from './checks.js';
import { CONFIGURATION_ROUTES } from './configurations.js';
import { ERROR_LINK_ROUTES } from './error-link.js';
import { CONNECTION_ROUTES } from './connections.js';
import { ERROR_PAGE_ROUTES } from './error-page.js';
import { MAIL_ROUTES } from './mail.js';
import { OPEN_API_ROUTES } from './open-api.js';
import { ORDER_TIMELINE_ROUTES } from './order-timeline.js';
import { ORDERS_BULK_ROUTES } from './orders-bulk.js';
import { ORDER_ROUTES } from './orders.js';
import { OUTSIDE_ROUTES } from './outside.js';
import type { Routes } from './route.js';
import { SESSION_ROUTES } from './session.js';
import { USER_ROUTES } from './users.js';
import { OVERVIEW_ROUTES } from './overview.js';
import { TOKEN_ROUTES } from './tokens.js';
import { SETUP_ROUTES } from './setup-check.js';

/** Every route of the portal's interface, by operation id. A route that is not here answers nobody. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...ORDER_ROUTES,
  ...ORDER_TIMELINE_ROUTES,
  ...ORDERS_BULK_ROUTES,
  ...MAIL_ROUTES,
  ...CHECK_ROUTES,
  ...ERROR_PAGE_ROUTES,
  ...AUDIT_ROUTES,
  ...ACCOUNT_ROUTES,
  ...USER_ROUTES,
  ...OUTSIDE_ROUTES,
  ...CONFIGURATION_ROUTES,
  ...ERROR_LINK_ROUTES,
  ...OVERVIEW_ROUTES,
  ...TOKEN_ROUTES,
  ...OPEN_API_ROUTES,
  ...CONNECTION_ROUTES,
  ...BOOKING_ROUTES,
  ...SETUP_ROUTES,
} as const satisfies Routes;
