export const errorLink = {
  title: 'Fehler-Seite',
  intro:
    'Die Fehler-Seite zeigt ohne Anmeldung die Aufträge mit offenen Problemen: Auftragsnummer, Mandant und was los ist. Sie zeigt keine Beträge und keine Kundendaten. Gedacht ist sie für den Bildschirm im Lager und für das Handy.',
  stateTitle: 'Link',
  active: 'Ein Link ist aktiv.',
  activeSince: 'Ein Link ist aktiv, seit {{when}}.',
  none: 'Es gibt keinen Link. Niemand kann die Fehler-Seite öffnen.',
  kept: 'Abgleich speichert den Link nicht, nur seinen Fingerabdruck. Haben Sie ihn verloren, erneuern Sie ihn.',
  create: 'Link erstellen',
  renew: 'Link erneuern',
  renewQuestion: 'Den Link zur Fehler-Seite erneuern?',
  renewExplained:
    'Der bisherige Link gilt sofort nicht mehr. Jeder Bildschirm, der ihn benutzt, zeigt nichts mehr, bis Sie dort den neuen Link öffnen.',
  revoke: 'Link widerrufen',
  revokeQuestion: 'Den Link zur Fehler-Seite widerrufen?',
  revokeExplained:
    'Die Fehler-Seite zeigt sofort niemandem mehr etwas. Sie können jederzeit einen neuen Link erstellen.',
  newTitle: 'Ihr neuer Link',
  newText:
    'Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt. Wer ihn kennt, sieht Ihre offenen Probleme; geben Sie ihn nur innerhalb Ihrer Firma weiter.',
  open: 'Fehler-Seite öffnen',
  name: 'Link',
  revoked: 'Der Link ist widerrufen.',
  tipsTitle: 'So nutzen Sie ihn',
  tipWall:
    'Am Wandbildschirm: den Link im Browser öffnen und auf Vollbild stellen. Die Seite aktualisiert sich jede Minute und zeigt die Uhrzeit des letzten Stands.',
  tipPhone: 'Am Handy: den Link zum Startbildschirm hinzufügen.',
  tipLost: 'Hat jemand die Firma verlassen, der den Link kennt? Erneuern Sie ihn.',
};
