// The parts of the one statement that takes in a notification. Parameters: $1 public key, $2 fingerprint, $3 event, $4 payment id or '',
// $5 now, $6 begin of the copy window, $7 begin of the flood window, $8 transaction path or null, $9 may be an echo of ours, $10 begin
// of the echo window, $11 why, $12 trace id.

/** Whose key it is. Versions of the past count: a payment that began under old keys goes on under them. */
export const KNOWN_KEYS = `known as materialized (select distinct c.organisation_id, c.connection_id
  from portal.configuration_versions as v join portal.configurations as c on c.id = v.configuration_id where v.public_key = $1),
told as materialized (select distinct organisation_id from known)`;

/**
 * The row of the text: inserted, or one more copy counted; after the window the copy counts as new. Nothing is stored beyond so many
 * texts about one payment in a minute. \`before\` is the row as it was.
 */
export const NEWLY_STORED = (
  hintsMax: number,
): string => `before as materialized (select n.organisation_id, n.received_at,
    n.last_received_at from portal.webhook_notifications as n join told using (organisation_id) where n.fingerprint = $2),
stored as (insert into portal.webhook_notifications as n (organisation_id, fingerprint, event, public_key, payment_id, received_at,
    last_received_at, copies)
  select t.organisation_id, $2, $3, $1, $4, $5::text::timestamptz, $5::text::timestamptz, 1 from told as t
    where (select count(*) from portal.webhook_notifications as f where f.organisation_id = t.organisation_id and f.payment_id = $4
      and f.received_at > $7::timestamptz) < ${hintsMax}
  on conflict (organisation_id, fingerprint) do update set last_received_at = excluded.last_received_at,
    copies = case when n.received_at < $6::timestamptz then 1 else n.copies + 1 end,
    received_at = case when n.received_at < $6::timestamptz then excluded.received_at else n.received_at end
  returning n.organisation_id, xmax = 0 as inserted)`;

/** Unzer tells us of our own effects, too: one under way, the very transaction, or the payment shortly after it. That is no news. */
const ECHO = `$9::boolean and exists (select from journal.operations as p where p.connection_id = o.connection_id
    and p.order_number = o.order_number and p.payment_id = $4 and p.kind in ('capture', 'reversal', 'refund', 'shipment-notice')
    and (p.status = 'open' or (p.status = 'done' and (p.transaction_path = $8::text
      or ($8::text is null and p.finished_at > $10::timestamptz)))))`;

/**
 * The orders to look at: of this payment and of a connection that has the key. A copy asks for a look only when the payment was read
 * since the one before came, because then the look it asked for is over and the same words may tell of something newer.
 */
export const LOOKS = (
  ordersMax: number,
): string => `due as materialized (select gen_random_uuid() as id, o.organisation_id, o.connection_id,
    o.order_number from journal.orders as o
  join known as k on k.connection_id = o.connection_id and k.organisation_id = o.organisation_id
  join stored as s on s.organisation_id = o.organisation_id
  left join before as b on b.organisation_id = o.organisation_id
  where $4 <> '' and o.payment_id = $4 and not (${ECHO})
    and (s.inserted or b.received_at < $6::timestamptz
      or (o.payment->>'readAt')::numeric > extract(epoch from b.last_received_at) * 1000)
  order by o.order_number, o.connection_id limit ${ordersMax})`;
