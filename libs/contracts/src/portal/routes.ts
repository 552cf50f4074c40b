import { ACCOUNT_ROUTES } from './account.js';
import { AUDIT_ROUTES } from './audit.js';
import { CHECK_ROUTES } from './checks.js';
import { ERROR_PAGE_ROUTES } from './error-page.js';
import { MAIL_ROUTES } from './mail.js';
import { ORDER_ROUTES } from './orders.js';
import { OUTSIDE_ROUTES } from './outside.js';
import type { Routes } from './route.js';
import { SESSION_ROUTES } from './session.js';
import { USER_ROUTES } from './users.js';

/** Every route of the portal's interface, by operation id. A route that is not here answers nobody. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...ORDER_ROUTES,
  ...MAIL_ROUTES,
  ...CHECK_ROUTES,
  ...ERROR_PAGE_ROUTES,
  ...AUDIT_ROUTES,
  ...ACCOUNT_ROUTES,
  ...USER_ROUTES,
  ...OUTSIDE_ROUTES,
} as const satisfies Routes;
