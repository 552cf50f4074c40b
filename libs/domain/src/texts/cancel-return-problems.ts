import type { ProblemEntry } from '../problem-catalog.js';
import type { ProblemCode } from '../problem-codes.js';
import { texts } from './texts.js';

type CancelReturnProblemCode = Extract<ProblemCode, `cancel-return.${string}`>;

const RECHECK_DE = 'Drücken Sie danach "Erneut prüfen".';
const RECHECK_EN = 'Then press "Check again".';

/** Problems with cancellations and returns. Every one may name {orderNumber}, {paymentId}, {subject} (the credit note, or the order when goods were cancelled) and {amount}. */
export const CANCEL_RETURN_PROBLEMS: Readonly<Record<CancelReturnProblemCode, ProblemEntry>> = {
  'cancel-return.payment-id-missing': {
    number: 'S701',
    severity: 'error',
    de: texts(
      'Am Auftrag {orderNumber} fehlt die Zahlungs-ID von Unzer ({subject}).',
      'Es kann nichts erstattet werden, und die Gutschrift bleibt offen.',
      `Tragen Sie in pixi im Feld "KK-ID" die Zahlungs-ID ein. ${RECHECK_DE}`,
    ),
    en: texts(
      'Order {orderNumber} has no Unzer payment id ({subject}).',
      'Nothing can be refunded, and the credit note stays open.',
      `Enter the payment id in the field "KK-ID" in pixi. ${RECHECK_EN}`,
    ),
  },
  'cancel-return.payment-unknown': {
    number: 'S702',
    severity: 'error',
    de: texts(
      'Unzer kennt die Zahlung {paymentId} zum Auftrag {orderNumber} nicht ({subject}).',
      'Es kann nichts erstattet oder storniert werden.',
      `Vergleichen Sie das Feld "KK-ID" in pixi mit Unzer Insights und prüfen Sie "Unzer Private Key" in der Konfiguration. ${RECHECK_DE}`,
    ),
    en: texts(
      'Unzer does not know payment {paymentId} of order {orderNumber} ({subject}).',
      'Nothing can be refunded or reversed.',
      `Compare the field "KK-ID" in pixi with Unzer Insights and check "Unzer Private Key" in the configuration. ${RECHECK_EN}`,
    ),
  },
  'cancel-return.method-unsupported': {
    number: 'S703',
    severity: 'error',
    de: texts(
      'Die Zahlungsart "{method}" der Zahlung {paymentId} wird nicht unterstützt ({subject}).',
      'Abgleich erstattet und storniert dafür nichts.',
      'Erstatten Sie in Unzer Insights von Hand, buchen Sie die Gutschrift in pixi und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'The payment method "{method}" of payment {paymentId} is not supported ({subject}).',
      'Abgleich refunds and reverses nothing for it.',
      'Refund by hand in Unzer Insights, book the credit note in pixi and press "Problem solved".',
    ),
  },
  'cancel-return.payment-state-unclear': {
    number: 'S704',
    severity: 'error',
    de: texts(
      'Unzer zeigt für die Zahlung {paymentId} einen Stand, den Abgleich nicht versteht ({subject}).',
      'Abgleich rät nicht und erstattet nichts.',
      `Prüfen Sie die Zahlung in Unzer Insights. ${RECHECK_DE} Bleibt die Meldung, wenden Sie sich mit ihrer Nummer an den Support.`,
    ),
    en: texts(
      'Unzer shows a state for payment {paymentId} that Abgleich does not understand ({subject}).',
      'Abgleich does not guess and refunds nothing.',
      `Check the payment in Unzer Insights. ${RECHECK_EN} If the message stays, contact support with its number.`,
    ),
  },
  'cancel-return.payment-charged-back': {
    number: 'S705',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} zum Auftrag {orderNumber} wurde zurückgebucht.',
      'Der Kunde oder seine Bank hat sich das Geld zurückgeholt. Abgleich erstattet hier nichts mehr von selbst. Was noch nicht versandt ist, wird gesperrt.',
      'Klären Sie die Rückbuchung mit dem Kunden und in Unzer Insights, gleichen Sie das Kundenkonto in pixi von Hand aus und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'Payment {paymentId} of order {orderNumber} was charged back.',
      'The customer or their bank took the money back. Abgleich refunds nothing more here by itself. What is not shipped yet is locked.',
      'Settle the chargeback with the customer and in Unzer Insights, balance the customer account in pixi by hand and press "Problem solved".',
    ),
  },
  'cancel-return.currency-differs': {
    number: 'S707',
    severity: 'error',
    de: texts(
      'Die Belege des Auftrags {orderNumber} und die Zahlung {paymentId} haben verschiedene Währungen.',
      'Abgleich rechnet keine Währungen um und erstattet nichts.',
      'Erstatten Sie in Unzer Insights von Hand, buchen Sie die Gutschrift in pixi und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'The documents of order {orderNumber} and payment {paymentId} have different currencies.',
      'Abgleich converts no currencies and refunds nothing.',
      'Refund by hand in Unzer Insights, book the credit note in pixi and press "Problem solved".',
    ),
  },
  'cancel-return.more-than-charged': {
    number: 'S708',
    severity: 'error',
    de: texts(
      'Für {subject} sind {amount} zu erstatten, auf der Zahlung {paymentId} liegen aber nur {available}.',
      'Es wurde nichts erstattet und nichts gebucht.',
      'Prüfen Sie die Höhe der Gutschrift und ob schon anders erstattet wurde. Erledigen Sie Erstattung und Buchung von Hand und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      '{amount} is to be refunded for {subject}, but payment {paymentId} holds only {available}.',
      'Nothing was refunded and nothing was booked.',
      'Check the amount of the credit note and whether it was refunded another way. Refund and book by hand and press "Problem solved".',
    ),
  },
  'cancel-return.refused': {
    number: 'S709',
    severity: 'error',
    de: texts(
      'Unzer hat es abgelehnt, {amount} für {subject} zurückzugeben: {message}',
      'Der Kunde hat dieses Geld noch nicht zurück.',
      'Prüfen Sie die Zahlung in Unzer Insights. Drücken Sie danach "Erneut prüfen", oder erstatten Sie von Hand: Abgleich bemerkt das und erstattet nicht doppelt.',
    ),
    en: texts(
      'Unzer refused to give back {amount} for {subject}: {message}',
      'The customer does not have this money back yet.',
      'Check the payment in Unzer Insights. Then press "Check again", or refund by hand: Abgleich notices that and does not refund twice.',
    ),
  },
  'cancel-return.pending': {
    number: 'S710',
    severity: 'notice',
    de: texts(
      'Eine Rückgabe von {amount} auf der Zahlung {paymentId} ist bei Unzer noch in Arbeit.',
      'Bis sie fertig ist, wird für den Auftrag {orderNumber} nichts weiter erstattet. Abgleich sieht von selbst wieder nach.',
      'Sie brauchen nichts zu tun.',
    ),
    en: texts(
      'Giving back {amount} on payment {paymentId} is still being processed at Unzer.',
      'Until it ends nothing more is refunded for order {orderNumber}. Abgleich looks again by itself.',
      'You need not do anything.',
    ),
  },
  'cancel-return.return-before-capture': {
    number: 'S711',
    severity: 'notice',
    de: texts(
      'Für {subject} sind {amount} zu erstatten, die Rechnung dazu ist aber noch nicht eingezogen.',
      'Erst wird eingezogen, dann erstattet. Abgleich sieht von selbst wieder nach.',
      'Sie brauchen nichts zu tun, solange zur Rechnung kein Fehler gemeldet ist.',
    ),
    en: texts(
      '{amount} is to be refunded for {subject}, but its invoice is not captured yet.',
      'The money is captured first, then refunded. Abgleich looks again by itself.',
      'You need not do anything as long as no error is reported for the invoice.',
    ),
  },
  'cancel-return.refunded-elsewhere': {
    number: 'S712',
    severity: 'notice',
    de: texts(
      'Für {subject} ({amount}) wurde bei Unzer schon von anderer Seite Geld zurückgegeben.',
      'Abgleich hat das nicht wiederholt, nur die fehlende Differenz erstattet und die Gutschrift gebucht.',
      'Prüfen Sie, ob die Erstattung von Hand zu dieser Gutschrift gehörte, und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'Money was already given back at Unzer by somebody else for {subject} ({amount}).',
      'Abgleich did not repeat that, refunded only what was missing and booked the credit note.',
      'Check whether the refund made by hand belonged to this credit note, and press "Problem solved".',
    ),
  },
  'cancel-return.credit-note-settled': {
    number: 'S713',
    severity: 'notice',
    de: texts(
      'Die Gutschrift {subject} über {amount} war in pixi schon ausgeglichen.',
      'Abgleich lässt sie in Ruhe: Es wird dafür nichts erstattet und nichts gebucht.',
      'Hat der Kunde sein Geld noch nicht, erstatten Sie es in Unzer Insights von Hand. Drücken Sie danach "Problem gelöst".',
    ),
    en: texts(
      'Credit note {subject} of {amount} was already settled in pixi.',
      'Abgleich leaves it alone: nothing is refunded and nothing is booked for it.',
      'If the customer does not have the money yet, refund it by hand in Unzer Insights. Then press "Problem solved".',
    ),
  },
  'cancel-return.booking-refused': {
    number: 'S714',
    severity: 'error',
    de: texts(
      'pixi hat die Buchung der Gutschrift {subject} über {amount} abgelehnt: {message}',
      'Das Geld ist erstattet, im Kundenkonto in pixi fehlt die Buchung.',
      'Prüfen Sie "Buchungs-Event Retoure" in der Konfiguration der Zahlungsart und das Kundenkonto in pixi. Drücken Sie danach "Erneut prüfen".',
    ),
    en: texts(
      'pixi refused to book credit note {subject} of {amount}: {message}',
      'The money is refunded, the booking is missing in the customer account in pixi.',
      'Check "Booking event for returns" in the configuration of the payment method and the customer account in pixi. Then press "Check again".',
    ),
  },
  'cancel-return.customer-missing': {
    number: 'S715',
    severity: 'error',
    de: texts(
      'Zur Gutschrift {subject} über {amount} nennt pixi kein Kundenkonto.',
      'Das Geld ist erstattet, die Gutschrift kann aber nicht gebucht werden.',
      'Buchen Sie die Gutschrift in pixi von Hand und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'pixi names no customer account for credit note {subject} of {amount}.',
      'The money is refunded, but the credit note cannot be booked.',
      'Book the credit note in pixi by hand and press "Problem solved".',
    ),
  },
  'cancel-return.charged-more-than-due': {
    number: 'S716',
    severity: 'notice',
    de: texts(
      'Auf der Zahlung {paymentId} liegen {charged}, berechnet und nicht gutgeschrieben sind nur {due}.',
      'Der Kunde hat {amount} zu viel bezahlt. Nach den Regeln dieser Zahlungsart wird das nicht von selbst erstattet.',
      'Prüfen Sie die Zahlung in Unzer Insights und erstatten Sie gegebenenfalls von Hand.',
    ),
    en: texts(
      'Payment {paymentId} holds {charged}, but only {due} is invoiced and not credited.',
      'The customer has paid {amount} too much. The rules of this payment method do not refund that by themselves.',
      'Check the payment in Unzer Insights and refund by hand where it is right.',
    ),
  },
  'cancel-return.invoice-not-shipped': {
    number: 'S717',
    severity: 'notice',
    de: texts(
      'Die Rechnung {subject} über {amount} wurde nie versendet, der Auftrag ist aber geschlossen, und ihre Waren werden nicht geliefert.',
      'Für sie wird nichts eingezogen. Auf der Zahlung {paymentId} bleiben {available} liegen, solange niemand entscheidet.',
      'Schreiben Sie die Rechnung in pixi gut. Eingezogenes Geld erstattet Abgleich dann von selbst; nur reserviertes geben Sie in Unzer Insights frei und gleichen Rechnung und Gutschrift in pixi miteinander aus.',
    ),
    en: texts(
      'Invoice {subject} of {amount} was never shipped, but the order is closed and its goods will not be delivered.',
      'Nothing is captured for it. {available} stays on payment {paymentId} as long as nobody decides.',
      'Credit the invoice in pixi. Abgleich then refunds captured money by itself; release money that is only reserved in Unzer Insights, and settle invoice and credit note with each other in pixi.',
    ),
  },
};
