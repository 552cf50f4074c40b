import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';

/** A `timestamptz` as ISO 8601; the driver makes epoch milliseconds of it. */
export const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
export const organisationId = z.string().transform((id) => id as OrganisationId); // the brand is ours, the column is a uuid
export const role = z.enum(['admin', 'operations', 'viewer']);
export const language = z.enum(['de', 'en']);
