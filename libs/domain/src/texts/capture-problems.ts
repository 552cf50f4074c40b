/* eslint-disable max-lines -- table data */
import type { ProblemEntry } from '../problem-catalog.js';
import type { ProblemCode } from '../problem-codes.js';
import { texts } from './texts.js';

type CaptureProblemCode = Extract<ProblemCode, `capture.${string}`>;

const RECHECK_DE = 'Drücken Sie danach "Erneut prüfen".';
const RECHECK_EN = 'Then press "Check again".';
const OPEN_DE = 'Die Ware ist unterwegs, offen sind {open}.';
const OPEN_EN = 'The goods are gone, {open} is open.';

/** Problems after goods left. Every one may name {orderNumber}, {paymentId}, {document}, {amount} (invoice total) and {open}. */
export const CAPTURE_PROBLEMS: Readonly<Record<CaptureProblemCode, ProblemEntry>> = {
  'capture.payment-id-missing': {
    number: 'C201',
    severity: 'error',
    de: texts(
      'Zur Rechnung {document} fehlt am Auftrag {orderNumber} die Zahlungs-ID von Unzer.',
      `Es kann nichts eingezogen werden. ${OPEN_DE}`,
      `Tragen Sie in pixi im Feld "KK-ID" die Zahlungs-ID ein. ${RECHECK_DE}`,
    ),
    en: texts(
      'For invoice {document} order {orderNumber} has no Unzer payment id.',
      `Nothing can be captured. ${OPEN_EN}`,
      `Enter the payment id in the field "KK-ID" in pixi. ${RECHECK_EN}`,
    ),
  },
  'capture.payment-unknown': {
    number: 'C202',
    severity: 'error',
    de: texts(
      'Unzer kennt die Zahlung {paymentId} zur Rechnung {document} nicht.',
      `Die Zahlungs-ID ist falsch, oder sie gehört zu einem anderen Schlüsselpaar. ${OPEN_DE}`,
      `Vergleichen Sie das Feld "KK-ID" in pixi mit Unzer Insights und prüfen Sie "Unzer Private Key" in der Konfiguration. ${RECHECK_DE}`,
    ),
    en: texts(
      'Unzer does not know payment {paymentId} of invoice {document}.',
      `The payment id is wrong, or it belongs to another key pair. ${OPEN_EN}`,
      `Compare the field "KK-ID" in pixi with Unzer Insights and check "Unzer Private Key" in the configuration. ${RECHECK_EN}`,
    ),
  },
  'capture.payment-not-usable': {
    number: 'C203',
    severity: 'error',
    de: texts(
      'Unzer zeigt für die Zahlung {paymentId} einen Stand, den Abgleich nicht versteht.',
      `Abgleich rät nicht und zieht für Rechnung {document} nichts ein. ${OPEN_DE}`,
      `Prüfen Sie die Zahlung in Unzer Insights. ${RECHECK_DE} Bleibt die Meldung, wenden Sie sich mit ihrer Nummer an den Support.`,
    ),
    en: texts(
      'Unzer shows a state for payment {paymentId} that Abgleich does not understand.',
      `Abgleich does not guess and captures nothing for invoice {document}. ${OPEN_EN}`,
      `Check the payment in Unzer Insights. ${RECHECK_EN} If the message stays, contact support with its number.`,
    ),
  },
  'capture.payment-not-finished': {
    number: 'C204',
    severity: 'notice',
    de: texts(
      'Die Zahlung {paymentId} ist noch nicht abgeschlossen, die Ware zu Rechnung {document} ist aber schon versandt.',
      'Es kann noch nichts eingezogen werden. Abgleich sieht von selbst wieder nach.',
      'Sie brauchen noch nichts zu tun. Ist die Zahlung bis {until} nicht abgeschlossen, wird daraus ein Fehler.',
    ),
    en: texts(
      'Payment {paymentId} is not finished yet, but the goods of invoice {document} are already shipped.',
      'Nothing can be captured yet. Abgleich looks again by itself.',
      'You need not do anything yet. If the payment is not finished by {until}, this becomes an error.',
    ),
  },
  'capture.payment-never-finished': {
    number: 'C205',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} wurde in {hours} Stunden nicht abgeschlossen, Rechnung {document} ist aber versandt.',
      `Es ist kein Geld reserviert. ${OPEN_DE}`,
      'Fordern Sie den Betrag beim Kunden an und gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'Payment {paymentId} was not finished within {hours} hours, but invoice {document} is shipped.',
      `No money is reserved. ${OPEN_EN}`,
      'Ask the customer for the amount and settle the invoice in pixi by hand.',
    ),
  },
  'capture.payment-failed': {
    number: 'C206',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} ist fehlgeschlagen, Rechnung {document} ist aber versandt.',
      `Es kann nichts eingezogen werden. ${OPEN_DE}`,
      `Lassen Sie den Kunden neu bezahlen und tragen Sie die neue Zahlungs-ID in das Feld "KK-ID" ein. ${RECHECK_DE}`,
    ),
    en: texts(
      'Payment {paymentId} has failed, but invoice {document} is shipped.',
      `Nothing can be captured. ${OPEN_EN}`,
      `Have the customer pay again and enter the new payment id in the field "KK-ID". ${RECHECK_EN}`,
    ),
  },
  'capture.payment-cancelled': {
    number: 'C207',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} ist storniert, erstattet oder abgelaufen, Rechnung {document} ist aber versandt.',
      `Es kann nichts mehr eingezogen werden. ${OPEN_DE}`,
      'Fordern Sie den Betrag beim Kunden an und gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'Payment {paymentId} was cancelled or refunded or has expired, but invoice {document} is shipped.',
      `Nothing can be captured any more. ${OPEN_EN}`,
      'Ask the customer for the amount and settle the invoice in pixi by hand.',
    ),
  },
  'capture.payment-charged-back': {
    number: 'C208',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} wurde zurückgebucht.',
      `Der Kunde oder seine Bank hat das Geld zurückgeholt. Zur Rechnung {document} gilt: ${OPEN_DE}`,
      'Klären Sie die Rückbuchung mit dem Kunden und in Unzer Insights.',
    ),
    en: texts(
      'Payment {paymentId} was charged back.',
      `The customer or their bank has taken the money back. For invoice {document}: ${OPEN_EN}`,
      'Settle the chargeback with the customer and in Unzer Insights.',
    ),
  },
  'capture.refused': {
    number: 'C209',
    severity: 'error',
    de: texts(
      'Unzer hat den Einzug für Rechnung {document} auf Zahlung {paymentId} abgelehnt: {message}',
      `Das Geld ist nicht eingezogen. ${OPEN_DE}`,
      `Klären Sie die Ursache in Unzer Insights oder fordern Sie den Betrag beim Kunden an. ${RECHECK_DE} Der Einzug wird dann einmal wiederholt.`,
    ),
    en: texts(
      'Unzer refused the capture for invoice {document} on payment {paymentId}: {message}',
      `The money was not captured. ${OPEN_EN}`,
      `Find the cause in Unzer Insights or ask the customer for the amount. ${RECHECK_EN} The capture is then tried once more.`,
    ),
  },
  'capture.pending': {
    number: 'C210',
    severity: 'notice',
    de: texts(
      'Der Einzug von {open} für Rechnung {document} ist bei Unzer noch in Arbeit.',
      'Die Rechnung wird ausgeglichen, sobald der Einzug bestätigt ist.',
      'Sie brauchen nichts zu tun. Abgleich sieht von selbst wieder nach.',
    ),
    en: texts(
      'The capture of {open} for invoice {document} is still being processed at Unzer.',
      'The invoice is settled as soon as the capture is confirmed.',
      'You need not do anything. Abgleich looks again by itself.',
    ),
  },
  'capture.amount-exceeds-authorization': {
    number: 'C211',
    severity: 'error',
    de: texts(
      'Für Rechnung {document} sind {open} einzuziehen, auf Zahlung {paymentId} sind aber nur {available} reserviert.',
      `Unzer zieht nicht mehr ein, als reserviert ist. ${OPEN_DE}`,
      `Prüfen Sie die Rechnung. Fordern Sie den Fehlbetrag beim Kunden an, oder ziehen Sie den Rest in Unzer Insights ein. ${RECHECK_DE}`,
    ),
    en: texts(
      'For invoice {document} {open} has to be captured, but payment {paymentId} has only {available} reserved.',
      `Unzer captures no more than is reserved. ${OPEN_EN}`,
      `Check the invoice. Ask the customer for the missing amount, or capture the rest in Unzer Insights. ${RECHECK_EN}`,
    ),
  },
  'capture.captured-different-amount': {
    number: 'C212',
    severity: 'error',
    de: texts(
      'Für Rechnung {document} über {amount} wurden {captured} eingezogen.',
      'Die Beträge passen nicht zusammen. Die Rechnung bleibt offen, es wird nichts weiter eingezogen.',
      'Vergleichen Sie Rechnung und Zahlung {paymentId} und gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'For invoice {document} of {amount}, {captured} was captured.',
      'The amounts do not match. The invoice stays open, and nothing more is captured.',
      'Compare the invoice with payment {paymentId} and settle the invoice in pixi by hand.',
    ),
  },
  'capture.invoiced-more-than-charged': {
    number: 'C213',
    severity: 'error',
    de: texts(
      'Zum Auftrag {orderNumber} sind {invoiced} berechnet, eingezogen sind aber nur {charged}.',
      'Es fehlen {open}. Rechnung {document} wird nicht ausgeglichen.',
      `Ziehen Sie den Fehlbetrag in Unzer Insights ein oder berichtigen Sie die Rechnung. ${RECHECK_DE}`,
    ),
    en: texts(
      'For order {orderNumber} {invoiced} is invoiced, but only {charged} was captured.',
      '{open} is missing. Invoice {document} is not settled.',
      `Capture the missing amount in Unzer Insights or correct the invoice. ${RECHECK_EN}`,
    ),
  },
  'capture.charged-elsewhere': {
    number: 'C214',
    severity: 'notice',
    de: texts(
      'Auf Zahlung {paymentId} waren {foreign} eingezogen, die nicht von Abgleich stammen.',
      'Damit ist Rechnung {document} ganz oder zum Teil bezahlt. Sie ist ausgeglichen, doppelt eingezogen wurde nichts.',
      'Sie brauchen nichts zu tun. Zieht Ihr Shop selbst ein, schalten Sie das dort besser ab.',
    ),
    en: texts(
      'On payment {paymentId} {foreign} was captured by somebody other than Abgleich.',
      'It pays invoice {document} in whole or in part. The invoice is settled, nothing was captured twice.',
      'You need not do anything. If your shop captures by itself, better switch that off there.',
    ),
  },
  'capture.currency-differs': {
    number: 'C215',
    severity: 'error',
    de: texts(
      'Rechnung {document} über {amount} und Zahlung {paymentId} ({paymentCurrency}) haben verschiedene Währungen.',
      `Es wird nichts eingezogen. ${OPEN_DE}`,
      `Prüfen Sie, ob im Feld "KK-ID" die richtige Zahlung steht. ${RECHECK_DE}`,
    ),
    en: texts(
      'Invoice {document} of {amount} and payment {paymentId} ({paymentCurrency}) have different currencies.',
      `Nothing is captured. ${OPEN_EN}`,
      `Check whether the field "KK-ID" holds the right payment. ${RECHECK_EN}`,
    ),
  },
  'capture.method-unsupported': {
    number: 'C216',
    severity: 'error',
    de: texts(
      'Die Zahlungsart "{method}" der Zahlung {paymentId} wird nicht unterstützt.',
      `Abgleich zieht für Rechnung {document} nichts ein. ${OPEN_DE}`,
      'Ziehen Sie den Betrag in Unzer Insights ein und gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'The payment method "{method}" of payment {paymentId} is not supported.',
      `Abgleich captures nothing for invoice {document}. ${OPEN_EN}`,
      'Capture the amount in Unzer Insights and settle the invoice in pixi by hand.',
    ),
  },
  'capture.settlement-refused': {
    number: 'C218',
    severity: 'error',
    de: texts(
      'pixi hat den Ausgleich von Rechnung {document} über {amount} abgelehnt: {message}',
      'Das Geld ist da, die Rechnung steht in pixi aber noch offen.',
      `Prüfen Sie das Feld "Buchungs-Event Rechnung" in der Konfiguration der Zahlungsart. ${RECHECK_DE}`,
    ),
    en: texts(
      'pixi refused to settle invoice {document} of {amount}: {message}',
      'The money is there, but the invoice is still open in pixi.',
      `Check the field "Booking event for invoices" in the configuration of the payment method. ${RECHECK_EN}`,
    ),
  },
  'capture.settled-by-hand': {
    number: 'C219',
    severity: 'notice',
    de: texts(
      'Rechnung {document} wurde in pixi von Hand ausgeglichen, während Abgleich sie bearbeitete.',
      'Abgleich bucht nichts mehr dazu.',
      'Prüfen Sie, ob der Betrag von {amount} nur einmal gebucht und eingezogen ist.',
    ),
    en: texts(
      'Invoice {document} was settled by hand in pixi while Abgleich was working on it.',
      'Abgleich books nothing more for it.',
      'Check that the amount of {amount} is booked and captured only once.',
    ),
  },
  'capture.shipped-unpaid': {
    number: 'C221',
    severity: 'notice',
    de: texts(
      'Die Rechnung {document} ist versandt, vom Kunden sind erst {received} von {invoiced} eingegangen (Zahlung {paymentId}).',
      'Die Rechnung wird ausgeglichen, sobald das Geld da ist. Abgleich sieht von selbst wieder nach.',
      'Bitten Sie den Kunden um die Überweisung. Haben Sie das Geld anders erhalten, gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'Invoice {document} is shipped, but only {received} of {invoiced} has arrived from the customer (payment {paymentId}).',
      'The invoice is settled as soon as the money is there. Abgleich looks again by itself.',
      'Ask the customer for the transfer. If you got the money another way, settle the invoice in pixi by hand.',
    ),
  },
  'capture.invoiced-more-than-requested': {
    number: 'C222',
    severity: 'error',
    de: texts(
      'Für den Auftrag {orderNumber} sind {invoiced} berechnet, vom Kunden angefordert sind nur {requested}.',
      `Die Rechnung {document} wird nicht ausgeglichen. ${OPEN_DE}`,
      'Prüfen Sie die Rechnungen des Auftrags. Fordern Sie den Rest anders an und gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'Order {orderNumber} has invoices of {invoiced}, but the customer was asked for {requested} only.',
      `Invoice {document} is not settled. ${OPEN_EN}`,
      'Check the invoices of the order. Ask for the rest another way and settle the invoice in pixi by hand.',
    ),
  },
  'capture.authorization-expired': {
    number: 'C223',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} war abgelaufen, bevor die Rechnung {document} an Unzer gemeldet wurde.',
      `Der Betrag lässt sich bei Unzer nicht mehr einziehen und ist nicht abgesichert. ${OPEN_DE}`,
      'Fordern Sie das Geld auf anderem Weg vom Kunden und gleichen Sie die Rechnung in pixi von Hand aus.',
    ),
    en: texts(
      'Payment {paymentId} had expired before invoice {document} was reported to Unzer.',
      `The amount can no longer be captured at Unzer and is not insured. ${OPEN_EN}`,
      'Ask the customer for the money another way and settle the invoice in pixi by hand.',
    ),
  },
  'capture.shipment-refused': {
    number: 'C224',
    severity: 'error',
    de: texts(
      'Unzer hat die Versandmeldung zur Rechnung {document} abgelehnt: {message}',
      `Die Zahlungsfrist des Kunden läuft nicht, die Rechnung wird nicht ausgeglichen. ${OPEN_DE}`,
      `Prüfen Sie die Zahlung {paymentId} in Unzer Insights. ${RECHECK_DE}`,
    ),
    en: texts(
      'Unzer refused the shipment notice for invoice {document}: {message}',
      `The customer's payment period is not running, the invoice is not settled. ${OPEN_EN}`,
      `Check payment {paymentId} in Unzer Insights. ${RECHECK_EN}`,
    ),
  },
};
