// What the catalogue of problems cannot know: where an operator looks, and what follows. By code; `npm run docs` puts it into
// docs/operate/runbook.md. `look`: what to check, in this order. `then`: what Abgleich does once it is done, and what not to do meanwhile.

/** Shared steps, so that the same matter is told in the same words. */
const RECHECK =
  'Press *Erneut prüfen*. The same rules look at the order as it stands then; nothing is charged, refunded or booked twice.';
const GOES =
  'The problem goes by itself, Abgleich lifts its own lock and goes on. Without a click that happens at the next look at the order.';
const OPEN_IN_INSIGHTS =
  'Find the payment in Unzer Insights by its id (on the order’s page, with a button to copy it).';
const KEYS_OF_METHOD =
  'Compare the public key in Insights with the one of the configuration: a payment made under another key pair is unknown to this one.';
const NOT_BY_HAND =
  'Do not charge or refund by hand while an operation on the order’s page is *läuft*: wait until it has an outcome.';
const LOCK_BY_HAND =
  'A lock that a person lifts stays lifted: Abgleich does not lock again for the same cause.';
const GOODS_ARE_GONE =
  'The goods are gone. Decide with bookkeeping who asks the customer for the open amount, and by when.';
const SETTLE_BY_HAND =
  'Once somebody settles the invoice in pixi, Abgleich leaves it alone and the problem goes at the next look.';
const TIMELINE =
  'On the order’s page choose *Ausführlich* above the timeline: every call with what was sent and what came back, and the facts of each decision.';
const SUPPORT =
  'For support: the error number, the order number, and the `traceId` of the log lines about the order. No more is needed, and no secret is in them.';
const PIXI_SAYS =
  'What pixi said is in the text and, in full, at the call in the timeline. Look for the same words in pixi: a closed period, a missing right of the API user, a document somebody has open.';
const BOTH_LEDGERS =
  'Put both sides beside each other: the box *Geld* on the order’s page, the payment in Insights, the customer account in pixi.';
const FINDING =
  'The checker shares no code with the rules, so one of the two is wrong. Take the facts from pixi and Insights themselves, not from our pages alone.';

const step = (look, then) => ({ look, then });

export const RUNBOOK_STEPS = {
  'release.payment-id-missing': step(
    [
      'See whether other orders of the same shop lack it too: then the shop’s plug-in does not write the field KK-ID, and every order needs it.',
      'Find the payment in Unzer Insights by the shop’s order number and copy its id into the field KK-ID.',
      RECHECK,
    ],
    `${GOES} An exchange or manual order is told from this one by its number alone (\`P\` and pixi’s number); then nothing is reported.`,
  ),
  'release.payment-unknown': step(
    [
      OPEN_IN_INSIGHTS,
      KEYS_OF_METHOD,
      'Test keys (`s-…`) and production keys (`p-…`) are two worlds: the id of one is unknown in the other.',
      RECHECK,
    ],
    GOES,
  ),
  'release.payment-never-finished': step(
    [
      OPEN_IN_INSIGHTS,
      'If it is finished there, press *Erneut prüfen*. If not, ask the customer; a payment link from the shop makes a new payment with a new id.',
    ],
    `${GOES} How long is waited: \`graceHours\` of the configuration, 24 unless set.`,
  ),
  'release.payment-failed': step(
    [
      OPEN_IN_INSIGHTS,
      'Its transaction says why (limit, wrong code, expired). Ask the customer to pay again, enter the new id into the field KK-ID.',
      RECHECK,
    ],
    GOES,
  ),
  'release.payment-cancelled': step(
    [
      OPEN_IN_INSIGHTS,
      'See who cancelled: Abgleich’s own steps are in the timeline; anything else was the shop, a person, or time.',
      'Cancel the order in pixi, or have the customer pay again and enter the new id.',
    ],
    GOES,
  ),
  'release.payment-charged-back': step(
    [
      OPEN_IN_INSIGHTS,
      'Its chargeback has a reason and a date by which you may object.',
      'Decide: object, or take the goods out of the warehouse’s work and cancel the order in pixi.',
    ],
    'Abgleich moves no more money on this payment by itself. The lock stays until a person lifts it.',
  ),
  'release.currency-differs': step(
    [
      'Compare the currency of the order in pixi with that of the payment in Insights.',
      'Where the payment is another order’s, correct the KK-ID; where the shop passed a wrong currency, cancel and let the customer order again.',
      RECHECK,
    ],
    'Abgleich converts no currencies, ever.',
  ),
  'release.amount-too-low': step(
    [
      'See in pixi whether somebody added lines or shipping costs after the checkout.',
      'Have the rest paid, or bring the order back to what was paid. A difference of cents in many orders is a matter of the field *Rundungsdifferenzen*.',
      RECHECK,
    ],
    GOES,
  ),
  'release.charged-too-little': step(
    [
      'The order grew after it was charged. See in pixi what was added, and by whom.',
      'Charge the rest in Unzer Insights **on the same payment**, or take the addition out of the order.',
      RECHECK,
    ],
    'What is charged by hand on the same payment is found and counted. A second payment is not: its id is not on the order.',
  ),
  'release.charged-on-other-payment': step(
    [
      TIMELINE,
      'The timeline names the payment that was charged; the field KK-ID names another one. Decide which is right.',
      'Put the charged one back into the field KK-ID, or refund it in Insights.',
      RECHECK,
    ],
    'Charging the new one by hand would take the customer’s money twice.',
  ),
  'release.capture-refused': step(
    [
      'The text has Unzer’s own words. A code that begins with `COR.100` is the card or the customer, `COR.800` the bank or a risk check.',
      'Ask the customer for another means of payment, or to settle it with the bank.',
      `${RECHECK} The charge is tried once per click.`,
    ],
    GOES,
  ),
  'release.method-unsupported': step(
    [
      'The supported methods are listed in [what happens with an order](../how-to/orders/README.md).',
      'If the whole payment code in pixi belongs to an unsupported method, take its configuration out: Abgleich looks only at configured ones.',
      'Handle the order by hand; lift the lock in pixi when the payment is good.',
    ],
    LOCK_BY_HAND,
  ),
  'release.released-by-hand': step(
    [
      'Somebody released the order while its payment is unfinished. Ask who and why; lock it in pixi if the goods should wait.',
    ],
    'When the payment gets finished the notice goes. When goods leave before that, capture reports it (C204, C205).',
  ),
  'release.payment-state-unclear': step(
    [OPEN_IN_INSIGHTS, TIMELINE, RECHECK, SUPPORT],
    'The order stays as it is; nothing is charged. A payment state of Unzer that this version does not know is a matter for an update.',
  ),
  'release.lock-refused': step(
    [
      PIXI_SAYS,
      'Set the lock in pixi by hand, **then** *Erneut prüfen*: Abgleich releases the order under your lock.',
    ],
    'Without a lock the order stays on HOLD: nothing is shipped unpaid.',
  ),
  'release.unlock-refused': step(
    [PIXI_SAYS, 'Lift the lock by hand: the payment is good.'],
    'The problem goes at the next look.',
  ),
  'release.release-refused': step(
    [
      PIXI_SAYS,
      'Release the order in pixi by hand, or remove the cause and press *Erneut prüfen*.',
    ],
    'The payment is checked; an order that is released by hand is taken as released.',
  ),
  'release.release-without-effect': step(
    [
      'Abgleich released the order several times and pixi accepted each time, yet it is on HOLD again.',
      'Look into pixi’s log of the order for who sets it back: an import that runs again, another app, a rule of the shop.',
      'Stop that first; then *Erneut prüfen*.',
    ],
    'Abgleich stops after three releases, so that two programs do not fight all night.',
  ),
  'release.transfer-too-little': step(
    [
      OPEN_IN_INSIGHTS,
      'See whether the rest is on its way: customers pay in two transfers, or banks keep a fee.',
      'Ask the customer for the rest, or accept what came and lift the lock in pixi.',
    ],
    `When the rest arrives Abgleich lifts its lock. ${LOCK_BY_HAND}`,
  ),
  'release.transfer-too-much': step(
    [
      'The order goes on; only the surplus needs you.',
      'Refund the surplus in Insights, or agree on something with the customer. Then *Problem gelöst*.',
    ],
    'Abgleich does not give back a surplus by itself: a customer may have paid two orders with one transfer.',
  ),
  'release.transfer-details-missing': step(
    [
      'The comment on the order has the holder, IBAN, BIC and reference that Unzer gave.',
      'Enter them where your invoice prints them from, for this order at least. If every order lacks them, the shop’s import does not pass them on.',
    ],
    'Written once per order. The notice goes when pixi holds the same details, or when the money has come.',
  ),
  'release.address-differs': step(
    [
      'Compare the delivery address in pixi with the one in Insights. Spelling and abbreviations do not count as a difference.',
      'If the customer asked for the change, they must order again; else put the old address back.',
    ],
    'The notice goes when the addresses agree again.',
  ),
  'release.address-final': step(
    [
      'Stop the parcel if the carrier still can.',
      'Ask Unzer whether the other address is covered; keep their answer with the order. Then *Problem gelöst*.',
    ],
    'Abgleich goes on with the order: it is a matter of who bears the risk, not of the money itself.',
  ),
  'release.authorization-expiring': step(
    [
      'See what holds the order up: missing stock, a lock, nobody’s turn.',
      'Ship it, or ask the customer for a new payment in time.',
    ],
    'Warned once per order. `warnBeforeExpiryDays` of the configuration moves the day.',
  ),
  'release.authorization-expired': step(
    [
      OPEN_IN_INSIGHTS,
      'Have the customer pay again and enter the new id into the field KK-ID, or cancel the order.',
      RECHECK,
    ],
    GOES,
  ),
  'release.lock-left': step(
    [
      'The order carries a lock whose comment is Abgleich’s, but Abgleich has no record of setting it: usually after a database was restored from a backup.',
      'The payment is good. See in pixi’s comments whether a person wants the order held for another reason.',
      'If not, lift the lock in pixi by hand.',
    ],
    'Abgleich lifts only locks that it knows to be its own. The problem goes when the lock is gone.',
  ),
  'capture.payment-id-missing': step(
    [
      GOODS_ARE_GONE,
      'Find the payment in Insights by the shop’s order number and enter its id into the field KK-ID.',
      RECHECK,
    ],
    'With the id the invoice is charged or settled by the rules of its method.',
  ),
  'capture.payment-unknown': step(
    [OPEN_IN_INSIGHTS, KEYS_OF_METHOD, RECHECK],
    'With the right id or the right keys the invoice is charged and settled.',
  ),
  'capture.payment-not-usable': step(
    [OPEN_IN_INSIGHTS, TIMELINE, RECHECK, SUPPORT],
    'Nothing is charged until the state is clear.',
  ),
  'capture.payment-never-finished': step([GOODS_ARE_GONE, OPEN_IN_INSIGHTS], SETTLE_BY_HAND),
  'capture.payment-failed': step(
    [
      GOODS_ARE_GONE,
      'Have the customer pay again and enter the new id into the field KK-ID.',
      RECHECK,
    ],
    'The new payment is charged for the open invoice.',
  ),
  'capture.payment-cancelled': step(
    [GOODS_ARE_GONE, 'See in Insights who cancelled, and when.'],
    SETTLE_BY_HAND,
  ),
  'capture.payment-charged-back': step(
    [
      GOODS_ARE_GONE,
      'The chargeback in Insights has a reason and a date by which you may object; the proof of delivery is your evidence.',
    ],
    SETTLE_BY_HAND,
  ),
  'capture.refused': step(
    [
      GOODS_ARE_GONE,
      'The text has Unzer’s own words. Ask the customer, or wait a day where the bank says so.',
      `${RECHECK} The charge is tried once per click.`,
    ],
    'When it succeeds the invoice is settled. If you got the money another way, settle the invoice in pixi.',
  ),
  'capture.amount-exceeds-authorization': step(
    [
      'Compare the invoices of the order with its authorisation: shipping costs added later, a voucher that was lost, a line that was added.',
      'Correct the invoice, or ask the customer for the difference.',
      RECHECK,
    ],
    'Abgleich never charges more than was authorised.',
  ),
  'capture.captured-different-amount': step(
    [BOTH_LEDGERS, TIMELINE, 'Settle the invoice in pixi with what was really charged.'],
    SETTLE_BY_HAND,
  ),
  'capture.invoiced-more-than-charged': step(
    [
      'All invoices of the order together exceed what was charged. See which line or cost was added.',
      'Charge the difference in Insights on the same payment, or correct the invoice.',
      RECHECK,
    ],
    'Then the invoice is settled.',
  ),
  'capture.currency-differs': step(
    ['See whether the KK-ID is another order’s.', GOODS_ARE_GONE, RECHECK],
    'Abgleich converts no currencies.',
  ),
  'capture.method-unsupported': step(
    ['Charge by hand in Insights if the method has to be charged, and settle the invoice in pixi.'],
    SETTLE_BY_HAND,
  ),
  'capture.settlement-refused': step(
    [
      PIXI_SAYS,
      'The field *Buchungs-Event Rechnung* must name an event that exists in pixi, with a positive sign.',
      RECHECK,
    ],
    'The money is there; only the booking is missing. It is booked once.',
  ),
  'capture.settled-by-hand': step(
    [
      'Somebody settled the invoice while Abgleich was about to. See in the customer account that it is settled once.',
      'Then *Problem gelöst*.',
    ],
    'Abgleich books nothing more for it.',
  ),
  'capture.shipped-unpaid': step(
    ['Remind the customer. Nothing is wrong at Abgleich’s side.'],
    `The invoice is settled when the money arrives. ${SETTLE_BY_HAND}`,
  ),
  'capture.invoiced-more-than-requested': step(
    [
      'Unzer asked the customer for less than is invoiced. See which line or cost was added after the checkout.',
      GOODS_ARE_GONE,
    ],
    SETTLE_BY_HAND,
  ),
  'capture.authorization-expired': step([GOODS_ARE_GONE, OPEN_IN_INSIGHTS], SETTLE_BY_HAND),
  'capture.shipment-refused': step(
    [
      OPEN_IN_INSIGHTS,
      'Usual causes: the payment was cancelled or lapsed, or somebody reported the shipment already.',
      RECHECK,
    ],
    'When the notice is accepted the payment period begins and the invoices are settled.',
  ),
  'cancel-return.payment-id-missing': step(
    ['Enter the payment’s id into the field KK-ID of the order.', RECHECK],
    'Then the refund follows, and the credit note is booked.',
  ),
  'cancel-return.payment-unknown': step(
    [OPEN_IN_INSIGHTS, KEYS_OF_METHOD, RECHECK],
    'Then the refund follows.',
  ),
  'cancel-return.method-unsupported': step(
    ['Refund in Insights by hand and book the credit note in pixi.'],
    'A credit note that is settled is left alone.',
  ),
  'cancel-return.payment-state-unclear': step(
    [OPEN_IN_INSIGHTS, TIMELINE, RECHECK, SUPPORT],
    'Nothing is given back until the state is clear.',
  ),
  'cancel-return.payment-charged-back': step(
    [
      'The customer has the money back already: a refund on top would pay twice.',
      'Settle the chargeback in Insights, balance the customer account in pixi by hand, *Problem gelöst*.',
    ],
    'Abgleich moves no more money on this payment by itself.',
  ),
  'cancel-return.currency-differs': step(
    ['See whether the KK-ID is another order’s. Else refund and book by hand.'],
    'Abgleich converts no currencies.',
  ),
  'cancel-return.more-than-charged': step(
    [
      BOTH_LEDGERS,
      'See whether the credit note is too high, names another order’s goods, or was refunded another way.',
      'Correct it in pixi and press *Erneut prüfen*; or refund and book by hand and press *Problem gelöst*.',
    ],
    `Nothing is sent as long as it does not fit. ${NOT_BY_HAND}`,
  ),
  'cancel-return.refused': step(
    [
      'The text has Unzer’s own words. Refunds have time limits by method, and need a balance at Unzer.',
      RECHECK,
    ],
    'A refund made by hand in Insights is noticed and not repeated; only the booking follows.',
  ),
  'cancel-return.refunded-elsewhere': step(
    [
      'See in Insights which refund is not ours (it has no reference of pixi) and ask who made it.',
      'If it belonged to this credit note: *Problem gelöst*. If not, the customer is still owed: refund by hand.',
    ],
    'The credit note is booked.',
  ),
  'cancel-return.credit-note-settled': step(
    [
      'See in Insights whether the customer got the money. If not, refund by hand. Then *Problem gelöst*.',
    ],
    'Abgleich neither refunds nor books for it: who settled it has decided.',
  ),
  'cancel-return.booking-refused': step(
    [
      PIXI_SAYS,
      'The field *Buchungs-Event Retoure* must name an event that exists in pixi, with a negative sign.',
      RECHECK,
    ],
    'The money is with the customer; only the booking is missing. It is booked once.',
  ),
  'cancel-return.customer-missing': step(
    ['Book the credit note in pixi by hand: pixi named no customer account for it.'],
    'A credit note that is settled is left alone.',
  ),
  'cancel-return.charged-more-than-due': step(
    [BOTH_LEDGERS, 'See whether the surplus belongs to another order before you refund it.'],
    'The rules of this method do not give a surplus back by themselves.',
  ),
  'cancel-return.invoice-not-shipped': step(
    [
      BOTH_LEDGERS,
      'See in pixi who closed the order and whether the parcel left after all: an invoice that is shipped later is captured as always.',
    ],
    'What an invoice asks for is neither given back nor taken as long as the invoice stands and nothing of it left.',
  ),
  'checker.refunded-by-others': step(
    [
      BOTH_LEDGERS,
      'Ask who may refund in Insights besides Abgleich: a shop plug-in, customer service, Unzer’s support.',
    ],
    'A credit note that is written later is booked and not refunded again.',
  ),
  'checker.booking-missing': step(
    ['See pixi’s log of the customer account for who deleted or changed the booking.'],
    'Abgleich does not book once more by itself: a deleted booking may be a decision.',
  ),
  'checker.lock-left-behind': step(
    [TIMELINE, RECHECK, SUPPORT],
    'A lock of Abgleich is lifted when its cause is gone.',
  ),
  'checker.captured-too-much': step(
    [FINDING, BOTH_LEDGERS, TIMELINE, SUPPORT],
    'Refund by hand what was too much. This must never happen: report it.',
  ),
  'checker.currency-differs': step(
    [FINDING, BOTH_LEDGERS, SUPPORT],
    'This must never happen: report it.',
  ),
  'checker.done-twice': step(
    [
      FINDING,
      BOTH_LEDGERS,
      'See whether one of the two came from outside, with our reference: a shop that copies references.',
      SUPPORT,
    ],
    'Undo one of the two by hand. This must never happen: report it.',
  ),
  'checker.given-back-too-much': step(
    [FINDING, BOTH_LEDGERS, TIMELINE, SUPPORT],
    'This must never happen by Abgleich’s own steps: report it.',
  ),
  'checker.booked-wrongly': step(
    [
      FINDING,
      BOTH_LEDGERS,
      'See pixi’s log of the customer account: bookings by people are in it too.',
    ],
    'Correct the booking in pixi. Abgleich does not change bookings.',
  ),
  'checker.released-without-payment': step(
    ['**Lock the order in pixi first**, then find out.', OPEN_IN_INSIGHTS, TIMELINE, SUPPORT],
    'Goes after the next check.',
  ),
  'checker.manual-order-touched': step(
    [
      'See whether somebody changed the shop’s order number or removed the payment id after Abgleich had worked on the order.',
    ],
    'Abgleich does nothing more on an order that looks like a manual one.',
  ),
  'checker.left-on-hold': step([RECHECK, TIMELINE, SUPPORT], 'Goes after the next check.'),
  'checker.document-left-open': step([RECHECK, TIMELINE, SUPPORT], 'Goes after the next check.'),
  'checker.reservation-left-open': step(
    [RECHECK, OPEN_IN_INSIGHTS, SUPPORT],
    'Goes after the next check.',
  ),
  'checker.kept-too-much': step([BOTH_LEDGERS, RECHECK, SUPPORT], 'Goes after the next check.'),
  'checker.chargeback-untold': step(
    [OPEN_IN_INSIGHTS, RECHECK, SUPPORT],
    'Goes after the next check.',
  ),
  'checker.operation-left-open': step(
    [TIMELINE, BOTH_LEDGERS, SUPPORT],
    'Make up by hand for what is missing, then *Problem gelöst*.',
  ),
  'operation.needs-human': step(
    [
      'The step is in the timeline with the status *ungeklärt*; its kind says which side to ask.',
      'A charge, refund or reversal: look in Insights for a transaction with our reference (the number of the invoice or credit note, or one with the order’s number).',
      'A settlement or booking: look in the customer account in pixi.',
      'Done there: *Problem gelöst*. Not done: do it by hand, then *Problem gelöst*.',
    ],
    'Abgleich does not repeat this step by itself. [Uncertainty](../concepts/uncertainty.md) says why.',
  ),
  'order.unreadable': step(
    [
      'The timeline in the portal shows which call failed, and how (choose *Ausführlich* above the timeline). All faults: [reference](../reference/errors.md#faults).',
      'One order: look at it in pixi for what is unusual (a missing customer, a strange amount). Many at once: pixi was updated, or a connection is ill.',
      RECHECK,
      SUPPORT,
    ],
    'All other orders go on. The order is looked at again after a while.',
  ),
  'configuration.keys-rejected': step(
    [
      'Somebody renewed or revoked the keys at Unzer. Take the present pair from Insights; both keys belong to the same environment.',
      'Save the configuration, or run `npm run merchant -- merchant.json` with the new keys.',
    ],
    'No order was touched. Abgleich tries the pair again by itself as well, and goes on as soon as Unzer accepts it.',
  ),
  'connection.unauthorized': step(
    [
      'Ask pixi support whether the API user was changed or locked.',
      'Enter the new password in the connection, or run `npm run merchant -- merchant.json`.',
    ],
    'Polling goes on by itself with the next good answer. Meanwhile orders wait in pixi.',
  ),
  'connection.unreachable': step(
    [
      'Eight polls in a row failed. See whether pixi answers from this machine: `curl -I` on the endpoint’s address.',
      'A firewall, a changed address, an expired certificate, or pixi is down: ask pixi’s status page or support.',
    ],
    'Nothing is lost: Abgleich keeps trying, and the problem goes with the first good answer. Nightly, during the quiet window, nothing is asked and nothing is reported.',
  ),
  'connection.procedures-missing': step(
    [
      'The log line `pixi lacks procedures` names them.',
      'Ask pixi support to enable them for the API user.',
    ],
    'Asked again every hour; the problem goes when all are there.',
  ),
};
