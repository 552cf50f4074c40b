import { AUDIT_ROUTES } from './audit.js';
import { BOOKING_ROUTES } from './booking.js';
import { CHECK_ROUTES } from './checks.js';
import { CONNECTION_ROUTES } from './connections.js';
import { ERROR_PAGE_ROUTES } from './error-page.js';
import { MAIL_ROUTES } from './mail.js';
import { ORDER_ROUTES } from './orders.js';
import type { Routes } from './route.js';
import { SESSION_ROUTES } from './session.js';
import { SETUP_ROUTES } from './setup-check.js';

/** Every route of the portal's interface, by operation id. A route that is not here answers nobody. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...ORDER_ROUTES,
  ...MAIL_ROUTES,
  ...CHECK_ROUTES,
  ...ERROR_PAGE_ROUTES,
  ...AUDIT_ROUTES,
  ...CONNECTION_ROUTES,
  ...BOOKING_ROUTES,
  ...SETUP_ROUTES,
} as const satisfies Routes;
