import { CreateSchemas1763740000000 } from './migrations/1763740000000-create-schemas.js';
import { IndexPortalSearch1763741000000 } from './migrations/1763741000000-index-portal-search.js';
import { AddWebhooks1763742000000 } from './migrations/1763742000000-add-webhooks.js';
import { AddChangeCursors1763742100000 } from './migrations/1763742100000-add-change-cursors.js';
import { CreateNotifier1763743000000 } from './migrations/1763743000000-create-notifier.js';
import { KeepWaitsApart1763744000000 } from './migrations/1763744000000-keep-waits-apart.js';
import { CreateChecker1763745000000 } from './migrations/1763745000000-create-checker.js';
import { NoteWhenGroupsWereSeen1763746000000 } from './migrations/1763746000000-note-when-groups-were-seen.js';
import { CreateAudit1763750000000 } from './migrations/1763750000000-create-audit.js';
import { CreatePeople1763751000000 } from './migrations/1763751000000-create-people.js';
import { AddBooking1763752000000 } from './migrations/1763752000000-add-booking.js';
import { CreateSetupChecks1763752100000 } from './migrations/1763752100000-create-setup-checks.js';
import { NameConfigurations1763753000000 } from './migrations/1763753000000-name-configurations.js';
import { IndexOrderFilters1763754000000 } from './migrations/1763754000000-index-order-filters.js';
import { IndexTotalsUnderSecurity1763754100000 } from './migrations/1763754100000-index-totals-under-security.js';
import { CreateApiTokens1763755000000 } from './migrations/1763755000000-create-api-tokens.js';
import { IndexMovedOrders1763756000000 } from './migrations/1763756000000-index-moved-orders.js';

/** Every migration in the order of its time stamp. Forward only, never edited once released. */
export const MIGRATIONS = [
  CreateSchemas1763740000000,
  IndexPortalSearch1763741000000,
  AddWebhooks1763742000000,
  AddChangeCursors1763742100000,
  CreateNotifier1763743000000,
  KeepWaitsApart1763744000000,
  CreateChecker1763745000000,
  NoteWhenGroupsWereSeen1763746000000,
  CreateAudit1763750000000,
  CreatePeople1763751000000,
  AddBooking1763752000000,
  CreateSetupChecks1763752100000,
  NameConfigurations1763753000000,
  IndexOrderFilters1763754000000,
  IndexTotalsUnderSecurity1763754100000,
  CreateApiTokens1763755000000,
  IndexMovedOrders1763756000000,
] as const;
