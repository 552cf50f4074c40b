import type { LANGUAGES } from './roles.js';
import type { AuditAction } from './audit.js';

type Language = (typeof LANGUAGES)[number];

/** What was done, said of the one who did it: `{{actor}} {{target}}` are a name and what it was done to. The compiler asks for a sentence per action. */
export const AUDIT_SENTENCES: Readonly<Record<Language, Readonly<Record<AuditAction, string>>>> = {
  de: {
    'session.started': '{{actor}} hat sich angemeldet.',
    'session.ended': '{{actor}} hat sich abgemeldet.',
    'session.ended-everywhere': '{{actor}} hat {{target}} auf allen Geräten abgemeldet.',
    'user.invited': '{{actor}} hat {{target}} eingeladen.',
    'user.joined': '{{actor}} hat die Einladung für {{target}} angenommen.',
    'user.changed': '{{actor}} hat das Konto {{target}} geändert.',
    'user.removed': '{{actor}} hat {{target}} entfernt.',
    'user.password-changed': '{{actor}} hat das Passwort von {{target}} geändert.',
    'user.password-reset': '{{actor}} hat das Passwort von {{target}} neu gesetzt.',
    'user.second-factor-on': '{{actor}} hat den Einmalcode für {{target}} eingeschaltet.',
    'user.recovery-codes-renewed':
      '{{actor}} hat die Wiederherstellungscodes von {{target}} erneuert.',
    'user.second-factor-off': '{{actor}} hat den Einmalcode für {{target}} ausgeschaltet.',
    'organisation.changed': '{{actor}} hat die Organisation {{target}} geändert.',
    'connection.saved': '{{actor}} hat die pixi-Verbindung {{target}} gespeichert.',
    'connection.tested': '{{actor}} hat die pixi-Verbindung {{target}} getestet.',
    'connection.switched': '{{actor}} hat die pixi-Verbindung {{target}} ein- oder ausgeschaltet.',
    'mail-account.saved': '{{actor}} hat das E-Mail-Konto {{target}} gespeichert.',
    'mail-account.tested': '{{actor}} hat eine Test-Mail an {{target}} gesendet.',
    'booking.trial-started': '{{actor}} hat den Testzeitraum gestartet: {{target}}.',
    'booking.ordered': '{{actor}} hat die App gebucht: {{target}}.',
    'booking.payment-chosen': '{{actor}} hat die Zahlungsweise der App gewählt: {{target}}.',
    'booking.payment-approved': '{{actor}} hat die Zahlungsweise der App freigegeben: {{target}}.',
    'booking.ended': '{{actor}} hat die Buchung der App beendet: {{target}}.',
    'booking.fee-paid': '{{actor}} hat eine Gebühr als bezahlt vermerkt: {{target}}.',
    'booking.cancelled': '{{actor}} hat die Buchung der App gekündigt: {{target}}.',
    'configuration.saved': '{{actor}} hat die Konfiguration {{target}} gespeichert.',
    'configuration.copied': '{{actor}} hat die Konfiguration {{target}} durch Kopieren angelegt.',
    'configuration.restored':
      '{{actor}} hat eine frühere Version der Konfiguration {{target}} wiederhergestellt.',
    'order.recheck': '{{actor}} lässt den Auftrag {{target}} erneut prüfen.',
    'order.resolve': '{{actor}} hat ein Problem des Auftrags {{target}} als gelöst gekennzeichnet.',
    'orders.exported': '{{actor}} hat Aufträge exportiert: {{target}}.',
    'error-page.renewed':
      '{{actor}} hat den Link zur Fehler-Seite erneuert. Ein früherer Link gilt seither nicht mehr.',
    'error-page.revoked': '{{actor}} hat den Link zur Fehler-Seite widerrufen.',
    'token.created': '{{actor}} hat das API-Token „{{target}}“ erstellt.',
    'token.revoked': '{{actor}} hat das API-Token „{{target}}“ widerrufen.',
    'events.redriven': '{{actor}} hat abgestellte Ereignisse erneut zugestellt: {{target}}.',
  },
  en: {
    'session.started': '{{actor}} signed in.',
    'session.ended': '{{actor}} signed out.',
    'session.ended-everywhere': '{{actor}} signed {{target}} out on all devices.',
    'user.invited': '{{actor}} invited {{target}}.',
    'user.joined': '{{actor}} accepted the invitation for {{target}}.',
    'user.changed': '{{actor}} changed the account {{target}}.',
    'user.removed': '{{actor}} removed {{target}}.',
    'user.password-changed': '{{actor}} changed the password of {{target}}.',
    'user.password-reset': '{{actor}} reset the password of {{target}}.',
    'user.second-factor-on': '{{actor}} switched on one-time codes for {{target}}.',
    'user.recovery-codes-renewed': '{{actor}} renewed the recovery codes of {{target}}.',
    'user.second-factor-off': '{{actor}} switched off one-time codes for {{target}}.',
    'organisation.changed': '{{actor}} changed the organisation {{target}}.',
    'connection.saved': '{{actor}} saved the pixi connection {{target}}.',
    'connection.tested': '{{actor}} tested the pixi connection {{target}}.',
    'connection.switched': '{{actor}} switched the pixi connection {{target}} on or off.',
    'mail-account.saved': '{{actor}} saved the mail account {{target}}.',
    'mail-account.tested': '{{actor}} sent a test mail to {{target}}.',
    'booking.trial-started': '{{actor}} started the trial: {{target}}.',
    'booking.ordered': '{{actor}} booked the app: {{target}}.',
    'booking.payment-chosen': '{{actor}} chose how the app is paid: {{target}}.',
    'booking.payment-approved': '{{actor}} approved how the app is paid: {{target}}.',
    'booking.ended': '{{actor}} ended the booking of the app: {{target}}.',
    'booking.fee-paid': '{{actor}} noted a fee as paid: {{target}}.',
    'booking.cancelled': '{{actor}} cancelled the booking of the app: {{target}}.',
    'configuration.saved': '{{actor}} saved the configuration {{target}}.',
    'configuration.copied': '{{actor}} created the configuration {{target}} by copying.',
    'configuration.restored':
      '{{actor}} restored an earlier version of the configuration {{target}}.',
    'order.recheck': '{{actor}} asked for another look at order {{target}}.',
    'order.resolve': '{{actor}} marked a problem of order {{target}} as solved.',
    'orders.exported': '{{actor}} exported orders: {{target}}.',
    'error-page.renewed':
      '{{actor}} renewed the link to the error page. An earlier link has been invalid since.',
    'error-page.revoked': '{{actor}} revoked the link to the error page.',
    'token.created': '{{actor}} created the API token “{{target}}”.',
    'token.revoked': '{{actor}} revoked the API token “{{target}}”.',
    'events.redriven': '{{actor}} gave parked events another try: {{target}}.',
  },
};

/** The sentence of one entry. Names go in as they are: who shows them escapes them. */
export function auditSentence(
  { action, actor, target }: { action: AuditAction; actor: { name: string }; target: string },
  language: Language,
): string {
  const values: Readonly<Record<string, string>> = { actor: actor.name, target };
  return AUDIT_SENTENCES[language][action].replaceAll(
    /\{\{(\w+)\}\}/g,
    (_place, name: string) => values[name] ?? '',
  );
}
