import type { CaptureReason } from './capture/capture-reasons.js';
import type { ReleaseReason } from './release/release-reasons.js';
import type { Language } from './render-text.js';

type Sentence = Readonly<Record<Language, string>>;
const says = (de: string, en: string): Sentence => ({ de, en });

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
  'family-not-yet-supported': says(
    'Die Zahlungsart wird noch nicht bearbeitet, der Auftrag bleibt, wie er ist.',
    'The payment method is not handled yet, the order stays as it is.',
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
  'family-not-yet-supported': says(
    'Die Zahlungsart wird noch nicht bearbeitet.',
    'The payment method is not handled yet.',
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

/** States of an order that no rule decided, because its facts could not be had yet. */
export const WORK_REASON_TEXTS = {
  'facts-not-readable': says(
    'Der Auftrag konnte noch nicht geprüft werden; es wird von selbst wieder versucht.',
    'The order could not be checked yet; it is tried again automatically.',
  ),
} as const satisfies Readonly<Record<string, Sentence>>;

/** The sentence for any reason an order or a timeline entry may carry; `null` for one this version does not know. */
export function reasonText(reason: string, language: Language): string | null {
  const all: Readonly<Record<string, Sentence>> = {
    ...CAPTURE_REASON_TEXTS,
    ...RELEASE_REASON_TEXTS,
    ...WORK_REASON_TEXTS,
  };
  return all[reason]?.[language] ?? null;
}
