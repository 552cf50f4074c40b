import type { ProblemEntry } from '../problem-catalog.js';
import type { ProblemCode } from '../problem-codes.js';
import { texts } from './texts.js';

type CheckerProblemCode = Extract<ProblemCode, `checker.${string}`>;

const GOES_DE = 'Die Meldung verschwindet nach der nächsten Prüfung von selbst.';
const GOES_EN = 'The message goes by itself after the next check.';
const SUPPORT_DE =
  'Vergleichen Sie den Verlauf des Auftrags mit Unzer Insights und dem Kundenkonto in pixi, berichtigen Sie von Hand und melden Sie dem Support die Fehlernummer.';
const SUPPORT_EN =
  "Compare the order's timeline with Unzer Insights and the customer account in pixi, correct it by hand, and tell support the error number.";
const LOOKS_DE =
  'Abgleich sieht von selbst noch einmal nach. Bleibt die Meldung, drücken Sie "Erneut prüfen".';
const LOOKS_EN = 'Abgleich looks once more by itself. If the message stays, press "Check again".';

/**
 * Findings of the independent checker. Every one may name {orderNumber}, {paymentId} and {subject} (the invoice or credit note, or
 * the order).
 */
export const CHECKER_PROBLEMS: Readonly<Record<CheckerProblemCode, ProblemEntry>> = {
  'checker.refunded-by-others': {
    number: 'P801',
    severity: 'error',
    de: texts(
      'Auf die Zahlung {paymentId} zum Auftrag {orderNumber} wurden {amount} außerhalb von Abgleich erstattet.',
      'In pixi gibt es dazu weder eine Gutschrift noch eine Stornierung. Das Kundenkonto stimmt nicht mit Unzer überein.',
      `Legen Sie in pixi die passende Gutschrift an; Abgleich erstattet dafür nicht noch einmal. War die Erstattung ein Versehen, klären Sie sie mit dem Kunden und drücken Sie "Problem gelöst". ${GOES_DE}`,
    ),
    en: texts(
      '{amount} of payment {paymentId} of order {orderNumber} were refunded outside Abgleich.',
      'pixi has neither a credit note nor a cancellation for it. The customer account does not agree with Unzer.',
      `Create the matching credit note in pixi; Abgleich does not refund it once more. If the refund was a mistake, settle it with the customer and press "Problem solved". ${GOES_EN}`,
    ),
  },
  'checker.booking-missing': {
    number: 'P802',
    severity: 'error',
    de: texts(
      'Auf {subject} hatte Abgleich {recorded} gebucht. In pixi fehlen davon {amount}.',
      'Die Buchung wurde in pixi gelöscht oder geändert. Der Beleg steht im Kundenkonto wieder offen, obwohl das Geld geflossen ist. Abgleich bucht nicht noch einmal.',
      `Buchen Sie den fehlenden Betrag in pixi von Hand, oder drücken Sie "Problem gelöst", wenn die Löschung gewollt war. ${GOES_DE}`,
    ),
    en: texts(
      'Abgleich had booked {recorded} on {subject}. {amount} of it are missing in pixi.',
      'The booking was deleted or changed in pixi. The document is open in the customer account again although the money moved. Abgleich does not book once more.',
      `Book the missing amount in pixi by hand, or press "Problem solved" if deleting it was intended. ${GOES_EN}`,
    ),
  },
  'checker.lock-left-behind': {
    number: 'P803',
    severity: 'error',
    de: texts(
      'Auf dem Auftrag {orderNumber} liegt noch die Versandsperre von Abgleich, obwohl ihr Grund entfallen ist.',
      'Der Auftrag wird nicht versandt.',
      'Abgleich sieht von selbst noch einmal nach und hebt die Sperre auf. Bleibt die Meldung, drücken Sie "Erneut prüfen" oder entsperren Sie den Auftrag in pixi.',
    ),
    en: texts(
      'The shipping lock of Abgleich is still on order {orderNumber} although its cause is gone.',
      'The order is not shipped.',
      'Abgleich looks once more by itself and lifts the lock. If the message stays, press "Check again" or unlock the order in pixi.',
    ),
  },
  'checker.captured-too-much': {
    number: 'P804',
    severity: 'error',
    de: texts(
      'Für {subject} wurden {captured} eingezogen, zulässig waren {allowed}.',
      'Der Kunde hat zu viel gezahlt. Das darf nie vorkommen.',
      SUPPORT_DE,
    ),
    en: texts(
      '{captured} were captured for {subject}, {allowed} were allowed.',
      'The customer paid too much. That must never happen.',
      SUPPORT_EN,
    ),
  },
  'checker.currency-differs': {
    number: 'P805',
    severity: 'error',
    de: texts(
      'Für den Auftrag {orderNumber} hat Abgleich Geld in einer anderen Währung bewegt als der des Auftrags.',
      'Die Beträge beider Seiten lassen sich nicht vergleichen. Das darf nie vorkommen.',
      SUPPORT_DE,
    ),
    en: texts(
      'For order {orderNumber} Abgleich moved money in another currency than that of the order.',
      'The amounts of both sides cannot be compared. That must never happen.',
      SUPPORT_EN,
    ),
  },
  'checker.done-twice': {
    number: 'P806',
    severity: 'error',
    de: texts(
      'Zu {subject} steht derselbe Vorgang von Abgleich zweimal in den Büchern ({amount}).',
      'Geld wurde doppelt eingezogen, erstattet oder gebucht. Das darf nie vorkommen.',
      SUPPORT_DE,
    ),
    en: texts(
      'The same step of Abgleich stands in the books twice for {subject} ({amount}).',
      'Money was captured, refunded or booked twice. That must never happen.',
      SUPPORT_EN,
    ),
  },
  'checker.given-back-too-much': {
    number: 'P807',
    severity: 'error',
    de: texts(
      'Für {subject} wurden {given} zurückgegeben, zurückzugeben waren höchstens {due}.',
      'Der Kunde hat zu viel Geld zurückbekommen, oder eine Reservierung fehlt, die noch gebraucht wird.',
      SUPPORT_DE,
    ),
    en: texts(
      '{given} were given back for {subject}, at most {due} were due.',
      'The customer got too much money back, or a reservation that is still needed is gone.',
      SUPPORT_EN,
    ),
  },
  'checker.booked-wrongly': {
    number: 'P808',
    severity: 'error',
    de: texts(
      'Zu {subject} sind in pixi {booked} gebucht, nach Unzer wären es {due}.',
      'Das Kundenkonto stimmt nicht mit dem Geld überein, das bei Unzer geflossen ist.',
      SUPPORT_DE,
    ),
    en: texts(
      '{booked} are booked for {subject} in pixi, by what Unzer says it would be {due}.',
      'The customer account does not agree with the money that moved at Unzer.',
      SUPPORT_EN,
    ),
  },
  'checker.released-without-payment': {
    number: 'P809',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} ist freigegeben und nicht gesperrt, aber keine Zahlung deckt {amount}.',
      'Die Ware kann ohne Bezahlung versandt werden.',
      `Sperren Sie den Auftrag in pixi und prüfen Sie die Zahlung {paymentId} in Unzer Insights. ${GOES_DE}`,
    ),
    en: texts(
      'Order {orderNumber} is released and not locked, but no payment covers {amount}.',
      'The goods can be shipped unpaid.',
      `Lock the order in pixi and check payment {paymentId} in Unzer Insights. ${GOES_EN}`,
    ),
  },
  'checker.manual-order-touched': {
    number: 'P810',
    severity: 'error',
    de: texts(
      'Abgleich hat den manuellen Auftrag {orderNumber} bearbeitet.',
      'Manuelle Aufträge und Umtauschaufträge lässt Abgleich sonst unberührt.',
      'Prüfen Sie, ob im Auftrag die Zahlungs-ID im Feld "KK-ID" fehlt. Berichtigen Sie den Auftrag in pixi und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'Abgleich worked on the manual order {orderNumber}.',
      'Manual and exchange orders are otherwise left alone by Abgleich.',
      'Check whether the payment id is missing in the order\'s field "KK-ID". Correct the order in pixi and press "Problem solved".',
    ),
  },
  'checker.left-on-hold': {
    number: 'P811',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} steht auf HOLD, ohne dass ein Grund gemeldet ist.',
      'Er wird nicht versandt, und niemand weiß, warum.',
      LOOKS_DE,
    ),
    en: texts(
      'Order {orderNumber} is on HOLD, and no reason was told.',
      'It is not shipped, and nobody knows why.',
      LOOKS_EN,
    ),
  },
  'checker.document-left-open': {
    number: 'P812',
    severity: 'error',
    de: texts(
      'Der Beleg {subject} über {amount} ist in pixi nicht ausgeglichen, ohne dass ein Grund gemeldet ist.',
      'Er steht im Kundenkonto offen, und niemand weiß, warum.',
      LOOKS_DE,
    ),
    en: texts(
      'Document {subject} over {amount} is not settled in pixi, and no reason was told.',
      'It is open in the customer account, and nobody knows why.',
      LOOKS_EN,
    ),
  },
  'checker.reservation-left-open': {
    number: 'P813',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} ist abgeschlossen, auf der Zahlung {paymentId} stehen aber noch {amount} offen.',
      'Sie könnten noch eingezogen oder vom Kunden überwiesen werden, obwohl dafür nichts mehr geliefert wird.',
      LOOKS_DE,
    ),
    en: texts(
      'Order {orderNumber} is closed, but {amount} are still open on payment {paymentId}.',
      'They could still be captured, or transferred by the customer, although nothing more will be delivered for them.',
      LOOKS_EN,
    ),
  },
  'checker.kept-too-much': {
    number: 'P814',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} ist abgeschlossen. Von der Zahlung {paymentId} sind {kept} einbehalten, zustehen würden {due}.',
      'Der Kunde bekommt noch Geld zurück.',
      LOOKS_DE,
    ),
    en: texts(
      'Order {orderNumber} is closed. {kept} of payment {paymentId} are kept, {due} would be due.',
      'The customer is owed money.',
      LOOKS_EN,
    ),
  },
  'checker.chargeback-untold': {
    number: 'P815',
    severity: 'error',
    de: texts(
      'Von der Zahlung {paymentId} zum Auftrag {orderNumber} wurden {amount} zurückgebucht, ohne dass es gemeldet ist.',
      'Der Kunde oder seine Bank hat sich das Geld zurückgeholt.',
      LOOKS_DE,
    ),
    en: texts(
      '{amount} of payment {paymentId} of order {orderNumber} were charged back, and nobody was told.',
      'The customer or their bank took the money back.',
      LOOKS_EN,
    ),
  },
  'checker.operation-left-open': {
    number: 'P816',
    severity: 'error',
    de: texts(
      'Zum Auftrag {orderNumber} gibt es einen Vorgang, dessen Ausgang nie festgestellt wurde.',
      'Er wird nicht mehr nachgesehen. Ob er ausgeführt wurde, ist nicht bekannt.',
      SUPPORT_DE,
    ),
    en: texts(
      'Order {orderNumber} has a step whose outcome was never found out.',
      'It is not looked up any more. Whether it was carried out is not known.',
      SUPPORT_EN,
    ),
  },
};
