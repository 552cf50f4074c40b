import { bookingStateAt, formatMoney, type OrganisationId, toIso } from '@abgleich/domain';
import {
  createManualBilling,
  createOperatorBilling,
  type NamedFeeRecord,
  type OperatorBilling,
} from '@abgleich/persistence';
import { chargeAllFees } from '@abgleich/portal-api';
import { monthlyFeeOf } from '@abgleich/service-kit';
import type { OperateInput, OperateResult } from './operate.js';

type Parts = OperateInput & { readonly billing: OperatorBilling };

/** Runs a command about bookings and fees. `null`: there is no such command, or it lacks what it is about. */
export async function operateBilling(
  [command, ...rest]: readonly string[],
  input: OperateInput,
): Promise<OperateResult | null> {
  const parts = { ...input, billing: createOperatorBilling(input.database) };
  switch (command) {
    case 'bookings':
      return { lines: await bookingLines(parts), ok: true };
    case 'fees':
      return { lines: (await feeRecords(parts)).map(feeLine), ok: true };
    case 'fees-csv':
      return { lines: csvLines(await feeRecords(parts)), ok: true };
    case 'fee-paid':
      return rest.length === 0 ? null : each(rest, (number) => markPaid(number, parts));
    case 'end-booking':
      return rest.length === 0 ? null : each(rest, (id) => endBooking(id, parts));
    case 'approve-direct-debit':
      return rest.length === 0 ? null : each(rest, (id) => approve(id, parts));
    default:
      return null;
  }
}

type Said = { readonly line: string; readonly ok: boolean };

async function each(
  words: readonly string[],
  act: (word: string) => Promise<Said>,
): Promise<OperateResult> {
  const said: Said[] = [];
  for (const word of words) said.push(await act(word));
  return { lines: said.map(({ line }) => line), ok: said.every(({ ok }) => ok) };
}

async function bookingLines({ billing, now }: Parts): Promise<readonly string[]> {
  const organisations = await billing.organisations();
  if (organisations.length === 0) return ['There is no organisation.'];
  return organisations.map(({ organisationId, name, booking, payment, ...asked }) => {
    const until = booking.endsAt === null ? '' : ` until ${toIso(booking.endsAt)}`;
    const waits = asked.directDebitAskedAt !== null && asked.directDebitApprovedAt === null;
    const wish = waits ? ', asks for direct debit' : '';
    return `${organisationId}  ${bookingStateAt(booking, now)}${until}  ${payment}${wish}  ${name}`;
  });
}

/** Months that have begun are recorded first, so that nobody invoices yesterday's list. */
async function feeRecords(parts: Parts): Promise<readonly NamedFeeRecord[]> {
  const { database, settings, billing, now } = parts;
  const provider = createManualBilling(database, { monthlyFee: monthlyFeeOf(settings) });
  await chargeAllFees({ organisations: billing, billing: provider, clock: { now: () => now } });
  return billing.records();
}

const feeLine = ({ number, organisation, month, amount, payment, state }: NamedFeeRecord): string =>
  `${number}  ${month.from} – ${month.until}  ${formatMoney(amount)} ${amount.currency}  ${payment}  ${state}  ${organisation}`;

/** RFC 4180, with the columns an invoice needs; \`until\` is the first day of the next month. */
function csvLines(records: readonly NamedFeeRecord[]): readonly string[] {
  const head =
    'number,organisation_id,organisation,from,until,amount,currency,payment,state,paid_at';
  return [
    head,
    ...records.map((one) =>
      [
        String(one.number),
        one.organisationId,
        one.organisation,
        one.month.from,
        one.month.until,
        formatMoney(one.amount),
        one.amount.currency,
        one.payment,
        one.state,
        one.paidAt === null ? '' : toIso(one.paidAt),
      ]
        .map(csvField)
        .join(','),
    ),
  ];
}

/** A name that begins like a formula must not become one in somebody's spreadsheet. */
const csvField = (text: string): string => {
  const harmless = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

async function markPaid(word: string, { billing, now }: Parts): Promise<Said> {
  const done = /^\d{1,15}$/.test(word) && (await billing.markPaid(Number(word), now));
  return { line: `${word}  ${done ? 'is paid' : 'is no open record'}`, ok: done };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isOrganisation = (word: string): word is OrganisationId => UUID.test(word);

async function endBooking(word: string, { billing, now }: Parts): Promise<Said> {
  const done = isOrganisation(word) && (await billing.endBooking(word, now));
  return { line: `${word}  ${done ? 'is ended' : 'has no booking to end'}`, ok: done };
}

async function approve(word: string, { billing, now }: Parts): Promise<Said> {
  const done = isOrganisation(word) && (await billing.approveDirectDebit(word, now));
  return { line: `${word}  ${done ? 'pays by direct debit' : 'did not ask for it'}`, ok: done };
}
