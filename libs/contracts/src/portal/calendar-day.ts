import { z } from 'zod';

/** A day as `2026-11-22`, read in Europe/Berlin. Beyond these centuries a database may not know the calendar. */
export const calendarDay = z.iso
  .date()
  .refine((day) => day >= '1900' && day < '2200')
  .meta({ pattern: String.raw`^(19|20|21)\d\d-\d\d-\d\d$` });
