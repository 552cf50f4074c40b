import type { CaptureReason } from '../capture/capture-reasons.js';
import { says, type Sentence } from './sentence.js';

/** Why a capture decision was taken: one sentence for the timeline. */
export const CAPTURE_REASON_TEXTS: Readonly<Record<CaptureReason, Sentence>> = {
  'credit-note': says(
    'Gutschriften bearbeitet dieser Schritt nicht.',
    'This step does not handle credit notes.',
  ),
  'manual-order': says(
    'Manueller Auftrag oder Umtausch: wird nicht angefasst.',
    'Manual or exchange order: left alone.',
  ),
  'already-settled': says(
    'Die Rechnung ist schon ausgeglichen.',
    'The invoice is already settled.',
  ),
  'settled-by-hand': says(
    'Die Rechnung wurde inzwischen von Hand ausgeglichen.',
    'The invoice was settled by hand meanwhile.',
  ),
  'not-shipped': says('Die Rechnung ist noch nicht versandt.', 'The invoice is not shipped yet.'),
  'keys-rejected': says(
    'Unzer hat das Schlüsselpaar abgelehnt: Die Zahlungsart ist angehalten.',
    'Unzer rejected the key pair: the payment method is paused.',
  ),
  'needs-other-invoices': says(
    'Dafür müssen alle Rechnungen des Auftrags bekannt sein.',
    'All invoices of the order must be known for this.',
  ),
  'capture-pending': says(
    'Der Einzug ist bei Unzer noch in Arbeit.',
    'The capture is still being processed at Unzer.',
  ),
  'capture-uncertain': says(
    'Auf den Einzug kam keine Antwort, sein Ergebnis wird nachgesehen.',
    'The capture got no answer, its outcome is being looked up.',
  ),
  'settlement-uncertain': says(
    'Auf den Ausgleich kam keine Antwort, sein Ergebnis wird nachgesehen.',
    'The settlement got no answer, its outcome is being looked up.',
  ),
  'payment-busy': says(
    'Auf der Zahlung läuft gerade ein anderer Vorgang.',
    'Another operation is under way on the payment.',
  ),
  'payment-not-finished': says(
    'Die Zahlung ist noch nicht abgeschlossen.',
    'The payment is not finished yet.',
  ),
  'payment-id-missing': says('Am Auftrag fehlt die Zahlungs-ID.', 'The order has no payment id.'),
  'payment-unknown': says('Unzer kennt die Zahlung nicht.', 'Unzer does not know the payment.'),
  'method-unsupported': says(
    'Die Zahlungsart wird nicht unterstützt.',
    'The payment method is not supported.',
  ),
  'payment-not-usable': says(
    'Der Stand der Zahlung ist unklar, es wird nichts eingezogen.',
    'The state of the payment is unclear, nothing is captured.',
  ),
  'payment-never-finished': says(
    'Die Zahlung wurde in der Wartezeit nicht abgeschlossen.',
    'The payment was not finished within the grace period.',
  ),
  'payment-failed': says('Die Zahlung ist fehlgeschlagen.', 'The payment has failed.'),
  'payment-cancelled': says(
    'Die Zahlung ist storniert, erstattet oder abgelaufen.',
    'The payment is cancelled, refunded or expired.',
  ),
  'payment-charged-back': says('Die Zahlung wurde zurückgebucht.', 'The payment was charged back.'),
  'currency-differs': says(
    'Rechnung und Zahlung haben verschiedene Währungen.',
    'Invoice and payment have different currencies.',
  ),
  'invoiced-more-than-charged': says(
    'Es ist mehr berechnet als eingezogen.',
    'More is invoiced than was captured.',
  ),
  'amount-exceeds-authorization': says(
    'Die Rechnung übersteigt, was noch reserviert ist.',
    'The invoice exceeds what is still reserved.',
  ),
  'captured-different-amount': says(
    'Für die Rechnung wurde ein anderer Betrag eingezogen.',
    'A different amount was captured for the invoice.',
  ),
  'capture-refused': says('Unzer hat den Einzug abgelehnt.', 'Unzer refused the capture.'),
  'capture-needs-human': says(
    'Ob eingezogen wurde, ist nicht festzustellen: Ein Mensch muss nachsehen.',
    'Whether the money was captured cannot be found out: a person must look.',
  ),
  'settlement-refused': says(
    'pixi hat den Ausgleich der Rechnung abgelehnt.',
    'pixi refused to settle the invoice.',
  ),
  'settlement-needs-human': says(
    'Ob die Rechnung ausgeglichen wurde, ist nicht festzustellen: Ein Mensch muss nachsehen.',
    'Whether the invoice was settled cannot be found out: a person must look.',
  ),
  'needs-order-status': says(
    'Dafür muss der Stand des Auftrags in pixi bekannt sein.',
    'The status of the order in pixi must be known for this.',
  ),
  'waiting-for-closed': says(
    'Die Rechnung wird ausgeglichen, wenn der Auftrag in pixi abgeschlossen ist.',
    'The invoice is settled when the order is closed in pixi.',
  ),
  'awaiting-transfer': says(
    'Die Rechnung ist versandt, die Überweisung des Kunden steht noch aus.',
    'The invoice is shipped, the transfer of the customer is still to come.',
  ),
  'shipment-pending': says(
    'Auf die Versandmeldung kam noch keine endgültige Antwort.',
    'The shipment notice has no final answer yet.',
  ),
  'invoiced-more-than-requested': says(
    'Es ist mehr berechnet, als vom Kunden angefordert wurde.',
    'More is invoiced than the customer was asked for.',
  ),
  'authorization-expired': says('Die Zahlung ist abgelaufen.', 'The payment has expired.'),
  'shipment-refused': says(
    'Unzer hat die Versandmeldung abgelehnt.',
    'Unzer refused the shipment notice.',
  ),
  'shipment-needs-human': says(
    'Ob der Versand gemeldet wurde, ist nicht festzustellen: Ein Mensch muss nachsehen.',
    'Whether the shipment was announced cannot be found out: a person must look.',
  ),
  'announce-shipment': says(
    'Der Auftrag ist abgeschlossen: Der Versand wird Unzer gemeldet, die Zahlungsfrist beginnt.',
    'The order is closed: the shipment is announced to Unzer, the payment period begins.',
  ),
  'settle-transferred': says(
    'Das Geld ist eingegangen und der Auftrag abgeschlossen: Die Rechnung wird ausgeglichen.',
    'The money has arrived and the order is closed: the invoice is settled.',
  ),
  'settle-on-invoice': says(
    'Der Auftrag ist abgeschlossen: Die Rechnung wird ausgeglichen.',
    'The order is closed: the invoice is settled.',
  ),
  'settle-shipped': says(
    'Der Versand ist gemeldet: Die Rechnung wird ausgeglichen.',
    'The shipment is announced: the invoice is settled.',
  ),
  capture: says('Der Rechnungsbetrag wird eingezogen.', 'The invoice amount is captured.'),
  'capture-difference': says(
    'Ein Teil ist schon eingezogen, der Rest wird eingezogen.',
    'Part is captured already, the rest is captured.',
  ),
  'settle-nothing-to-pay': says(
    'Die Rechnung hat keinen Betrag und wird ausgeglichen.',
    'The invoice has no amount and is settled.',
  ),
  'settle-captured': says(
    'Der Betrag ist eingezogen, die Rechnung wird ausgeglichen.',
    'The amount is captured, the invoice is settled.',
  ),
  'settle-charged': says(
    'Der Auftrag war schon bezahlt, die Rechnung wird ausgeglichen.',
    'The order was already paid, the invoice is settled.',
  ),
  'settle-charged-elsewhere': says(
    'Der Betrag war an anderer Stelle eingezogen, die Rechnung wird ausgeglichen.',
    'The amount was captured elsewhere, the invoice is settled.',
  ),
};
