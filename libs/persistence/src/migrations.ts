import { CreateSchemas1763740000000 } from './migrations/1763740000000-create-schemas.js';

/** Every migration in the order of its time stamp. Forward only, never edited once released. */
export const MIGRATIONS = [CreateSchemas1763740000000] as const;
