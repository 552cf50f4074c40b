import { FINAL_STATES, PAYMENT_METHODS } from '@abgleich/domain';

const FINAL = FINAL_STATES.map((state) => `'${state}'`).join(', ');

/** Days that an authorisation lives, by method, where that is known; from the table of the rules. */
const DAYS = Object.entries(PAYMENT_METHODS).flatMap(([method, { authorizationDays }]) =>
  authorizationDays === null ? [] : [`when '${method}' then ${authorizationDays}`],
);
const GOOD_AUTHORIZATION = `'$.transactions[*] ? (@.kind == "authorization" && @.status == "success")'`;

/** When the authorisation of order `o` ends; null where nothing is reserved any more, nothing more will be taken, or nobody knows. */
export const AUTHORIZATION_ENDS = `(case when o.state not in (${FINAL}) and (o.payment->'remaining'->>'minor')::bigint > 0
  then to_timestamp((jsonb_path_query_first(o.payment, ${GOOD_AUTHORIZATION})->>'at')::bigint / 1000.0)
    + (case o.method_name ${DAYS.join(' ')} end) * interval '1 day' end)`;
/** When the wait of order `o` is over; null where it does not wait. */
export const WAIT_ENDS = `(case when o.state = 'waiting' then o.next_look_at end)`;
/** The nearer of both; null where neither is known. */
export const DEADLINE = `least(${AUTHORIZATION_ENDS}, ${WAIT_ENDS})`;
