import type { FaultEntry } from '../fault-catalog.js';
import type { FaultCode } from '../fault.js';
import { texts } from './texts.js';

type Code = Extract<FaultCode, `platform.${string}`>;

/** Failures of our own house. */
export const PLATFORM_FAULTS: Readonly<Record<Code, FaultEntry>> = {
  'platform.database': {
    number: 'S901',
    kind: 'transient',
    de: texts(
      'Die Datenbank von Abgleich war nicht zu erreichen.',
      'Die Arbeit wartet. Es geht nichts verloren.',
      'Sie brauchen nichts zu tun. Abgleich versucht es von selbst wieder. Hält es an, prüfen Sie als Betreiber die Datenbank.',
    ),
    en: texts(
      'The database of Abgleich could not be reached.',
      'Work waits. Nothing is lost.',
      'You need not do anything. Abgleich tries again by itself. If it persists, the operator should check the database.',
    ),
  },
  'platform.too-late': {
    number: 'S906',
    kind: 'transient',
    de: texts(
      'Zwischen dem Vormerken und dem Absenden eines Schritts verging zu viel Zeit.',
      'Der Schritt wurde nicht abgesendet, denn inzwischen könnte ihn schon ein anderer Prozess übernommen haben.',
      'Sie brauchen nichts zu tun. Abgleich prüft den Auftrag von selbst wieder. Häuft es sich, ist der Rechner überlastet oder seine Uhr springt.',
    ),
    en: texts(
      'Too much time passed between noting a step and sending it.',
      'The step was not sent, because another process may have taken it over meanwhile.',
      'You need not do anything. Abgleich looks at the order again by itself. If it happens often, the machine is overloaded or its clock jumps.',
    ),
  },
  'platform.message-poisoned': {
    number: 'S902',
    kind: 'data',
    de: texts(
      'Eine interne Nachricht konnte mehrmals nicht verarbeitet werden und ist beiseitegelegt.',
      'Alle anderen Nachrichten laufen weiter.',
      'Beheben Sie als Betreiber die Ursache und stoßen Sie die Nachricht neu an.',
    ),
    en: texts(
      'An internal message could not be processed several times and was set aside.',
      'All other messages go on.',
      'As operator, remove the cause and redrive the message.',
    ),
  },
  'platform.setting-invalid': {
    number: 'S903',
    kind: 'config',
    de: texts(
      'Eine Einstellung von Abgleich ist ungültig.',
      'Der betroffene Dienst arbeitet nicht.',
      'Berichtigen Sie als Betreiber die genannte Einstellung und starten Sie den Dienst neu.',
    ),
    en: texts(
      'A setting of Abgleich is invalid.',
      'The service concerned does not work.',
      'As operator, correct the named setting and restart the service.',
    ),
  },
  'platform.secret-unreadable': {
    number: 'S904',
    kind: 'config',
    de: texts(
      'Ein gespeichertes Passwort oder ein gespeicherter Schlüssel ist nicht zu entschlüsseln.',
      'Was ihn braucht, ist angehalten.',
      'Geben Sie Passwort oder Schlüssel im Portal neu ein. Betrifft es alle, prüfen Sie als Betreiber den Hauptschlüssel.',
    ),
    en: texts(
      'A stored password or key cannot be decrypted.',
      'Whatever needs it is paused.',
      'Enter the password or key again in the portal. If all are affected, the operator should check the master key.',
    ),
  },
  'platform.bug': {
    number: 'S905',
    kind: 'bug',
    de: texts(
      'In Abgleich ist ein Fehler aufgetreten.',
      'Dieser Arbeitsschritt wurde abgebrochen. Was davor geschah, ist gespeichert.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'An error occurred in Abgleich.',
      'This step was stopped. What happened before it is saved.',
      'Contact support with the error number.',
    ),
  },
};
