import type { FaultEntry } from '../fault-catalog.js';
import type { FaultCode } from '../fault.js';
import { texts } from './texts.js';

type Code = Extract<FaultCode, `pixi.${string}`>;

/** Failures on the way to and from the ERP. */
export const PIXI_FAULTS: Readonly<Record<Code, FaultEntry>> = {
  'pixi.unreachable': {
    number: 'P701',
    kind: 'transient',
    de: texts(
      'pixi war nicht zu erreichen.',
      'Es wurde nichts verändert.',
      'Sie brauchen nichts zu tun. Abgleich versucht es von selbst wieder.',
    ),
    en: texts(
      'pixi could not be reached.',
      'Nothing was changed.',
      'You need not do anything. Abgleich tries again by itself.',
    ),
  },
  'pixi.address-not-allowed': {
    number: 'P713',
    kind: 'config',
    de: texts(
      'Die Adresse der pixi-Anbindung führt in ein privates Netz, und diese Installation erlaubt das nicht.',
      'An diese Adresse wird nichts gesendet. Aufträge dieser pixi-Anbindung werden nicht bearbeitet.',
      'Tragen Sie im Feld "Adresse" der pixi-Anbindung eine öffentlich erreichbare Adresse ein. Als Betreiber können Sie private Adressen mit der Einstellung ABGLEICH_PRIVATE_ADDRESSES erlauben.',
    ),
    en: texts(
      'The address of the pixi connection leads into a private network, and this installation does not allow that.',
      'Nothing is sent to this address. Orders of this pixi connection are not processed.',
      'Enter a publicly reachable address in the field "Address" of the pixi connection. As operator you can allow private addresses with the setting ABGLEICH_PRIVATE_ADDRESSES.',
    ),
  },
  'pixi.busy': {
    number: 'P702',
    kind: 'transient',
    de: texts(
      'pixi war überlastet oder hat den Aufruf vorübergehend abgewiesen.',
      'Es wurde nichts verändert.',
      'Sie brauchen nichts zu tun. Abgleich versucht es von selbst wieder.',
    ),
    en: texts(
      'pixi was overloaded or turned the call away for the moment.',
      'Nothing was changed.',
      'You need not do anything. Abgleich tries again by itself.',
    ),
  },
  'pixi.answer-lost': {
    number: 'P703',
    kind: 'uncertain',
    de: texts(
      'pixi hat einen Aufruf nicht beantwortet.',
      'Ob er ausgeführt wurde, ist noch nicht bekannt.',
      'Sie brauchen nichts zu tun. Abgleich sieht zuerst nach und wiederholt nichts blind.',
    ),
    en: texts(
      'pixi did not answer a call.',
      'Whether it was carried out is not known yet.',
      'You need not do anything. Abgleich looks first and repeats nothing blindly.',
    ),
  },
  'pixi.unauthorized': {
    number: 'P704',
    kind: 'config',
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
  'pixi.procedure-missing': {
    number: 'P705',
    kind: 'config',
    de: texts(
      'pixi bietet einen Aufruf nicht an, den Abgleich braucht.',
      'Was diesen Aufruf braucht, kann nicht bearbeitet werden.',
      'Lassen Sie den Aufruf vom pixi-Support für Ihren API-Benutzer freischalten.',
    ),
    en: texts(
      'pixi does not offer a call that Abgleich needs.',
      'Whatever needs this call cannot be processed.',
      'Ask pixi support to enable the call for your API user.',
    ),
  },
  'pixi.rejected': {
    number: 'P706',
    kind: 'rejected',
    de: texts(
      'pixi hat einen Aufruf abgelehnt.',
      'Der Aufruf wurde nicht ausgeführt.',
      'Lesen Sie im Verlauf des Auftrags, was pixi dazu sagt, beseitigen Sie die Ursache und drücken Sie "Erneut prüfen".',
    ),
    en: texts(
      'pixi refused a call.',
      'The call was not carried out.',
      'Read in the order\'s timeline what pixi says about it, remove the cause and press "Check again".',
    ),
  },
  'pixi.already-done': {
    number: 'P707',
    kind: 'rejected',
    de: texts(
      'pixi meldet, dass der Aufruf schon ausgeführt ist.',
      'Er wurde kein zweites Mal ausgeführt.',
      'Sie brauchen nichts zu tun. Abgleich liest den Stand in pixi nach.',
    ),
    en: texts(
      'pixi says that the call was already carried out.',
      'It was not carried out a second time.',
      'You need not do anything. Abgleich reads the state back from pixi.',
    ),
  },
  'pixi.malformed-answer': {
    number: 'P708',
    kind: 'data',
    de: texts(
      'Eine Antwort von pixi war nicht zu verstehen.',
      'Nur der betroffene Auftrag wird angehalten.',
      'Prüfen Sie, ob das Feld "Adresse" der pixi-Anbindung stimmt. Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'An answer from pixi could not be understood.',
      'Only the order concerned is stopped.',
      'Check whether the field "Address" of the pixi connection is right. Contact support with the error number.',
    ),
  },
  'pixi.answer-too-large': {
    number: 'P709',
    kind: 'data',
    de: texts(
      'Eine Antwort von pixi war größer als erlaubt und wurde abgebrochen.',
      'Es wurde nichts verändert.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'An answer from pixi was larger than allowed and was cut off.',
      'Nothing was changed.',
      'Contact support with the error number.',
    ),
  },
  'pixi.unknown-value': {
    number: 'P710',
    kind: 'data',
    de: texts(
      'pixi hat einen Wert geliefert, den Abgleich nicht kennt.',
      'Abgleich rät nicht: Der betroffene Auftrag wird angehalten.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'pixi delivered a value that Abgleich does not know.',
      'Abgleich does not guess: the order concerned is stopped.',
      'Contact support with the error number.',
    ),
  },
  'pixi.quiet-window': {
    number: 'P711',
    kind: 'transient',
    de: texts(
      'pixi sichert gerade seine Datenbanken und darf nicht gefragt werden.',
      'In dieser Ruhezeit geht keine Anfrage an pixi. Es geht nichts verloren.',
      'Sie brauchen nichts zu tun. Nach der Ruhezeit geht es von selbst weiter.',
    ),
    en: texts(
      'pixi is backing up its databases and must not be asked.',
      'During this quiet time no request goes to pixi. Nothing is lost.',
      'You need not do anything. Work goes on by itself after the quiet time.',
    ),
  },
  'pixi.unsafe-request': {
    number: 'P712',
    kind: 'bug',
    de: texts(
      'Abgleich hat einen Aufruf an pixi zurückgehalten, der nicht sicher war.',
      'Es wurde nichts verändert.',
      'Wenden Sie sich mit der Fehlernummer an den Support.',
    ),
    en: texts(
      'Abgleich held back a call to pixi that was not safe.',
      'Nothing was changed.',
      'Contact support with the error number.',
    ),
  },
};
