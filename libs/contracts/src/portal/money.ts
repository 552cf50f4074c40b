import { z } from 'zod';

/** The portal's HTTP interface: one schema for server, client and docs. Amounts are minor units with currency; moments ISO 8601 in UTC. */
export const moneySchema = z.object({ minor: z.number().int(), currency: z.string().length(3) });
