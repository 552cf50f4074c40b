import type { CancelReturnReason } from './cancel-return/cancel-return-reasons.js';
import type { CaptureReason } from './capture/capture-reasons.js';
import type { CommentDraft } from './decision.js';
import { toErpText } from './erp-text.js';
import { withMethodTitle } from './texts/method-titles.js';
import { PROBLEM_CATALOG } from './problem-catalog.js';
import type { ProblemCode } from './problem-codes.js';
import type { ReleaseReason } from './release/release-reasons.js';
import { renderText, type TextParams } from './render-text.js';

/** The ERP's column for the reason of a shipping lock. */
export const LOCK_REASON_LENGTH = 255;
/** The ERP keeps 1000 characters; a comment people read at a glance needs fewer. */
export const COMMENT_LENGTH = 400;
export const COMMENT_PREFIX = 'Abgleich: ';

export type CommentCode =
  | `release.${ReleaseReason}`
  | `capture.${CaptureReason}`
  | `cancel-return.${CancelReturnReason}`
  | 'cancel-return.locked'
  | 'cancel-return.charged-more-than-due'
  | 'release.locked'
  | 'release.locked-for-now'
  | 'release.not-locked'
  | 'release.transfer-details'
  | 'release.transfer-too-much'
  | 'release.address-differs'
  | 'release.address-final'
  | 'release.authorization-expiring';

/** German only: the ERP's users read them. A reason without a text is not worth a comment, or has none to say. */
const COMMENT_TEXTS: Partial<Record<CommentCode, string>> = {
  'release.payment-id-missing': 'Am Auftrag fehlt die Zahlungs-ID (Feld KK-ID).',
  'release.payment-unknown': 'Unzer kennt die Zahlung {paymentId} nicht.',
  'release.payment-never-finished': 'Der Kunde hat die Zahlung {paymentId} nicht abgeschlossen.',
  'release.payment-failed': 'Die Zahlung {paymentId} ist fehlgeschlagen.',
  'release.payment-cancelled': 'Die Zahlung {paymentId} ist storniert.',
  'release.payment-charged-back': 'Die Zahlung {paymentId} wurde zurückgebucht.',
  'release.method-unsupported': 'Die Zahlungsart "{method}" wird nicht unterstützt.',
  'release.currency-differs': 'Die Währungen von Auftrag und Zahlung {paymentId} sind verschieden.',
  'release.amount-too-low':
    'Die Zahlung {paymentId} deckt mit {available} den Auftrag über {amount} nicht.',
  'release.charged-too-little': 'Eingezogen sind {available}, der Auftrag hat jetzt {amount}.',
  'release.charged-on-other-payment':
    'Für den Auftrag wurde schon über eine andere Zahlungs-ID eingezogen.',
  'release.capture-refused': 'Unzer hat den Einzug von {open} abgelehnt (Zahlung {paymentId}).',
  'release.locked': 'Versandsperre gesetzt: {cause} (Fehler {number})',
  'release.locked-for-now': 'Versandsperre gesetzt: {cause} (Hinweis {number})',
  'release.not-locked':
    '{cause}. pixi hat die Versandsperre abgelehnt, der Auftrag bleibt auf HOLD (Fehler {number})',
  'release.payment-not-finished':
    'Die Zahlung {paymentId} ist noch nicht abgeschlossen. Der Auftrag bleibt vorerst, wie er ist.',
  'release.payment-state-unclear':
    'Der Stand der Zahlung {paymentId} ist unklar. Der Auftrag bleibt, wie er ist (Fehler {number}).',
  'release.capture-pending':
    'Der Einzug von {amount} ist bei Unzer noch in Arbeit. Der Auftrag wartet auf das Ergebnis.',
  'release.capture-needs-human':
    'Ob {amount} eingezogen wurden, ist nicht festzustellen. Bitte in Unzer prüfen (Fehler {number}).',
  'release.authorized': 'Zahlung {paymentId} autorisiert, Auftrag über {amount} freigegeben.',
  'release.charged': 'Zahlung {paymentId} ist eingezogen, Auftrag über {amount} freigegeben.',
  'release.authorization-expired': 'Die Autorisierung der Zahlung {paymentId} ist abgelaufen.',
  'release.awaiting-transfer':
    'Die Überweisung des Kunden über {amount} ist noch nicht eingegangen (Zahlung {paymentId}).',
  'release.transfer-too-little':
    'Vom Kunden sind {received} eingegangen, der Auftrag hat {amount} (Zahlung {paymentId}).',
  'release.request-accepted':
    'Zahlung {paymentId} von Unzer angenommen, Auftrag über {amount} freigegeben. Der Kunde zahlt per Überweisung.',
  'release.transfer-received':
    'Überweisung zu Zahlung {paymentId} eingegangen, Auftrag über {amount} freigegeben.',
  'release.transfer-too-much':
    'Überweisung eingegangen: {received}, das ist mehr als {amount} (Hinweis {number}).',
  'release.address-differs':
    'Die Lieferanschrift ist nicht die bei Unzer hinterlegte, die Zahlung {paymentId} ist so nicht abgesichert (Hinweis {number}).',
  'release.address-final':
    'Die Lieferung geht an eine Anschrift, für die Zahlung {paymentId} nicht abgesichert ist (Fehler {number}).',
  'release.authorization-expiring':
    'Die Autorisierung der Zahlung {paymentId} kann bald ablaufen, offen sind {open} (Hinweis {number}).',
  'release.transfer-details':
    'Für die Rechnung: Kontoinhaber {holder}, IBAN {iban}, BIC {bic}, Bank {reference}.',
  'release.cause-gone':
    'Die Zahlung {paymentId} ist jetzt in Ordnung, unsere Versandsperre ist aufgehoben.',
  'capture.payment-id-missing':
    'Zur Rechnung {document} fehlt die Zahlungs-ID, offen sind {open} (Fehler {number}).',
  'capture.payment-unknown':
    'Unzer kennt die Zahlung {paymentId} nicht, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.payment-failed':
    'Die Zahlung {paymentId} ist fehlgeschlagen, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.payment-cancelled':
    'Die Zahlung {paymentId} ist storniert, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.payment-charged-back':
    'Die Zahlung {paymentId} wurde zurückgebucht, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.payment-never-finished':
    'Die Zahlung {paymentId} wurde nicht abgeschlossen, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.payment-not-usable':
    'Der Stand der Zahlung {paymentId} ist unklar, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.currency-differs':
    'Rechnung {document} und Zahlung {paymentId} haben verschiedene Währungen (Fehler {number}).',
  'capture.invoiced-more-than-charged':
    'Berechnet sind {invoiced}, eingezogen nur {charged}. Rechnung {document} bleibt offen (Fehler {number}).',
  'capture.amount-exceeds-authorization':
    'Zur Rechnung {document} sind {open} offen, einziehbar sind nur {available} (Fehler {number}).',
  'capture.captured-different-amount':
    'Für Rechnung {document} wurden {captured} statt {amount} eingezogen (Fehler {number}).',
  'capture.capture-refused':
    'Unzer hat den Einzug für Rechnung {document} abgelehnt. Offen sind {open} (Fehler {number}).',
  'capture.capture-needs-human':
    'Ob {open} für Rechnung {document} eingezogen wurden, ist nicht festzustellen (Fehler {number}).',
  'capture.payment-not-finished':
    'Rechnung {document} ist versandt, die Zahlung {paymentId} über {open} ist noch nicht abgeschlossen (Hinweis {number}).',
  'capture.capture-pending':
    'Der Einzug von {open} für Rechnung {document} ist bei Unzer noch in Arbeit.',
  'capture.method-unsupported':
    'Die Zahlungsart "{method}" wird nicht unterstützt, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.settlement-needs-human':
    'Ob Rechnung {document} ausgeglichen wurde, ist nicht festzustellen (Fehler {number}).',
  'capture.settlement-refused':
    'Rechnung {document} konnte nicht ausgeglichen werden (Fehler {number}).',
  'capture.settle-captured': '{amount} für Rechnung {document} eingezogen, Rechnung ausgeglichen.',
  'capture.settle-charged':
    'Rechnung {document} über {amount} ausgeglichen, Zahlung lag schon vor.',
  'capture.settle-charged-elsewhere':
    'Rechnung {document} über {amount} ausgeglichen, der Betrag war an anderer Stelle eingezogen.',
  'capture.settle-transferred':
    'Überweisung eingegangen, Rechnung {document} über {amount} ausgeglichen.',
  'capture.settle-on-invoice':
    'Auftrag abgeschlossen, Rechnung {document} über {amount} ausgeglichen (Zahlung {paymentId} auf Rechnung).',
  'capture.settle-shipped':
    'Versand an Unzer gemeldet, Rechnung {document} über {amount} ausgeglichen.',
  'capture.awaiting-transfer':
    'Rechnung {document} ist versandt, die Überweisung über {open} ist noch nicht eingegangen.',
  'capture.invoiced-more-than-requested':
    'Berechnet sind {invoiced}, vom Kunden angefordert nur {requested}. Rechnung {document} bleibt offen (Fehler {number}).',
  'capture.authorization-expired':
    'Die Autorisierung der Zahlung {paymentId} ist abgelaufen, zur Rechnung {document} sind {open} offen (Fehler {number}).',
  'capture.shipment-refused':
    'Unzer hat die Versandmeldung zu Rechnung {document} abgelehnt. Offen sind {open} (Fehler {number}).',
  'capture.shipment-needs-human':
    'Ob der Versand zu Rechnung {document} gemeldet wurde, ist nicht festzustellen (Fehler {number}).',
  'cancel-return.locked':
    'Versandsperre gesetzt: Die Zahlung {paymentId} wurde zurückgebucht (Fehler {number})',
  'cancel-return.payment-id-missing':
    'Für {subject} kann nichts erstattet werden: Am Auftrag fehlt die Zahlungs-ID (Fehler {number}).',
  'cancel-return.payment-unknown':
    'Für {subject} kann nichts erstattet werden: Unzer kennt die Zahlung {paymentId} nicht (Fehler {number}).',
  'cancel-return.method-unsupported':
    'Für {subject} kann nichts erstattet werden: Die Zahlungsart "{method}" wird nicht unterstützt (Fehler {number}).',
  'cancel-return.payment-state-unclear':
    'Der Stand der Zahlung {paymentId} ist unklar, es wird nichts erstattet (Fehler {number}).',
  'cancel-return.payment-charged-back':
    'Die Zahlung {paymentId} wurde zurückgebucht. Es wird nichts erstattet (Fehler {number}).',
  'cancel-return.currency-differs':
    'Belege und Zahlung {paymentId} haben verschiedene Währungen, es wird nichts erstattet (Fehler {number}).',
  'cancel-return.more-than-charged':
    'Für {subject} wären {amount} zu erstatten, auf der Zahlung liegen nur {available}. Nichts erstattet (Fehler {number}).',
  'cancel-return.credit-note-settled':
    '{subject} über {amount} ist in pixi schon ausgeglichen und bleibt, wie sie ist (Hinweis {number}).',
  'cancel-return.charged-more-than-due':
    'Auf der Zahlung {paymentId} liegen {amount} mehr, als für den Auftrag zu zahlen ist (Hinweis {number}).',
  'cancel-return.give-back-refused':
    'Unzer hat es abgelehnt, {amount} für {subject} zurückzugeben (Fehler {number}).',
  'cancel-return.booking-refused':
    'pixi hat die Buchung für {subject} über {amount} abgelehnt (Fehler {number}).',
  'cancel-return.customer-missing':
    'Für {subject} über {amount} fehlt das Kundenkonto, es wurde nichts gebucht (Fehler {number}).',
  'cancel-return.needs-human':
    'Ob {amount} für {subject} zurückgegeben oder gebucht wurden, ist nicht festzustellen (Fehler {number}).',
  'cancel-return.cancel-order':
    'Auftrag storniert, {amount} bei Unzer zurückgegeben (Zahlung {paymentId}).',
  'cancel-return.cancel-rest':
    'Auftrag teilweise storniert, {amount} bei Unzer zurückgegeben (Zahlung {paymentId}).',
  'cancel-return.return': '{subject} über {amount}: bei Unzer erstattet und gebucht.',
  'cancel-return.book-only':
    '{subject} über {amount} gebucht, bei Unzer war nichts mehr zu erstatten.',
  'capture.settle-nothing-to-pay': 'Rechnung {document} hat keinen Betrag und ist ausgeglichen.',
};

export type CommentSubject = {
  /** Invoice number, or `order`. */
  readonly document: string;
  readonly params: TextParams;
  /** Gives the comment its error number, the same as in mail, dashboard and log. */
  readonly problem?: ProblemCode | null;
};

/** The German comment for a reason; `null` when there is nothing to say. Fits the ERP (code page 1252, short, one line). */
export function orderComment(code: CommentCode, subject: CommentSubject): CommentDraft | null {
  const template = COMMENT_TEXTS[code];
  if (template === undefined) return null;
  const { document } = subject;
  const params = withMethodTitle(subject.params, 'de');
  const number = numberOf(subject);
  const text = COMMENT_PREFIX + renderText(template, { document, ...params, number });
  return { code, document, text: toErpText(text, COMMENT_LENGTH) };
}

/** Why we lock an order, or would if the ERP let us: comment and lock reason say the same, each as long as its column allows. */
export function lockComment(
  reason: ReleaseReason,
  {
    wording,
    ...subject
  }: CommentSubject & { readonly wording: 'locked' | 'locked-for-now' | 'not-locked' },
): { readonly comment: CommentDraft; readonly reason: string } {
  const template = COMMENT_TEXTS[`release.${reason}`] ?? '';
  const cause = renderText(template, withMethodTitle(subject.params, 'de')).replace(/\.$/, '');
  const sentence = COMMENT_TEXTS[`release.${wording}`] ?? '{cause}';
  const text = COMMENT_PREFIX + renderText(sentence, { cause, number: numberOf(subject) });
  const code = wording === 'not-locked' ? `release.${wording}` : `release.${reason}`;
  return {
    comment: { code, document: subject.document, text: toErpText(text, COMMENT_LENGTH) },
    reason: toErpText(text, LOCK_REASON_LENGTH),
  };
}

const numberOf = ({ problem }: CommentSubject): string =>
  problem === undefined || problem === null ? '' : PROBLEM_CATALOG[problem].number;
