import { randomUUID } from 'node:crypto';
import {
  type BillingProvider,
  currency,
  FEE_PAYMENTS,
  FEE_STATES,
  type FeeRecord,
  instant,
  type Money,
  money,
  type OrganisationId,
  toIso,
} from '@abgleich/domain';
import { z } from 'zod';
import type { Database } from '../database.js';
import { portalDatabase, type SqlRow } from './portal-database.js';

const row = z.object({
  id: z.string(),
  organisation_id: z.string(),
  number: z.number(),
  period_from: z.string(),
  period_until: z.string(),
  amount_minor: z.number(),
  currency: z.string(),
  payment: z.enum(FEE_PAYMENTS),
  state: z.enum(FEE_STATES),
  recorded_at: z.number(),
  paid_at: z.number().nullable(),
});

/** Days are read as the text they are: a date has no zone. */
export const SELECT_FEE_RECORDS = `select f.id, f.organisation_id, f.number, f.period_from::text, f.period_until::text, f.amount_minor, f.currency,
  f.payment, f.state, f.recorded_at, f.paid_at from portal.fee_records as f`;

/** A row of `SELECT_FEE_RECORDS`. */
export function feeRecordOf(raw: SqlRow): FeeRecord {
  const one = row.parse(raw);
  return {
    id: one.id,
    organisationId: one.organisation_id as OrganisationId, // the brand is ours, the column is a uuid
    number: one.number,
    month: { from: one.period_from, until: one.period_until },
    amount: money(one.amount_minor, currency(one.currency)),
    payment: one.payment,
    state: one.state,
    recordedAt: instant(one.recorded_at),
    paidAt: one.paid_at === null ? null : instant(one.paid_at),
  };
}

/** Billing by hand: each month becomes a record that the one who runs the installation invoices and marks as paid. */
export function createManualBilling(
  database: Pick<Database, 'pool'>,
  { monthlyFee }: { readonly monthlyFee: Money | null },
): BillingProvider {
  const db = portalDatabase(database);
  return {
    monthlyFee,
    async charge({ organisationId, months, payment }, now) {
      if (monthlyFee === null) return 0;
      let charged = 0;
      for (const { from, until } of months) {
        const rows = await db.asOwner(
          `insert into portal.fee_records (id, organisation_id, period_from, period_until, amount_minor, currency, payment, state, recorded_at)
           select $1, $2, $3, $4, $5, $6, $7, 'open', $8
           where not exists (select from portal.fee_records where organisation_id = $2 and period_from <= $3::date and period_until > $3::date)
           on conflict (organisation_id, period_from) do nothing returning id`,
          [
            randomUUID(),
            organisationId,
            from,
            until,
            monthlyFee.minor,
            monthlyFee.currency,
            payment,
            toIso(now),
          ],
        );
        charged += rows.length;
      }
      return charged;
    },
    async records(organisationId) {
      const rows = await db.asOwner(
        `${SELECT_FEE_RECORDS} where f.organisation_id = $1 order by f.period_from desc`,
        [organisationId],
      );
      return rows.map(feeRecordOf);
    },
  };
}
