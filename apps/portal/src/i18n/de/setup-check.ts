export const setupCheck = {
  intro:
    'Für jede Konfiguration: was stimmt, was fehlt und was zu tun ist. Die Prüfung fragt pixi und Unzer nur, wenn Sie den Knopf drücken.',
  run: 'Jetzt prüfen',
  running: 'Wird geprüft …',
  onlyOperations: 'Prüfen können Benutzer mit den Rollen Bearbeitung und Administrator.',
  checkedAt: 'Zuletzt geprüft: {{time}}',
  neverChecked: 'Noch nicht vollständig geprüft.',
  quiet:
    'pixi ruht bis {{time}}. Bis dahin wird nur Unzer gefragt; was pixi betrifft, zeigt den Stand von vorher.',
  first: {
    title: 'In vier Schritten zum ersten Auftrag',
    connection: 'pixi anbinden',
    connectionHelp: 'Sie brauchen die Zugangsdaten Ihres pixi-API-Benutzers.',
    mail: 'E-Mail-Konto eintragen',
    mailHelp:
      'Damit Sie von Fehlern erfahren. Fertig ist der Schritt mit einer angenommenen Test-Mail.',
    booking: 'App buchen oder testen',
    bookingHelp: 'Ohne Buchung verarbeitet Abgleich keine Aufträge.',
    configuration: 'Erste Zahlungsart konfigurieren',
    configurationHelp:
      'Sie brauchen das Schlüsselpaar von Unzer und zwei Buchungs-Events aus pixi. Danach steht hier, was noch fehlt.',
    done: 'Erledigt.',
    next: 'Nächster Schritt der Einrichtung:',
  },
  tooMany: 'Das waren zu viele Prüfungen. Warten Sie zehn Minuten.',
  title: '{{shopId}} · {{payment}}',
  allRight: 'Alles in Ordnung',
  wrong_one: '{{count}} Punkt fehlt',
  wrong_other: '{{count}} Punkte fehlen',
  open_one: '{{count}} Punkt offen',
  open_other: '{{count}} Punkte offen',
  sumGood_one: 'Eine Konfiguration ist vollständig in Ordnung.',
  sumGood_other: '{{count}} Konfigurationen sind vollständig in Ordnung.',
  sumOpen_one: 'Bei einer Konfiguration ist noch etwas von Hand zu prüfen oder nachzusehen.',
  sumOpen_other:
    'Bei {{count}} Konfigurationen ist noch etwas von Hand zu prüfen oder nachzusehen.',
  sumWrong_one: 'Bei einer Konfiguration fehlt noch etwas.',
  sumWrong_other: 'Bei {{count}} Konfigurationen fehlt noch etwas.',
  state: {
    ok: 'In Ordnung',
    wrong: 'Fehlt',
    unknown: 'Noch nicht geprüft',
    'by-hand': 'Von Hand prüfen',
  },
  environment: { test: 'Testumgebung', production: 'echter Betrieb' },
  link: {
    connections: 'Zur pixi-Anbindung',
    mail: 'Zum E-Mail-Konto',
    booking: 'Zur Buchung der App',
    configuration: 'Zur Konfiguration',
  },
  subject: {
    'connection-active': 'pixi-Anbindung aktiv',
    access: 'Zugangsdaten',
    procedures: 'Aufrufe in pixi',
    shop: 'Mandant',
    hold: 'Import auf HOLD',
    'xml-tag': 'XML-Tag',
    'booking-events': 'Buchungs-Events',
    keys: 'Unzer-Schlüssel',
    webhook: 'Webhook',
    'mail-account': 'E-Mail-Konto',
    'app-booking': 'App gebucht',
    'configuration-active': 'Konfiguration aktiv',
  },
  what: {
    'connection-on': 'Die pixi-Anbindung ist aktiv.',
    'connection-off': 'Die pixi-Anbindung ist ausgeschaltet.',
    'access-works': 'pixi nimmt die Zugangsdaten an.',
    'access-refused': 'pixi lehnt Benutzername oder Passwort ab.',
    'access-failing': 'pixi ist zurzeit nicht zu erreichen.',
    'access-untested': 'Die Zugangsdaten wurden noch nicht geprüft.',
    'procedures-offered': 'Alle 20 Aufrufe sind in pixi freigeschaltet.',
    'procedures-lacking': 'In pixi fehlen Aufrufe: {{procedures}}',
    'procedures-unread': 'Ob alle Aufrufe freigeschaltet sind, wurde noch nicht geprüft.',
    'shop-known': 'Den Mandanten {{shopId}} gibt es in pixi.',
    'shop-unknown': 'Den Mandanten {{shopId}} gibt es in pixi nicht.',
    'shop-unread': 'Ob es den Mandanten {{shopId}} gibt, wurde noch nicht geprüft.',
    'shop-by-hand': 'pixi gibt die Liste der Mandanten nicht heraus.',
    'hold-set': 'Aufträge mit der Zahlart {{paymentCode}} werden auf HOLD importiert.',
    'hold-not-set': 'Aufträge mit der Zahlart {{paymentCode}} werden nicht auf HOLD importiert.',
    'hold-method-unknown': 'Die Zahlart {{paymentCode}} gibt es in pixi nicht.',
    'hold-seen': 'Aufträge mit der Zahlart {{paymentCode}} standen auf HOLD (gesehen: {{orders}}).',
    'hold-never-seen':
      'Von {{orders}} Aufträgen mit der Zahlart {{paymentCode}} stand keiner auf HOLD.',
    'hold-by-hand':
      'pixi sagt nicht, ob Aufträge mit der Zahlart {{paymentCode}} auf HOLD importiert werden.',
    'hold-unread': 'Ob die Zahlart {{paymentCode}} auf HOLD importiert, wurde noch nicht geprüft.',
    'tag-same': 'Der XML-Tag {{xmlTag}} ist derselbe wie in pixi.',
    'tag-differs': 'In pixi heißt der XML-Tag {{theirs}}, in der Konfiguration {{xmlTag}}.',
    'tag-by-hand': 'pixi nennt keinen XML-Tag für diese Zahlart.',
    'tag-unread': 'Ob der XML-Tag {{xmlTag}} stimmt, wurde noch nicht geprüft.',
    'events-equal':
      'Für Rechnungen und Retouren ist dasselbe Buchungs-Event eingetragen: {{invoice}}.',
    'events-used':
      'pixi hat beide Buchungs-Events schon gebucht: {{invoice}} für Rechnungen, {{credit}} für Retouren.',
    'events-partly-used':
      'pixi hat das Buchungs-Event {{used}} schon gebucht, das andere noch nicht.',
    'events-by-hand': 'Die Buchungs-Events {{invoice}} und {{credit}} wurden noch nicht benutzt.',
    'keys-good': 'Unzer nimmt beide Schlüssel an ({{environment}}).',
    'keys-refused': 'Unzer lehnt die Schlüssel ab.',
    'keys-mixed': 'Public Key und Private Key gehören zu verschiedenen Umgebungen.',
    'keys-unreachable': 'Unzer war bei der letzten Prüfung nicht zu erreichen.',
    'keys-unread': 'Die Schlüssel wurden in dieser Version noch nicht geprüft.',
    'webhook-registered': 'Unzer meldet Zahlungen sofort (Webhook registriert).',
    'webhook-failing': 'Der Webhook ließ sich bei Unzer nicht registrieren.',
    'webhook-pending': 'Der Webhook ist noch nicht registriert.',
    'webhook-not-offered':
      'Diese Installation nimmt keine Webhooks an. Abgleich sieht bei jedem Durchlauf selbst nach.',
    'mail-accepted': 'Das E-Mail-Konto ist fertig.',
    'mail-untested': 'Für das E-Mail-Konto wurde noch keine Test-Mail angenommen.',
    'mail-missing': 'Es ist kein E-Mail-Konto eingerichtet.',
    'app-booked': 'Die App ist gebucht.',
    'app-not-booked': 'Die App ist nicht gebucht.',
    'configuration-on': 'Die Konfiguration ist aktiv.',
    'configuration-off': 'Die Konfiguration ist ausgeschaltet.',
  },
  todo: {
    'connection-off':
      'Schalten Sie sie auf der Seite "pixi API" ein. Bis dahin ruht auch diese Konfiguration.',
    'access-refused': 'Berichtigen Sie die Zugangsdaten in der pixi-Anbindung.',
    'access-failing': 'Testen Sie die pixi-Anbindung; dort steht der Grund.',
    'access-untested': 'Drücken Sie oben "Jetzt prüfen".',
    'procedures-lacking':
      'Die pixi-Anbindung zeigt, wofür sie gebraucht werden, und den Text für den pixi-Support.',
    'procedures-unread': 'Drücken Sie oben "Jetzt prüfen".',
    'shop-unknown':
      'Prüfen Sie in pixi die Kürzel der Mandanten. Legen Sie die Konfiguration mit dem richtigen neu an.',
    'shop-unread': 'Drücken Sie oben "Jetzt prüfen".',
    'shop-by-hand': 'Prüfen Sie in pixi, ob es den Mandanten {{shopId}} gibt.',
    'hold-not-set':
      'Setzen Sie in pixi bei dieser Zahlart den Anfangsstatus auf HAL. Sonst gehen Aufträge in den Versand, bevor die Zahlung geprüft ist.',
    'hold-method-unknown':
      'Prüfen Sie in pixi das Kürzel der Zahlart. Legen Sie die Konfiguration mit dem richtigen neu an.',
    'hold-never-seen':
      'Setzen Sie in pixi bei dieser Zahlart den Anfangsstatus auf HAL. Sonst gehen Aufträge in den Versand, bevor die Zahlung geprüft ist.',
    'hold-by-hand': 'Sehen Sie in pixi bei dieser Zahlart nach: Der Anfangsstatus muss HAL sein.',
    'hold-unread': 'Drücken Sie oben "Jetzt prüfen".',
    'tag-differs': 'Tragen Sie in der Konfiguration im Feld "XML-Tag" {{theirs}} ein.',
    'tag-by-hand': 'Vergleichen Sie den XML-Tag {{xmlTag}} mit dem der Zahlart in pixi.',
    'tag-unread': 'Drücken Sie oben "Jetzt prüfen".',
    'events-equal':
      'Tragen Sie in der Konfiguration zwei verschiedene ein: ein positives für Rechnungen, ein negatives für Retouren.',
    'events-partly-used':
      'Sehen Sie in pixi nach: {{invoice}} muss ein positives Event sein, {{credit}} ein negatives. Auslesen lässt sich das nicht.',
    'events-by-hand':
      'Sehen Sie in pixi nach: {{invoice}} muss ein positives Event sein, {{credit}} ein negatives. Auslesen lässt sich das nicht.',
    'keys-refused':
      'Tragen Sie in der Konfiguration Public Key und Private Key aus Ihrem Unzer-Konto neu ein.',
    'keys-mixed': 'Nehmen Sie beide aus derselben: s- ist die Testumgebung, p- der echte Betrieb.',
    'keys-unreachable': 'Drücken Sie in einigen Minuten noch einmal "Jetzt prüfen".',
    'keys-unread': 'Drücken Sie oben "Jetzt prüfen".',
    'webhook-failing':
      'Prüfen Sie die Schlüssel. Abgleich versucht es weiter; bis dahin sieht es bei jedem Durchlauf selbst nach.',
    'webhook-pending':
      'Das geschieht von selbst, sobald die App gebucht und die Konfiguration aktiv ist.',
    'mail-untested': 'Senden Sie auf der Seite "E-Mail" eine Test-Mail.',
    'mail-missing': 'Richten Sie auf der Seite "E-Mail" eines ein.',
    'app-not-booked':
      'Buchen Sie sie auf der Seite "App buchen". Bis dahin wird nichts verarbeitet.',
    'configuration-off': 'Setzen Sie im Konfigurations-Center das Häkchen "Aktiv".',
  },
};
