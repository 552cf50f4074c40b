import type { ReleaseReason } from '../release/release-reasons.js';
import { says, type Sentence } from './sentence.js';

/** Why a release decision was taken: one sentence for the timeline. */
export const RELEASE_REASON_TEXTS: Readonly<Record<ReleaseReason, Sentence>> = {
  'payment-id-missing': says('Am Auftrag fehlt die Zahlungs-ID.', 'The order has no payment id.'),
  'payment-unknown': says('Unzer kennt die Zahlung nicht.', 'Unzer does not know the payment.'),
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
  'method-unsupported': says(
    'Die Zahlungsart wird nicht unterstützt.',
    'The payment method is not supported.',
  ),
  'currency-differs': says(
    'Auftrag und Zahlung haben verschiedene Währungen.',
    'Order and payment have different currencies.',
  ),
  'amount-too-low': says(
    'Die Zahlung deckt den Auftrag nicht.',
    'The payment does not cover the order.',
  ),
  'charged-too-little': says(
    'Der Auftrag ist nach dem Einzug teurer geworden.',
    'The order became more expensive after the capture.',
  ),
  'charged-on-other-payment': says(
    'Für den Auftrag wurde schon über eine andere Zahlung eingezogen.',
    'Money was already captured for the order on another payment.',
  ),
  'capture-refused': says('Unzer hat den Einzug abgelehnt.', 'Unzer refused the capture.'),
  'manual-order': says(
    'Manueller Auftrag oder Umtausch: wird nicht angefasst.',
    'Manual or exchange order: left alone.',
  ),
  'order-closed': says(
    'Der Auftrag ist in pixi abgeschlossen, freizugeben ist nichts mehr.',
    'The order is closed in pixi, there is nothing left to release.',
  ),
  'already-released': says(
    'Der Auftrag ist freigegeben, es ist nichts zu tun.',
    'The order is released, there is nothing to do.',
  ),
  'keys-rejected': says(
    'Unzer hat das Schlüsselpaar abgelehnt: Die Zahlungsart ist angehalten, der Auftrag bleibt unberührt.',
    'Unzer rejected the key pair: the payment method is paused, the order stays untouched.',
  ),
  'payment-not-finished': says(
    'Die Zahlung ist noch nicht abgeschlossen, der Auftrag wartet.',
    'The payment is not finished yet, the order waits.',
  ),
  'payment-state-unclear': says(
    'Der Stand der Zahlung ist unklar, der Auftrag bleibt, wie er ist.',
    'The state of the payment is unclear, the order stays as it is.',
  ),
  'capture-pending': says(
    'Der Einzug ist bei Unzer noch in Arbeit, der Auftrag wartet.',
    'The capture is still being processed at Unzer, the order waits.',
  ),
  'capture-uncertain': says(
    'Auf den Einzug kam keine Antwort, sein Ergebnis wird nachgesehen.',
    'The capture got no answer, its outcome is being looked up.',
  ),
  'capture-needs-human': says(
    'Ob eingezogen wurde, ist nicht festzustellen: Ein Mensch muss nachsehen.',
    'Whether the money was captured cannot be found out: a person must look.',
  ),
  'payment-busy': says(
    'Auf der Zahlung läuft gerade ein anderer Vorgang.',
    'Another operation is under way on the payment.',
  ),
  'step-refused': says(
    'Die Zahlung ist in Ordnung, aber pixi nimmt einen Schritt nicht an.',
    'The payment is good, but pixi does not accept a step.',
  ),
  'capture-first': says(
    'Die Zahlung ist gut, vor der Freigabe wird eingezogen.',
    'The payment is good, the money is captured before the release.',
  ),
  'authorization-expired': says(
    'Die Autorisierung ist abgelaufen.',
    'The authorisation has expired.',
  ),
  'awaiting-transfer': says(
    'Die Überweisung des Kunden ist noch nicht eingegangen.',
    'The transfer of the customer has not arrived yet.',
  ),
  'transfer-too-little': says(
    'Der Kunde hat zu wenig überwiesen: Der Auftrag bleibt gesperrt.',
    'The customer has transferred too little: the order stays locked.',
  ),
  'request-accepted': says(
    'Unzer hat die Zahlung angenommen, der Kunde zahlt später per Überweisung: Freigabe.',
    'Unzer has accepted the payment, the customer transfers the money later: release.',
  ),
  'transfer-received': says(
    'Die Überweisung ist eingegangen und deckt den Auftrag: Freigabe.',
    'The transfer has arrived and covers the order: release.',
  ),
  authorized: says(
    'Die Zahlung ist autorisiert und deckt den Auftrag: Freigabe.',
    'The payment is authorised and covers the order: release.',
  ),
  charged: says(
    'Die Zahlung ist eingezogen und deckt den Auftrag: Freigabe.',
    'The payment is captured and covers the order: release.',
  ),
  'cause-gone': says(
    'Die Zahlung ist jetzt in Ordnung: Unsere Versandsperre wird aufgehoben.',
    'The payment is good now: our shipping lock is lifted.',
  ),
};
