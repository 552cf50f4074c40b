import { CreateSchemas1763740000000 } from './migrations/1763740000000-create-schemas.js';
import { AddChangeCursors1763742100000 } from './migrations/1763742100000-add-change-cursors.js';
import { IndexPortalSearch1763741000000 } from './migrations/1763741000000-index-portal-search.js';

/** Every migration in the order of its time stamp. Forward only, never edited once released. */
export const MIGRATIONS = [
  CreateSchemas1763740000000,
  IndexPortalSearch1763741000000,
  AddChangeCursors1763742100000,
] as const;
