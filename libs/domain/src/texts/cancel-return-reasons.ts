import type { CancelReturnReason } from '../cancel-return/cancel-return-reasons.js';
import { says, type Sentence } from './sentence.js';

/** Why a decision about cancellations and returns was taken: one sentence for the timeline. */
export const CANCEL_RETURN_REASON_TEXTS: Readonly<Record<CancelReturnReason, Sentence>> = {
  'manual-order': says(
    'Manueller Auftrag oder Umtausch: wird nicht angefasst.',
    'Manual or exchange order: left alone.',
  ),
  'nothing-to-do': says(
    'Es ist nichts zurückzugeben und nichts zu buchen.',
    'There is nothing to give back and nothing to book.',
  ),
  'credit-note-settled': says(
    'Die Gutschrift war in pixi schon ausgeglichen und wird in Ruhe gelassen.',
    'The credit note was already settled in pixi and is left alone.',
  ),
  'keys-rejected': says(
    'Unzer hat das Schlüsselpaar abgelehnt: Die Zahlungsart ist angehalten.',
    'Unzer rejected the key pair: the payment method is paused.',
  ),
  'payment-busy': says(
    'Auf der Zahlung läuft gerade ein anderer Vorgang.',
    'Another operation is under way on the payment.',
  ),
  'operation-uncertain': says(
    'Auf einen Aufruf kam keine Antwort, sein Ergebnis wird nachgesehen.',
    'A call got no answer, its outcome is being looked up.',
  ),
  'give-back-pending': says(
    'Eine Rückgabe ist bei Unzer noch in Arbeit.',
    'Giving money back is still being processed at Unzer.',
  ),
  'payment-not-finished': says(
    'Die Zahlung ist noch nicht abgeschlossen.',
    'The payment is not finished yet.',
  ),
  'waiting-for-closed': says(
    'Zurückgegeben wird, wenn der Auftrag in pixi abgeschlossen ist.',
    'Money goes back when the order is closed in pixi.',
  ),
  'waiting-for-documents': says(
    'Es fehlt noch eine Rechnung zu gelieferter Ware.',
    'An invoice for delivered goods is still missing.',
  ),
  'waiting-for-capture': says(
    'Erst werden die Rechnungen eingezogen, dann wird zurückgegeben.',
    'The invoices are captured first, then money goes back.',
  ),
  'waiting-for-receipt': says(
    'Erst muss die Überweisung eingehen oder der Auftrag abgeschlossen sein.',
    'The transfer must arrive or the order be closed first.',
  ),
  'waiting-for-shipment': says(
    'Zurückgegeben wird, wenn der Versand gemeldet ist.',
    'Money goes back when the shipment is announced.',
  ),
  'payment-id-missing': says('Am Auftrag fehlt die Zahlungs-ID.', 'The order has no payment id.'),
  'payment-unknown': says('Unzer kennt die Zahlung nicht.', 'Unzer does not know the payment.'),
  'method-unsupported': says(
    'Die Zahlungsart wird nicht unterstützt.',
    'The payment method is not supported.',
  ),
  'payment-state-unclear': says(
    'Der Stand der Zahlung ist unklar, es wird nichts zurückgegeben.',
    'The state of the payment is unclear, nothing is given back.',
  ),
  'payment-charged-back': says('Die Zahlung wurde zurückgebucht.', 'The payment was charged back.'),
  'currency-differs': says(
    'Belege und Zahlung haben verschiedene Währungen.',
    'Documents and payment have different currencies.',
  ),
  'more-than-charged': says(
    'Es wäre mehr zu erstatten, als auf der Zahlung liegt.',
    'More would have to be refunded than the payment holds.',
  ),
  'give-back-refused': says(
    'Unzer hat es abgelehnt, Geld zurückzugeben.',
    'Unzer refused to give money back.',
  ),
  'booking-refused': says(
    'pixi hat die Buchung der Gutschrift abgelehnt.',
    'pixi refused to book the credit note.',
  ),
  'customer-missing': says(
    'Zur Gutschrift fehlt das Kundenkonto.',
    'The credit note has no customer account.',
  ),
  'needs-human': says(
    'Ob zurückgegeben oder gebucht wurde, ist nicht festzustellen: Ein Mensch muss nachsehen.',
    'Whether money went back or was booked cannot be found out: a person must look.',
  ),
  'cancel-order': says(
    'Der Auftrag ist storniert: Die Zahlung wird zurückgegeben.',
    'The order is cancelled: the payment is given back.',
  ),
  'cancel-rest': says(
    'Ein Teil ist storniert: Sein Geld wird zurückgegeben.',
    'A part is cancelled: its money is given back.',
  ),
  return: says(
    'Zur Gutschrift wird erstattet und gebucht.',
    'The credit note is refunded and booked.',
  ),
  'book-only': says(
    'Zu erstatten ist nichts mehr, die Gutschrift wird gebucht.',
    'Nothing is left to refund, the credit note is booked.',
  ),
};
