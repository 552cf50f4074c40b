/* eslint-disable max-lines -- table data */
import type { ProblemEntry } from '../problem-catalog.js';
import type { ProblemCode } from '../problem-codes.js';
import { texts } from './texts.js';

type ReleaseProblemCode = Extract<ProblemCode, `release.${string}`>;

const RECHECK_DE = 'Drücken Sie danach "Erneut prüfen".';
const RECHECK_EN = 'Then press "Check again".';
const LOCKED_DE =
  'Der Auftrag ist freigegeben, trägt aber eine Versandsperre: Er wird nicht versandt.';
const LOCKED_EN = 'The order is released but carries a shipping lock: it will not be shipped.';

/** Problems before goods move. Every release problem may name {orderNumber}, {paymentId} and {amount}, the order total. */
export const RELEASE_PROBLEMS: Readonly<Record<ReleaseProblemCode, ProblemEntry>> = {
  'release.payment-id-missing': {
    number: 'R101',
    severity: 'error',
    de: texts(
      'Am Auftrag {orderNumber} fehlt die Zahlungs-ID von Unzer.',
      `Ohne sie lässt sich nicht prüfen, ob der Kunde bezahlt hat. ${LOCKED_DE}`,
      `Tragen Sie in pixi im Feld "KK-ID" die Zahlungs-ID ein (Form: s-pay-… oder p-pay-…). ${RECHECK_DE}`,
    ),
    en: texts(
      'Order {orderNumber} has no Unzer payment id.',
      `Without it nobody can check whether the customer has paid. ${LOCKED_EN}`,
      `Enter the payment id in the field "KK-ID" in pixi (form: s-pay-… or p-pay-…). ${RECHECK_EN}`,
    ),
  },
  'release.payment-unknown': {
    number: 'R102',
    severity: 'error',
    de: texts(
      'Unzer kennt die Zahlung {paymentId} unter den hinterlegten Schlüsseln nicht.',
      `Die Zahlungs-ID ist falsch, oder die Zahlung gehört zu einem anderen Schlüsselpaar. ${LOCKED_DE}`,
      `Vergleichen Sie das Feld "KK-ID" in pixi mit der Zahlung in Unzer Insights und prüfen Sie "Unzer Private Key" in der Konfiguration der Zahlungsart. ${RECHECK_DE}`,
    ),
    en: texts(
      'Unzer does not know payment {paymentId} under the configured keys.',
      `The payment id is wrong, or the payment belongs to another key pair. ${LOCKED_EN}`,
      `Compare the field "KK-ID" in pixi with the payment in Unzer Insights and check "Unzer Private Key" in the configuration of the payment method. ${RECHECK_EN}`,
    ),
  },
  'release.payment-not-finished': {
    number: 'R103',
    severity: 'notice',
    de: texts(
      'Der Kunde hat die Zahlung {paymentId} noch nicht abgeschlossen, oder Unzer prüft sie noch.',
      'Der Auftrag wird noch nicht freigegeben. Abgleich sieht von selbst wieder nach.',
      'Sie brauchen nichts zu tun. Ist die Zahlung bis {until} nicht abgeschlossen, wird der Auftrag gesperrt und gemeldet.',
    ),
    en: texts(
      'The customer has not finished payment {paymentId} yet, or Unzer is still reviewing it.',
      'The order is not released yet. Abgleich looks again by itself.',
      'You need not do anything. If the payment is not finished by {until}, the order is locked and reported.',
    ),
  },
  'release.payment-never-finished': {
    number: 'R104',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} wurde in {hours} Stunden nicht abgeschlossen.',
      `Der Kunde hat die Bezahlung vermutlich abgebrochen. ${LOCKED_DE}`,
      'Klären Sie mit dem Kunden, ob er noch bezahlen will, oder stornieren Sie den Auftrag. Wird die Zahlung doch noch fertig, drücken Sie "Erneut prüfen".',
    ),
    en: texts(
      'Payment {paymentId} was not finished within {hours} hours.',
      `The customer has probably given up paying. ${LOCKED_EN}`,
      'Ask the customer whether they still want to pay, or cancel the order. If the payment gets finished after all, press "Check again".',
    ),
  },
  'release.payment-failed': {
    number: 'R105',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} ist fehlgeschlagen.',
      `Es ist kein Geld reserviert und keines eingezogen. ${LOCKED_DE}`,
      `Lassen Sie den Kunden neu bezahlen und tragen Sie die neue Zahlungs-ID in pixi in das Feld "KK-ID" ein, oder stornieren Sie den Auftrag. ${RECHECK_DE}`,
    ),
    en: texts(
      'Payment {paymentId} has failed.',
      `No money is reserved and none was captured. ${LOCKED_EN}`,
      `Have the customer pay again and enter the new payment id in the field "KK-ID" in pixi, or cancel the order. ${RECHECK_EN}`,
    ),
  },
  'release.payment-cancelled': {
    number: 'R106',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} ist bei Unzer storniert, erstattet oder abgelaufen.',
      `Für den Auftrag steht kein Geld mehr bereit. ${LOCKED_DE}`,
      `Stornieren Sie den Auftrag, oder lassen Sie den Kunden neu bezahlen und tragen Sie die neue Zahlungs-ID in das Feld "KK-ID" ein. ${RECHECK_DE}`,
    ),
    en: texts(
      'Payment {paymentId} was cancelled or refunded at Unzer, or has expired.',
      `There is no money left for the order. ${LOCKED_EN}`,
      `Cancel the order, or have the customer pay again and enter the new payment id in the field "KK-ID". ${RECHECK_EN}`,
    ),
  },
  'release.payment-charged-back': {
    number: 'R107',
    severity: 'error',
    de: texts(
      'Die Zahlung {paymentId} wurde zurückgebucht.',
      `Der Kunde oder seine Bank hat das Geld zurückgeholt. ${LOCKED_DE}`,
      'Klären Sie die Rückbuchung mit dem Kunden und in Unzer Insights, bevor Sie versenden.',
    ),
    en: texts(
      'Payment {paymentId} was charged back.',
      `The customer or their bank has taken the money back. ${LOCKED_EN}`,
      'Settle the chargeback with the customer and in Unzer Insights before you ship.',
    ),
  },
  'release.currency-differs': {
    number: 'R108',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} lautet auf {orderCurrency}, die Zahlung {paymentId} auf {paymentCurrency}.',
      `Die Beträge lassen sich nicht vergleichen. ${LOCKED_DE}`,
      `Prüfen Sie, ob im Feld "KK-ID" die richtige Zahlung steht und ob der Shop die Währung richtig übergeben hat. ${RECHECK_DE}`,
    ),
    en: texts(
      'Order {orderNumber} is in {orderCurrency}, payment {paymentId} in {paymentCurrency}.',
      `The amounts cannot be compared. ${LOCKED_EN}`,
      `Check whether the field "KK-ID" holds the right payment and whether the shop passed the currency correctly. ${RECHECK_EN}`,
    ),
  },
  'release.amount-too-low': {
    number: 'R109',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} hat {amount}, die Zahlung {paymentId} deckt nur {available}.',
      `Für die ganze Ware ist nicht genug Geld da. ${LOCKED_DE}`,
      `Gleichen Sie Auftrag und Zahlung an, oder lassen Sie den Rest bezahlen. Kleine Unterschiede erlaubt das Feld "Rundungsdifferenzen". ${RECHECK_DE}`,
    ),
    en: texts(
      'Order {orderNumber} totals {amount}, payment {paymentId} covers only {available}.',
      `There is not enough money for all the goods. ${LOCKED_EN}`,
      `Bring order and payment in line, or have the rest paid. The field "Rounding differences" allows small ones. ${RECHECK_EN}`,
    ),
  },
  'release.charged-too-little': {
    number: 'R110',
    severity: 'error',
    de: texts(
      'Für den Auftrag {orderNumber} wurden {available} eingezogen, er hat jetzt aber {amount}.',
      `Der Auftrag wurde nach dem Einzug teurer. ${LOCKED_DE}`,
      `Ziehen Sie den Rest von {open} in Unzer Insights ein, oder ändern Sie den Auftrag in pixi. ${RECHECK_DE}`,
    ),
    en: texts(
      'For order {orderNumber} {available} was captured, but it now totals {amount}.',
      `The order became more expensive after the capture. ${LOCKED_EN}`,
      `Capture the rest of {open} in Unzer Insights, or change the order in pixi. ${RECHECK_EN}`,
    ),
  },
  'release.charged-on-other-payment': {
    number: 'R111',
    severity: 'error',
    de: texts(
      'Für den Auftrag {orderNumber} wurde bereits über eine andere Zahlungs-ID eingezogen.',
      `Jetzt steht in pixi {paymentId}. Ein zweiter Einzug würde den Kunden doppelt belasten. ${LOCKED_DE}`,
      `Prüfen Sie im Verlauf des Auftrags, welche Zahlung gilt. Tragen Sie sie in das Feld "KK-ID" ein oder erstatten Sie die andere. ${RECHECK_DE}`,
    ),
    en: texts(
      'For order {orderNumber} money was already captured under another payment id.',
      `pixi now names {paymentId}. A second capture would charge the customer twice. ${LOCKED_EN}`,
      `See the order's timeline for which payment is valid. Enter it in the field "KK-ID" or refund the other one. ${RECHECK_EN}`,
    ),
  },
  'release.capture-refused': {
    number: 'R112',
    severity: 'error',
    de: texts(
      'Unzer hat den Einzug von {open} auf Zahlung {paymentId} abgelehnt: {message}',
      `Das Geld ist nicht eingezogen. ${LOCKED_DE}`,
      `Klären Sie die Ursache in Unzer Insights oder mit dem Kunden. ${RECHECK_DE} Der Einzug wird dann einmal wiederholt.`,
    ),
    en: texts(
      'Unzer refused to capture {open} on payment {paymentId}: {message}',
      `The money was not captured. ${LOCKED_EN}`,
      `Find the cause in Unzer Insights or with the customer. ${RECHECK_EN} The capture is then tried once more.`,
    ),
  },
  'release.capture-pending': {
    number: 'R113',
    severity: 'notice',
    de: texts(
      'Der Einzug von {amount} auf Zahlung {paymentId} ist bei Unzer noch in Arbeit.',
      'Der Auftrag wird erst freigegeben, wenn der Einzug bestätigt ist.',
      'Sie brauchen nichts zu tun. Abgleich sieht von selbst wieder nach.',
    ),
    en: texts(
      'The capture of {amount} on payment {paymentId} is still being processed at Unzer.',
      'The order is released only once the capture is confirmed.',
      'You need not do anything. Abgleich looks again by itself.',
    ),
  },
  'release.method-unsupported': {
    number: 'R114',
    severity: 'error',
    de: texts(
      'Die Zahlungsart "{method}" der Zahlung {paymentId} wird nicht unterstützt.',
      `Abgleich kann diese Zahlung nicht prüfen. ${LOCKED_DE}`,
      'Prüfen Sie die Zahlung in Unzer Insights und bearbeiten Sie den Auftrag in pixi von Hand.',
    ),
    en: texts(
      'The payment method "{method}" of payment {paymentId} is not supported.',
      `Abgleich cannot check this payment. ${LOCKED_EN}`,
      'Check the payment in Unzer Insights and handle the order in pixi by hand.',
    ),
  },
  'release.released-by-hand': {
    number: 'R116',
    severity: 'notice',
    de: texts(
      'Der Auftrag {orderNumber} wurde in pixi von Hand freigegeben, obwohl die Zahlung {paymentId} nicht abgeschlossen ist.',
      'Die Ware kann versandt werden, ohne dass das Geld sicher ist.',
      'Setzen Sie in pixi die Versandsperre, wenn Sie auf die Zahlung warten wollen.',
    ),
    en: texts(
      'Order {orderNumber} was released by hand in pixi although payment {paymentId} is not finished.',
      'The goods may be shipped while the money is not certain.',
      'Set the shipping lock in pixi if you want to wait for the payment.',
    ),
  },
  'release.payment-state-unclear': {
    number: 'R117',
    severity: 'error',
    de: texts(
      'Unzer zeigt für die Zahlung {paymentId} einen Stand, den Abgleich nicht versteht.',
      'Abgleich rät nicht: Der Auftrag bleibt, wie er ist, und es wird nichts eingezogen.',
      `Prüfen Sie die Zahlung in Unzer Insights. ${RECHECK_DE} Bleibt die Meldung, wenden Sie sich mit ihrer Nummer an den Support.`,
    ),
    en: texts(
      'Unzer shows a state for payment {paymentId} that Abgleich does not understand.',
      'Abgleich does not guess: the order stays as it is, and nothing is captured.',
      `Check the payment in Unzer Insights. ${RECHECK_EN} If the message stays, contact support with its number.`,
    ),
  },
  'release.lock-refused': {
    number: 'R118',
    severity: 'error',
    de: texts(
      'pixi hat die Versandsperre für Auftrag {orderNumber} abgelehnt: {message}',
      'Ohne Sperre gibt Abgleich den Auftrag nicht frei, denn die Ware könnte unbezahlt versandt werden.',
      `Setzen Sie die Versandsperre in pixi von Hand. ${RECHECK_DE}`,
    ),
    en: texts(
      'pixi refused the shipping lock for order {orderNumber}: {message}',
      'Without the lock Abgleich does not release the order, because the goods could be shipped unpaid.',
      `Set the shipping lock in pixi by hand. ${RECHECK_EN}`,
    ),
  },
  'release.unlock-refused': {
    number: 'R119',
    severity: 'error',
    de: texts(
      'pixi hat das Aufheben der Versandsperre für Auftrag {orderNumber} abgelehnt: {message}',
      'Die Zahlung ist in Ordnung, der Auftrag wird aber noch nicht versandt.',
      'Heben Sie die Versandsperre in pixi von Hand auf.',
    ),
    en: texts(
      'pixi refused to lift the shipping lock of order {orderNumber}: {message}',
      'The payment is good, but the order is not shipped yet.',
      'Lift the shipping lock in pixi by hand.',
    ),
  },
  'release.release-refused': {
    number: 'R120',
    severity: 'error',
    de: texts(
      'pixi hat die Freigabe von Auftrag {orderNumber} abgelehnt: {message}',
      'Der Auftrag steht weiter auf HOLD.',
      `Geben Sie den Auftrag in pixi von Hand frei, oder beseitigen Sie die Ursache. ${RECHECK_DE}`,
    ),
    en: texts(
      'pixi refused to release order {orderNumber}: {message}',
      'The order is still on HOLD.',
      `Release the order in pixi by hand, or remove the cause. ${RECHECK_EN}`,
    ),
  },
  'release.release-without-effect': {
    number: 'R121',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} steht in pixi immer wieder auf HOLD, obwohl er {times} Mal freigegeben wurde.',
      'Abgleich gibt ihn nicht noch einmal frei. Die Zahlung ist geprüft.',
      `Sehen Sie in pixi nach, wer oder was den Auftrag anhält. ${RECHECK_DE}`,
    ),
    en: texts(
      'Order {orderNumber} keeps returning to HOLD in pixi although it was released {times} times.',
      'Abgleich does not release it once more. The payment is checked.',
      `See in pixi who or what stops the order. ${RECHECK_EN}`,
    ),
  },
  'release.awaiting-transfer': {
    number: 'R122',
    severity: 'notice',
    de: texts(
      'Die Überweisung des Kunden zur Zahlung {paymentId} über {amount} ist noch nicht eingegangen.',
      'Der Auftrag ist freigegeben und trägt solange eine Versandsperre von Abgleich.',
      'Sie brauchen nichts zu tun: Geht das Geld ein, hebt Abgleich die Sperre auf.',
    ),
    en: texts(
      "The customer's transfer of {amount} for payment {paymentId} has not arrived yet.",
      'The order is released and carries a shipping lock of Abgleich until then.',
      'You need not do anything: when the money arrives, Abgleich lifts the lock.',
    ),
  },
  'release.transfer-too-little': {
    number: 'R123',
    severity: 'error',
    de: texts(
      'Zur Zahlung {paymentId} sind {received} eingegangen, der Auftrag {orderNumber} hat {amount}.',
      `Der Kunde hat zu wenig überwiesen. ${LOCKED_DE}`,
      'Bitten Sie den Kunden um den Rest. Geht er ein, hebt Abgleich die Sperre auf. Nehmen Sie den Betrag so an, heben Sie die Sperre in pixi von Hand auf.',
    ),
    en: texts(
      '{received} has arrived for payment {paymentId}, order {orderNumber} has {amount}.',
      `The customer has transferred too little. ${LOCKED_EN}`,
      'Ask the customer for the rest. When it arrives, Abgleich lifts the lock. If you accept the amount as it is, lift the lock in pixi by hand.',
    ),
  },
  'release.transfer-too-much': {
    number: 'R124',
    severity: 'notice',
    de: texts(
      'Zur Zahlung {paymentId} sind {received} eingegangen, der Auftrag {orderNumber} hat {amount}.',
      'Der Kunde hat zu viel überwiesen. Der Auftrag ist freigegeben und nicht gesperrt.',
      'Erstatten Sie den Überschuss in Unzer Insights oder klären Sie ihn mit dem Kunden, und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      '{received} has arrived for payment {paymentId}, order {orderNumber} has {amount}.',
      'The customer has transferred too much. The order is released and not locked.',
      'Refund the surplus in Unzer Insights or settle it with the customer, and press "Problem solved".',
    ),
  },
  'release.transfer-details-missing': {
    number: 'R125',
    severity: 'notice',
    de: texts(
      'In pixi fehlt die Bankverbindung zur Zahlung {paymentId}, oder sie weicht von der bei Unzer ab.',
      'Sie muss auf der Rechnung des Kunden stehen, sonst kann seine Überweisung nicht zugeordnet werden.',
      'Übernehmen Sie die Angaben aus dem Kommentar am Auftrag {orderNumber} in pixi: Kontoinhaber, IBAN, BIC und Bank.',
    ),
    en: texts(
      'The bank details of payment {paymentId} are missing in pixi, or differ from those at Unzer.',
      "They must be on the customer's invoice, otherwise the transfer cannot be matched.",
      'Copy the details from the comment on order {orderNumber} into pixi: account holder, IBAN, BIC and bank.',
    ),
  },
  'release.address-differs': {
    number: 'R126',
    severity: 'notice',
    de: texts(
      'Die Lieferanschrift des Auftrags {orderNumber} in pixi ist nicht die, die Unzer für die Zahlung {paymentId} kennt.',
      'Der Zahlungsausfall ist nur bei Lieferung an die bei Unzer hinterlegte Anschrift abgesichert.',
      'Stellen Sie in pixi die ursprüngliche Lieferanschrift wieder her, solange sie sich noch ändern lässt.',
    ),
    en: texts(
      'The delivery address of order {orderNumber} in pixi is not the one that Unzer knows for payment {paymentId}.',
      'The payment is only insured for delivery to the address known at Unzer.',
      'Restore the original delivery address in pixi while it can still be changed.',
    ),
  },
  'release.address-final': {
    number: 'R127',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} geht an eine Anschrift, die Unzer für die Zahlung {paymentId} nicht kennt, und sie lässt sich nicht mehr ändern.',
      'Fällt die Zahlung aus, tragen Sie den Schaden vermutlich selbst.',
      'Halten Sie die Sendung nach Möglichkeit auf, oder klären Sie die Anschrift mit Unzer, und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'Order {orderNumber} goes to an address that Unzer does not know for payment {paymentId}, and it can no longer be changed.',
      'If the payment fails, you probably bear the loss yourself.',
      'Stop the parcel if you can, or settle the address with Unzer, and press "Problem solved".',
    ),
  },
  'release.authorization-expiring': {
    number: 'R128',
    severity: 'notice',
    de: texts(
      'Die Autorisierung der Zahlung {paymentId} ist seit {days} Tagen offen und kann bald ablaufen.',
      'Danach lässt sich der offene Betrag von {open} nicht mehr einziehen.',
      'Versenden Sie den Auftrag {orderNumber} bald, oder klären Sie mit dem Kunden eine neue Zahlung.',
    ),
    en: texts(
      'The authorisation of payment {paymentId} has been open for {days} days and may expire soon.',
      'After that the open amount of {open} can no longer be captured.',
      'Ship order {orderNumber} soon, or agree on a new payment with the customer.',
    ),
  },
  'release.authorization-expired': {
    number: 'R129',
    severity: 'error',
    de: texts(
      'Die Autorisierung der Zahlung {paymentId} ist abgelaufen.',
      `Der Betrag ist nicht mehr reserviert und lässt sich nicht einziehen. ${LOCKED_DE}`,
      `Lassen Sie den Kunden neu bezahlen und tragen Sie die neue Zahlungs-ID in pixi in das Feld "KK-ID" ein, oder stornieren Sie den Auftrag. ${RECHECK_DE}`,
    ),
    en: texts(
      'The authorisation of payment {paymentId} has expired.',
      `The amount is no longer reserved and cannot be captured. ${LOCKED_EN}`,
      `Have the customer pay again and enter the new payment id in the field "KK-ID" in pixi, or cancel the order. ${RECHECK_EN}`,
    ),
  },
  'release.lock-left': {
    number: 'R130',
    severity: 'error',
    de: texts(
      'Der Auftrag {orderNumber} ist gesperrt, obwohl seine Zahlung {paymentId} in Ordnung ist.',
      'Abgleich hat ihn gesperrt freigegeben, kennt die Sperre aber nicht mehr, weil seine Datenbank wiederhergestellt wurde. Ob sie inzwischen jemand anderem gehört, kann Abgleich nicht wissen und hebt sie darum nicht auf.',
      'Heben Sie die Versandsperre in pixi auf, wenn Sie keinen eigenen Grund für sie kennen.',
    ),
    en: texts(
      'Order {orderNumber} is locked although its payment {paymentId} is fine.',
      'Abgleich released it under a lock but no longer knows that lock, because its database was restored. Whether it belongs to somebody else by now Abgleich cannot know, and so does not lift it.',
      'Lift the shipping lock in pixi unless you know a reason of your own for it.',
    ),
  },
};
