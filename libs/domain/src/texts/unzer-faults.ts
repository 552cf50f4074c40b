/* eslint-disable max-lines -- table data */
import type { FaultEntry } from '../fault-catalog.js';
import type { FaultCode } from '../fault.js';
import { texts } from './texts.js';

type Code = Extract<FaultCode, `unzer.${string}`>;

/** Failures on the way to and from the payment provider. */
export const UNZER_FAULTS: Readonly<Record<Code, FaultEntry>> = {
  'unzer.unreachable': {
    number: 'U801',
    kind: 'transient',
    de: texts(
      'Unzer war nicht zu erreichen.',
      'Es wurde nichts verändert.',
      'Sie brauchen nichts zu tun. Abgleich versucht es von selbst wieder.',
    ),
    en: texts(
      'Unzer could not be reached.',
      'Nothing was changed.',
      'You need not do anything. Abgleich tries again by itself.',
    ),
  },
  'unzer.busy': {
    number: 'U802',
    kind: 'transient',
    de: texts(
      'Unzer war überlastet oder gestört.',
      'Es wurde nichts verändert.',
      'Sie brauchen nichts zu tun. Abgleich versucht es von selbst wieder.',
    ),
    en: texts(
      'Unzer was overloaded or out of order.',
      'Nothing was changed.',
      'You need not do anything. Abgleich tries again by itself.',
    ),
  },
  'unzer.rate-limited': {
    number: 'U803',
    kind: 'transient',
    de: texts(
      'Unzer hat um langsamere Anfragen gebeten.',
      'Es wurde nichts verändert.',
      'Sie brauchen nichts zu tun. Abgleich versucht es von selbst wieder.',
    ),
    en: texts(
      'Unzer asked for slower requests.',
      'Nothing was changed.',
      'You need not do anything. Abgleich tries again by itself.',
    ),
  },
  'unzer.answer-lost': {
    number: 'U804',
    kind: 'uncertain',
    de: texts(
      'Unzer hat einen Aufruf nicht beantwortet.',
      'Ob er ausgeführt wurde, ist noch nicht bekannt.',
      'Sie brauchen nichts zu tun. Abgleich sieht zuerst nach und wiederholt nichts blind.',
    ),
    en: texts(
      'Unzer did not answer a call.',
      'Whether it was carried out is not known yet.',
      'You need not do anything. Abgleich looks first and repeats nothing blindly.',
    ),
  },
  'unzer.keys-rejected': {
    number: 'U805',
    kind: 'config',
    de: texts(
      'Unzer hat das Schlüsselpaar abgelehnt.',
      'Die Zahlungsart ist angehalten, ihre Aufträge bleiben unverändert.',
      'Prüfen Sie in der Konfiguration der Zahlungsart die Felder "Unzer Public Key" und "Unzer Private Key" und speichern Sie.',
    ),
    en: texts(
      'Unzer rejected the key pair.',
      'The payment method is paused, its orders stay untouched.',
      'Check the fields "Unzer Public Key" and "Unzer Private Key" in the configuration of the payment method and save.',
    ),
  },
  'unzer.payment-unknown': {
    number: 'U806',
    kind: 'rejected',
    de: texts(
      'Unzer kennt die Zahlung unter diesen Schlüsseln nicht.',
      'Die Zahlungs-ID ist falsch, oder sie gehört zu einem anderen Schlüsselpaar.',
      'Vergleichen Sie das Feld "KK-ID" in pixi mit Unzer Insights und prüfen Sie "Unzer Private Key" in der Konfiguration.',
    ),
    en: texts(
      'Unzer does not know the payment under these keys.',
      'The payment id is wrong, or it belongs to another key pair.',
      'Compare the field "KK-ID" in pixi with Unzer Insights and check "Unzer Private Key" in the configuration.',
    ),
  },
  'unzer.not-allowed': {
    number: 'U807',
    kind: 'rejected',
    de: texts(
      'Unzer erlaubt diesen Vorgang für die Zahlung nicht, zum Beispiel weil die Reservierung abgelaufen ist.',
      'Es hat sich kein Geld bewegt.',
      'Sehen Sie sich die Zahlung in Unzer Insights an und klären Sie den Betrag mit dem Kunden.',
    ),
    en: texts(
      'Unzer does not allow this for the payment, for instance because the authorisation has expired.',
      'No money has moved.',
      'Look at the payment in Unzer Insights and settle the amount with the customer.',
    ),
  },
  'unzer.amount-exceeded': {
    number: 'U808',
    kind: 'rejected',
    de: texts(
      'Der Betrag ist höher, als Unzer für die Zahlung erlaubt.',
      'Es hat sich kein Geld bewegt.',
      'Vergleichen Sie den Betrag mit der Zahlung in Unzer Insights.',
    ),
    en: texts(
      'The amount is higher than Unzer allows for the payment.',
      'No money has moved.',
      'Compare the amount with the payment in Unzer Insights.',
    ),
  },
  'unzer.already-cancelled': {
    number: 'U809',
    kind: 'rejected',
    de: texts(
      'Unzer hat die Zahlung schon storniert.',
      'Es wurde nichts ein zweites Mal storniert.',
      'Sie brauchen nichts zu tun. Abgleich liest den Stand bei Unzer nach.',
    ),
    en: texts(
      'Unzer has already cancelled the payment.',
      'Nothing was cancelled a second time.',
      'You need not do anything. Abgleich reads the state back from Unzer.',
    ),
  },
  'unzer.already-charged': {
    number: 'U810',
    kind: 'rejected',
    de: texts(
      'Unzer meldet, dass der Betrag schon eingezogen ist oder die Erstattung den Einzug übersteigt.',
      'Es hat sich kein Geld bewegt.',
      'Sehen Sie sich die Zahlung in Unzer Insights an.',
    ),
    en: texts(
      'Unzer says that the amount is already captured or that the refund exceeds the capture.',
      'No money has moved.',
      'Look at the payment in Unzer Insights.',
    ),
  },
  'unzer.already-charged-back': {
    number: 'U811',
    kind: 'rejected',
    de: texts(
      'Die Zahlung wurde schon zurückgebucht.',
      'Es wird nichts mehr erstattet.',
      'Klären Sie die Rückbuchung mit dem Kunden und in Unzer Insights.',
    ),
    en: texts(
      'The payment was already charged back.',
      'Nothing more is refunded.',
      'Settle the chargeback with the customer and in Unzer Insights.',
    ),
  },
  'unzer.already-shipped': {
    number: 'U812',
    kind: 'rejected',
    de: texts(
      'Der Versand ist bei Unzer schon gemeldet.',
      'Er wurde kein zweites Mal gemeldet.',
      'Sie brauchen nichts zu tun.',
    ),
    en: texts(
      'The shipment is already reported to Unzer.',
      'It was not reported a second time.',
      'You need not do anything.',
    ),
  },
  'unzer.reason-missing': {
    number: 'U813',
    kind: 'bug',
    de: texts(
      'Unzer verlangt einen Grund, den Abgleich nicht mitgesandt hat.',
      'Es hat sich kein Geld bewegt.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'Unzer demands a reason that Abgleich did not send.',
      'No money has moved.',
      'Contact support with the error number.',
    ),
  },
  'unzer.rejected': {
    number: 'U814',
    kind: 'rejected',
    de: texts(
      'Unzer hat den Vorgang abgelehnt.',
      'Es hat sich kein Geld bewegt.',
      'Lesen Sie im Verlauf des Auftrags, was Unzer dazu sagt, beseitigen Sie die Ursache und drücken Sie "Erneut prüfen".',
    ),
    en: texts(
      'Unzer refused the operation.',
      'No money has moved.',
      'Read in the order\'s timeline what Unzer says about it, remove the cause and press "Check again".',
    ),
  },
  'unzer.malformed-answer': {
    number: 'U815',
    kind: 'data',
    de: texts(
      'Eine Antwort von Unzer war nicht zu verstehen.',
      'Nur der betroffene Auftrag wird angehalten.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'An answer from Unzer could not be understood.',
      'Only the order concerned is stopped.',
      'Contact support with the error number.',
    ),
  },
  'unzer.answer-too-large': {
    number: 'U816',
    kind: 'data',
    de: texts(
      'Eine Antwort von Unzer war größer als erlaubt und wurde abgebrochen.',
      'Nur der betroffene Auftrag wird angehalten.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'An answer from Unzer was larger than allowed and was cut off.',
      'Only the order concerned is stopped.',
      'Contact support with the error number.',
    ),
  },
  'unzer.wrong-request': {
    number: 'U817',
    kind: 'bug',
    de: texts(
      'Unzer hat einen Aufruf von Abgleich als fehlerhaft zurückgewiesen.',
      'Es hat sich kein Geld bewegt.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'Unzer turned down a call of Abgleich as faulty.',
      'No money has moved.',
      'Contact support with the error number.',
    ),
  },
  'unzer.already-registered': {
    number: 'U818',
    kind: 'rejected',
    de: texts(
      'Der Webhook ist bei Unzer schon eingetragen.',
      'Er wurde kein zweites Mal eingetragen.',
      'Sie brauchen nichts zu tun.',
    ),
    en: texts(
      'The webhook is already registered at Unzer.',
      'It was not registered a second time.',
      'You need not do anything.',
    ),
  },
  'unzer.not-found': {
    number: 'U819',
    kind: 'rejected',
    de: texts(
      'Unzer kennt den angefragten Eintrag nicht.',
      'Es wurde nichts verändert.',
      'Prüfen Sie in Unzer Insights, ob es ihn noch gibt.',
    ),
    en: texts(
      'Unzer does not know the requested entry.',
      'Nothing was changed.',
      'Check in Unzer Insights whether it still exists.',
    ),
  },
};
