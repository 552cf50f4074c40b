import type { FaultEntry } from '../fault-catalog.js';
import type { FaultCode } from '../fault.js';
import { texts } from './texts.js';

type Code = Extract<FaultCode, `mail.${string}`>;

/** Why an e-mail did not leave. The same words in the answer to a test mail and in the portal's notice about waiting mails. */
export const MAIL_FAULTS: Readonly<Record<Code, FaultEntry>> = {
  'mail.account-missing': {
    number: 'M701',
    kind: 'config',
    de: texts(
      'Es ist kein E-Mail-Konto eingerichtet.',
      'Abgleich kann keine Fehler per E-Mail melden. Die Meldungen werden aufgehoben.',
      'Richten Sie das E-Mail-Konto ein und senden Sie eine Test-Mail.',
    ),
    en: texts(
      'No mail account is set up.',
      'Abgleich cannot report errors by e-mail. The messages are kept.',
      'Set up the mail account and send a test mail.',
    ),
  },
  'mail.address-invalid': {
    number: 'M702',
    kind: 'config',
    de: texts(
      'Die Absender- oder Empfängeradresse ist keine einzelne gültige E-Mail-Adresse.',
      'An dieses Konto wird nichts gesendet.',
      'Tragen Sie in den Feldern "Absender" und "Empfänger" genau je eine Adresse ein. Mehrere Empfänger erreichen Sie über eine Weiterleitungsadresse.',
    ),
    en: texts(
      'The sender or recipient is not one valid e-mail address.',
      'Nothing is sent with this account.',
      'Enter exactly one address in each of the fields "Sender" and "Recipient". Use a forwarding address to reach several people.',
    ),
  },
  'mail.host-unknown': {
    number: 'M703',
    kind: 'config',
    de: texts(
      'Der Name des Mailservers ist nicht bekannt.',
      'Solange der Server nicht gefunden wird, geht keine E-Mail hinaus. Die Meldungen werden aufgehoben.',
      'Prüfen Sie das Feld "Server" des E-Mail-Kontos auf Tippfehler.',
    ),
    en: texts(
      'The name of the mail server is not known.',
      'As long as the server is not found no e-mail leaves. The messages are kept.',
      'Check the field "Server" of the mail account for typing mistakes.',
    ),
  },
  'mail.host-not-allowed': {
    number: 'M704',
    kind: 'config',
    de: texts(
      'Der Mailserver liegt in einem privaten Netz, und diese Installation erlaubt das nicht.',
      'An diesen Server wird nichts gesendet.',
      'Tragen Sie im Feld "Server" einen öffentlich erreichbaren Mailserver ein. Als Betreiber können Sie private Adressen mit der Einstellung ABGLEICH_PRIVATE_ADDRESSES erlauben.',
    ),
    en: texts(
      'The mail server is in a private network, and this installation does not allow that.',
      'Nothing is sent to this server.',
      'Enter a publicly reachable mail server in the field "Server". As operator you can allow private addresses with the setting ABGLEICH_PRIVATE_ADDRESSES.',
    ),
  },
  'mail.unreachable': {
    number: 'M705',
    kind: 'transient',
    de: texts(
      'Der Mailserver ist nicht erreichbar.',
      'Abgleich versucht es von selbst wieder. Die Meldungen werden aufgehoben.',
      'Hält es an, prüfen Sie die Felder "Server" und "Port" des E-Mail-Kontos und ob der Mailserver läuft.',
    ),
    en: texts(
      'The mail server cannot be reached.',
      'Abgleich tries again by itself. The messages are kept.',
      'If it persists, check the fields "Server" and "Port" of the mail account and whether the mail server is running.',
    ),
  },
  'mail.timeout': {
    number: 'M706',
    kind: 'transient',
    de: texts(
      'Der Mailserver hat nicht rechtzeitig geantwortet.',
      'Abgleich versucht es von selbst wieder. Die Meldungen werden aufgehoben.',
      'Hält es an, prüfen Sie Port und Sicherheit des E-Mail-Kontos: Port 465 gehört zu TLS, Port 587 zu STARTTLS.',
    ),
    en: texts(
      'The mail server did not answer in time.',
      'Abgleich tries again by itself. The messages are kept.',
      'If it persists, check port and security of the mail account: port 465 belongs to TLS, port 587 to STARTTLS.',
    ),
  },
  'mail.tls-failed': {
    number: 'M707',
    kind: 'config',
    de: texts(
      'Mit dem Mailserver kam keine verschlüsselte Verbindung zustande.',
      'Ohne sie wird nichts gesendet, damit Passwort und Inhalt geschützt bleiben.',
      'Prüfen Sie Port und Sicherheit des E-Mail-Kontos: Port 465 gehört zu TLS, Port 587 zu STARTTLS.',
    ),
    en: texts(
      'No encrypted connection to the mail server could be made.',
      'Nothing is sent without it, so that password and content stay protected.',
      'Check port and security of the mail account: port 465 belongs to TLS, port 587 to STARTTLS.',
    ),
  },
  'mail.starttls-missing': {
    number: 'M708',
    kind: 'config',
    de: texts(
      'Der Mailserver bietet an diesem Port kein STARTTLS an.',
      'Ohne Verschlüsselung wird nichts gesendet, weil STARTTLS eingestellt ist.',
      'Wählen Sie im Feld "Sicherheit" TLS und den Port 465, oder fragen Sie Ihren Mailanbieter.',
    ),
    en: texts(
      'The mail server offers no STARTTLS at this port.',
      'Nothing is sent without encryption, because STARTTLS is set.',
      'Choose TLS in the field "Security" and port 465, or ask your mail provider.',
    ),
  },
  'mail.certificate-untrusted': {
    number: 'M709',
    kind: 'config',
    de: texts(
      'Dem Zertifikat des Mailservers kann nicht vertraut werden: Es ist abgelaufen, selbst ausgestellt oder von einer unbekannten Stelle.',
      'An diesen Server wird nichts gesendet, weil er ein anderer sein könnte.',
      'Lassen Sie das Zertifikat des Mailservers erneuern. Ein eigenes Wurzelzertifikat kann der Betreiber mit der Einstellung ABGLEICH_MAIL_CA_FILE hinterlegen.',
    ),
    en: texts(
      'The certificate of the mail server cannot be trusted: it has expired, is self-signed or comes from an unknown authority.',
      'Nothing is sent to this server, because it might be another one.',
      'Have the certificate of the mail server renewed. The operator can add an own root certificate with the setting ABGLEICH_MAIL_CA_FILE.',
    ),
  },
  'mail.certificate-wrong-name': {
    number: 'M710',
    kind: 'config',
    de: texts(
      'Das Zertifikat des Mailservers gilt für einen anderen Namen.',
      'An diesen Server wird nichts gesendet, weil er ein anderer sein könnte.',
      'Tragen Sie im Feld "Server" den Namen ein, auf den das Zertifikat ausgestellt ist.',
    ),
    en: texts(
      'The certificate of the mail server is for another name.',
      'Nothing is sent to this server, because it might be another one.',
      'Enter the name that the certificate was issued for in the field "Server".',
    ),
  },
  'mail.login-needed': {
    number: 'M711',
    kind: 'config',
    de: texts(
      'Der Mailserver verlangt eine Anmeldung, oder keine der angebotenen Arten passt.',
      'Ohne Anmeldung nimmt er nichts an. Die Meldungen werden aufgehoben.',
      'Tragen Sie in den Feldern "Benutzername" und "Passwort" die Zugangsdaten ein und wählen Sie TLS oder STARTTLS.',
    ),
    en: texts(
      'The mail server demands a login, or none of the offered ways fits.',
      'Without a login it accepts nothing. The messages are kept.',
      'Enter the credentials in the fields "User name" and "Password" and choose TLS or STARTTLS.',
    ),
  },
  'mail.login-refused': {
    number: 'M712',
    kind: 'config',
    de: texts(
      'Der Mailserver hat Benutzername oder Passwort abgelehnt.',
      'Er nimmt nichts an. Die Meldungen werden aufgehoben.',
      'Prüfen Sie die Felder "Benutzername" und "Passwort" des E-Mail-Kontos. Manche Anbieter verlangen ein eigenes App-Passwort.',
    ),
    en: texts(
      'The mail server rejected the user name or password.',
      'It accepts nothing. The messages are kept.',
      'Check the fields "User name" and "Password" of the mail account. Some providers demand a separate app password.',
    ),
  },
  'mail.sender-refused': {
    number: 'M713',
    kind: 'rejected',
    de: texts(
      'Der Mailserver hat die Absenderadresse abgelehnt.',
      'Er nimmt mit diesem Absender nichts an. Die Meldungen werden aufgehoben.',
      'Tragen Sie im Feld "Absender" eine Adresse ein, mit der dieses Konto senden darf.',
    ),
    en: texts(
      'The mail server refused the sender address.',
      'It accepts nothing from this sender. The messages are kept.',
      'Enter an address in the field "Sender" that this account may send with.',
    ),
  },
  'mail.recipient-refused': {
    number: 'M714',
    kind: 'rejected',
    de: texts(
      'Der Mailserver hat die Empfängeradresse abgelehnt.',
      'An diese Adresse kommt nichts an. Die Meldungen werden aufgehoben.',
      'Prüfen Sie das Feld "Empfänger" des E-Mail-Kontos auf Tippfehler und ob es das Postfach noch gibt.',
    ),
    en: texts(
      'The mail server refused the recipient address.',
      'Nothing arrives at this address. The messages are kept.',
      'Check the field "Recipient" of the mail account for typing mistakes and whether the mailbox still exists.',
    ),
  },
  'mail.busy': {
    number: 'M715',
    kind: 'transient',
    de: texts(
      'Der Mailserver nimmt zurzeit nichts an.',
      'Abgleich versucht es von selbst wieder. Die Meldungen werden aufgehoben.',
      'Hält es an, fragen Sie Ihren Mailanbieter, ob ein Postfach voll oder eine Obergrenze erreicht ist.',
    ),
    en: texts(
      'The mail server accepts nothing at the moment.',
      'Abgleich tries again by itself. The messages are kept.',
      'If it persists, ask your mail provider whether a mailbox is full or a limit was reached.',
    ),
  },
  'mail.refused': {
    number: 'M716',
    kind: 'rejected',
    de: texts(
      'Der Mailserver hat die E-Mail abgelehnt.',
      'Diese E-Mail kam nicht an. Abgleich versucht es in größeren Abständen wieder.',
      'Fragen Sie Ihren Mailanbieter, warum er die E-Mail ablehnt. Die gemeldeten Fehler stehen auch im Portal.',
    ),
    en: texts(
      'The mail server refused the e-mail.',
      'This e-mail did not arrive. Abgleich tries again at longer intervals.',
      'Ask your mail provider why it refuses the e-mail. The reported errors are in the portal as well.',
    ),
  },
  'mail.answer-lost': {
    number: 'M717',
    kind: 'uncertain',
    de: texts(
      'Die E-Mail wurde übergeben, aber der Mailserver hat nicht geantwortet.',
      'Ob sie ankommt, ist nicht bekannt. Abgleich sendet sie mit derselben Kennung noch einmal; sie kann doppelt ankommen.',
      'Sie brauchen nichts zu tun.',
    ),
    en: texts(
      'The e-mail was handed over, but the mail server did not answer.',
      'Whether it arrives is not known. Abgleich sends it again under the same identifier; it may arrive twice.',
      'You need not do anything.',
    ),
  },
};
