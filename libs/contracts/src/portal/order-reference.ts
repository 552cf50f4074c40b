import { z } from 'zod';

/** An order in a route. */
export const orderParams = z.object({
  connectionId: z.uuid(),
  orderNumber: z.string().min(1).max(100),
});
