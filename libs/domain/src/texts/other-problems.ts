import type { ProblemEntry } from '../problem-catalog.js';
import type { ProblemCode } from '../problem-codes.js';
import { texts } from './texts.js';

type OtherProblemCode = Exclude<
  ProblemCode,
  `release.${string}` | `capture.${string}` | `cancel-return.${string}` | `checker.${string}`
>;

/**
 * Problems that do not come from one rule alone. Their texts name no values: they are shown beside what they are about, and whoever
 * raises them need not know which values a text wants.
 */
export const OTHER_PROBLEMS: Readonly<Record<OtherProblemCode, ProblemEntry>> = {
  'operation.uncertain': {
    number: 'O301',
    severity: 'notice',
    de: texts(
      'Auf einen Aufruf zu diesem Auftrag kam keine Antwort.',
      'Ob er ausgeführt wurde, ist noch nicht bekannt. Abgleich sieht erst nach und wiederholt nichts blind.',
      'Sie brauchen nichts zu tun.',
    ),
    en: texts(
      'A call for this order got no answer.',
      'Whether it was carried out is not known yet. Abgleich looks first and repeats nothing blindly.',
      'You need not do anything.',
    ),
  },
  'operation.needs-human': {
    number: 'O302',
    severity: 'error',
    de: texts(
      'Ob ein Aufruf zu diesem Auftrag ausgeführt wurde, lässt sich nicht feststellen.',
      'Abgleich wiederholt ihn nicht, damit nichts doppelt eingezogen oder gebucht wird.',
      'Vergleichen Sie den Verlauf des Auftrags mit Unzer Insights und dem Kundenkonto in pixi, holen Sie Fehlendes von Hand nach und drücken Sie "Problem gelöst".',
    ),
    en: texts(
      'Whether a call for this order was carried out cannot be found out.',
      'Abgleich does not repeat it, so that nothing is captured or booked twice.',
      'Compare the order\'s timeline with Unzer Insights and the customer account in pixi, make up by hand for what is missing, and press "Problem solved".',
    ),
  },
  'order.unreadable': {
    number: 'A401',
    severity: 'error',
    de: texts(
      'Die Angaben zu diesem Auftrag waren nicht zu lesen oder nicht zu verstehen.',
      'Dieser Auftrag wird nicht weiter bearbeitet, alle anderen schon.',
      'Sehen Sie sich den Auftrag in pixi an. Drücken Sie danach "Erneut prüfen" oder wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'The facts about this order could not be read or understood.',
      'This order is not processed any further; all others are.',
      'Look at the order in pixi. Then press "Check again" or contact support with the error number.',
    ),
  },
  'configuration.keys-rejected': {
    number: 'K501',
    severity: 'error',
    de: texts(
      'Unzer hat das Schlüsselpaar dieser Zahlungsart abgelehnt.',
      'Die Zahlungsart ist angehalten. Ihre Aufträge bleiben unverändert, bis die Schlüssel stimmen.',
      'Prüfen Sie in der Konfiguration der Zahlungsart die Felder "Unzer Public Key" und "Unzer Private Key" und speichern Sie.',
    ),
    en: texts(
      'Unzer rejected the key pair of this payment method.',
      'The payment method is paused. Its orders stay untouched until the keys are right.',
      'Check the fields "Unzer Public Key" and "Unzer Private Key" in the configuration of the payment method and save.',
    ),
  },
  'configuration.webhook-missing': {
    number: 'K502',
    severity: 'notice',
    de: texts(
      'Die Benachrichtigungen (Webhooks) von Unzer ließen sich für dieses Schlüsselpaar nicht einrichten.',
      'Es geht nichts verloren: Abgleich fragt weiter regelmäßig nach. Änderungen einer Zahlung werden nur etwas später bemerkt.',
      'Sie brauchen nichts zu tun, Abgleich versucht es weiter. Bleibt der Hinweis länger als einen Tag, wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      "Unzer's notifications (webhooks) could not be set up for this key pair.",
      'Nothing is lost: Abgleich keeps asking at intervals. Changes of a payment are only noticed a little later.',
      'You need not do anything, Abgleich keeps trying. If the notice stays for more than a day, contact support with the error number.',
    ),
  },
  'configuration.webhook-removed': {
    number: 'K503',
    severity: 'notice',
    de: texts(
      'Die Benachrichtigungen (Webhooks), die Abgleich bei Unzer eingerichtet hatte, waren für dieses Schlüsselpaar gelöscht.',
      'Abgleich hat sie neu eingerichtet. Es ist nichts verloren gegangen: Abgleich fragt ohnehin regelmäßig nach.',
      'Sie brauchen nichts zu tun; der Hinweis verschwindet, wenn sie bei der nächsten Prüfung noch da sind. Kommt er immer wieder, löscht ein anderes System sie: Suchen Sie danach, wer im Unzer-Konto Webhooks verwaltet.',
    ),
    en: texts(
      'The notifications (webhooks) that Abgleich had set up at Unzer were deleted for this key pair.',
      'Abgleich set them up again. Nothing is lost: Abgleich asks at intervals anyway.',
      'You need not do anything; the notice goes when they are still there at the next check. If it keeps coming back, another system deletes them: find out who manages webhooks in the Unzer account.',
    ),
  },
  'connection.unauthorized': {
    number: 'V601',
    severity: 'error',
    de: texts(
      'pixi hat Benutzername oder Passwort abgelehnt.',
      'Aufträge dieser pixi-Anbindung werden nicht bearbeitet.',
      'Prüfen Sie in der pixi-Anbindung die Felder "Benutzername" und "Passwort" und speichern Sie.',
    ),
    en: texts(
      'pixi rejected the user name or password.',
      'Orders of this pixi connection are not processed.',
      'Check the fields "User name" and "Password" of the pixi connection and save.',
    ),
  },
  'connection.unreachable': {
    number: 'V602',
    severity: 'error',
    de: texts(
      'pixi ist seit längerem nicht erreichbar.',
      'Aufträge dieser pixi-Anbindung warten. Es geht nichts verloren, Abgleich versucht es weiter.',
      'Prüfen Sie, ob pixi läuft und ob das Feld "Adresse" der pixi-Anbindung stimmt.',
    ),
    en: texts(
      'pixi has been out of reach for some time.',
      'Orders of this pixi connection wait. Nothing is lost, Abgleich keeps trying.',
      'Check whether pixi is running and whether the field "Address" of the pixi connection is right.',
    ),
  },
  'connection.procedures-missing': {
    number: 'V603',
    severity: 'error',
    de: texts(
      'pixi bietet nicht alle Aufrufe an, die Abgleich braucht.',
      'Was die fehlenden Aufrufe brauchen, kann nicht bearbeitet werden.',
      'Lassen Sie die fehlenden Aufrufe vom pixi-Support für Ihren API-Benutzer freischalten.',
    ),
    en: texts(
      'pixi does not offer all the calls that Abgleich needs.',
      'Whatever needs the missing calls cannot be processed.',
      'Ask pixi support to enable the missing calls for your API user.',
    ),
  },
};
