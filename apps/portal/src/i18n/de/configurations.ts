import { configurationPreview } from './configuration-preview.js';
import { configurationSettings } from './configuration-settings.js';

export const configurations = {
  intro:
    'Für jede Zahlungsart eines Mandanten legen Sie hier fest, wie Abgleich ihre Aufträge behandelt.',
  new: 'Neue Konfiguration',
  onlyAdmins: 'Sie können alles ansehen. Ändern dürfen nur Administratoren Ihrer Organisation.',
  emptyTitle: 'Noch keine Zahlungsart konfiguriert',
  empty:
    'Abgleich bearbeitet nur Aufträge von Zahlungsarten, die hier stehen. Legen Sie die erste an.',
  noConnectionTitle: 'Zuerst die pixi-Anbindung',
  noConnection:
    'Eine Konfiguration gehört zu einer pixi-Anbindung. Tragen Sie zuerst den Zugang zu pixi ein.',
  toConnections: 'Zur pixi-API',
  toSetupCheck: 'Einrichtung prüfen',
  connectionOff:
    'Diese pixi-Anbindung ist aus. Deshalb sind alle Konfigurationen darunter unwirksam.',
  noneBelow: 'Unter dieser pixi-Anbindung ist noch keine Zahlungsart konfiguriert.',
  shop: 'Mandant {{shop}}',
  caption: 'Zahlungsarten von Mandant {{shop}} ({{connection}})',
  column: {
    payment: 'Zahlungsart',
    state: 'Zustand',
    mode: 'App-Modus',
    keys: 'Schlüssel',
    inFlight: 'Offene Aufträge',
    saved: 'Zuletzt geändert',
    actions: 'Aktionen',
  },
  state: {
    active: 'aktiv',
    off: 'aus',
    'off-connection': 'aus, weil die pixi-Anbindung aus ist',
    paused: 'angehalten: Schlüssel abgelehnt',
  },
  pausedHelp:
    'Unzer hat die Schlüssel dieser Konfiguration abgelehnt, zuerst {{since}}. Bis das behoben ist, wird kein Auftrag angefasst. Tragen Sie gültige Schlüssel ein und speichern Sie; Abgleich prüft auch von selbst immer wieder.',
  keysTest: 'Test',
  keysLive: 'echt',
  version: 'Version {{version}}',
  savedBy: 'von {{name}}',
  byFile: 'Händlerdatei',
  edit: 'Bearbeiten',
  view: 'Ansehen',
  copy: 'Kopieren nach …',
  history: 'Verlauf',
  of: '{{action}}: Zahlungsart {{payment}}, Mandant {{shop}}',
  mode: { standard: 'Standard', expert: 'Experten' },
  modeHelp: {
    standard:
      'Standard: Abgleich zieht den ganzen Auftragsbetrag ein, bevor der Auftrag freigegeben wird. Schlägt der Einzug fehl, wird der Auftrag gesperrt.',
    expert:
      'Experten: Abgleich gibt den Auftrag frei, sobald das Geld reserviert ist, und zieht erst beim Versand ein, Rechnung für Rechnung. Wird der Einzug dann abgelehnt, ist die Ware schon unterwegs.',
  },
  modeWithout: {
    title: 'Der App-Modus hat bei {{method}} keine Wirkung',
    'shop-charged':
      'Diese Zahlungsart ist schon im Shop bezahlt. Es läuft immer wie im Modus Standard: Der Auftrag wird freigegeben, die Rechnung beim Versand ausgeglichen.',
    prepayment:
      'Das Geld kommt per Überweisung. Der Auftrag bleibt gesperrt, bis sie eingegangen ist.',
    invoice: 'Der Kunde überweist nach Erhalt der Rechnung. Der Auftrag wird sofort freigegeben.',
    'invoice-secured':
      'Der Kunde überweist später. Abgleich meldet Unzer den Versand, damit die Zahlungsfrist beginnt.',
    paylater:
      'Abgleich meldet Unzer jede versandte Rechnung; damit beginnt die Zahlungsfrist des Kunden.',
  },
  deprecated: {
    title: '{{method}} ist bei Unzer abgekündigt',
    replaced:
      'Sie funktioniert weiter. Unzer ersetzt sie durch {{replacement}}; planen Sie den Wechsel mit Unzer.',
    plain:
      'Sie funktioniert weiter, solange Unzer sie anbietet. Einen Nachfolger nennt Unzer nicht.',
  },
  unsupported:
    'Die letzten Aufträge wurden mit „{{method}}“ bezahlt. Diese Zahlungsart von Unzer kann Abgleich nicht bearbeiten.',
  methodUnknown: 'Noch nicht bekannt',
  methodSeen: 'Vermutlich {{method}} (nach den letzten Aufträgen oder dem Namen)',
  on: 'An',
  offWord: 'Aus',
  emptyValue: 'leer',
  usual: 'wie üblich',
  cents_one: '{{count}} Cent',
  cents_other: '{{count}} Cent',
  hours_one: '{{count}} Stunde',
  hours_other: '{{count}} Stunden',
  days_one: '{{count}} Tag',
  days_other: '{{count}} Tage',
  unit: { cents: 'Cent', hours: 'Stunden', days: 'Tage' },
  example: 'Beispiel',
  usualValue: 'Voreinstellung',
  changedMark: 'geändert',
  section: {
    general: 'Allgemein',
    keys: 'Zugang zu Unzer',
    erp: 'Buchung in pixi',
    rules: 'Regeln',
  },
  sectionHint: {
    general: 'Ob die Konfiguration arbeitet, und wofür sie ist.',
    keys: 'Das Schlüsselpaar, mit dem der Shop diese Zahlungen angelegt hat.',
    erp: 'Wie bezahlte Rechnungen und Gutschriften im Kundenkonto erscheinen.',
    rules:
      'Wann Aufträge freigegeben und Beträge eingezogen werden. Rechts sehen Sie, was das bedeutet.',
  },
  privateKeyStored: 'Gespeichert. Leer lassen, um ihn zu behalten.',
  privateKeyCopied: 'Wird vom Original übernommen. Nur für einen anderen Schlüssel ausfüllen.',
  keysDiffer:
    'Der Private Key gehört zu einer anderen Umgebung als der Public Key: s- ist Test, p- ist echt. Nehmen Sie beide aus derselben.',
  privateKeyMissing: 'Tragen Sie den Private Key ein. Ohne ihn kann Abgleich Unzer nichts fragen.',
  step: {
    label: 'Schritte zur neuen Konfiguration',
    current: 'Schritt {{step}} von 4: {{name}}',
    connection: 'pixi-Anbindung',
    shop: 'Mandant',
    payment: 'Zahlungsart',
    fields: 'Felder',
    chooseConnection: 'Zu welcher pixi-Anbindung gehört die Zahlungsart?',
    chooseShop: 'Für welchen Mandanten?',
    chooseShopHint: 'Die Mandanten kommen gerade frisch aus pixi ({{connection}}).',
    choosePayment: 'Welche Zahlungsart?',
    choosePaymentHint: 'Die Zahlungsarten kommen gerade frisch aus pixi ({{connection}}).',
    change: 'ändern',
    reading: 'pixi wird gefragt …',
    off: 'Diese pixi-Anbindung ist aus',
    configured_one: '{{count}} Zahlungsart konfiguriert',
    configured_other: '{{count}} Zahlungsarten konfiguriert',
    isConfigured: 'schon konfiguriert',
    openConfigured: 'Bearbeiten',
    notOnHold:
      'Aufträge dieser Zahlungsart werden in pixi nicht auf HOLD importiert. Stellen Sie das in pixi um, sonst kann Abgleich sie nicht vor dem Versand prüfen.',
    none: 'pixi nennt keine. Geben Sie die ID von Hand ein.',
    noName: 'ohne Namen',
  },
  manual: {
    show: 'Nicht dabei? Von Hand eingeben',
    shop: 'ID des Mandanten',
    shopHint:
      'Bis zu 3 Zeichen, so wie pixi ihn nennt (ShopID), zum Beispiel DEM. Groß- und Kleinschreibung zählt.',
    shopError: 'Geben Sie 1 bis 3 Zeichen ein.',
    payment: 'Kürzel der Zahlungsart',
    paymentHint:
      'Genau ein Zeichen, so wie pixi sie führt (Code), zum Beispiel C. Groß- und Kleinschreibung zählt.',
    paymentError: 'Geben Sie genau ein Zeichen ein.',
    next: 'Weiter',
    taken: 'Diese Zahlungsart ist für den Mandanten schon konfiguriert.',
  },
  unavailable: {
    title: 'pixi kann gerade nicht gefragt werden',
    quiet:
      'pixi ruht bis {{until}} und sichert seine Datenbanken. Geben Sie die ID von Hand ein oder kommen Sie danach wieder.',
    quietUnknown:
      'pixi ruht in der Nacht und sichert seine Datenbanken. Geben Sie die ID von Hand ein oder kommen Sie später wieder.',
    off: 'Die pixi-Anbindung ist aus, deshalb fragt Abgleich dort nicht. Geben Sie die ID von Hand ein oder schalten Sie die Anbindung zuerst ein.',
    fault: '{{what}} {{todo}} Bis dahin können Sie die ID von Hand eingeben.',
    again: 'Noch einmal fragen',
  },
  form: {
    newTitle: 'Neue Konfiguration',
    copyTitle: 'Konfiguration kopieren',
    copyHint:
      'Die Werte stammen von {{source}}. Nichts ist gespeichert, bevor Sie speichern. Der Private Key kann nicht angezeigt werden; er wird innerhalb Ihrer Organisation auf dem Server übernommen, wenn Sie das Feld leer lassen.',
    editTitle: 'Zahlungsart {{payment}}, Mandant {{shop}}',
    inFlight_one:
      '{{count}} Auftrag unter dieser Konfiguration ist noch nicht fertig. Er wird ab dem Speichern nach den neuen Werten behandelt und kann dabei scheitern.',
    inFlight_other:
      '{{count}} Aufträge unter dieser Konfiguration sind noch nicht fertig. Sie werden ab dem Speichern nach den neuen Werten behandelt und können dabei scheitern.',
    inFlightTitle: 'Diese Konfiguration ist in Gebrauch',
    connectionOff:
      'Die pixi-Anbindung „{{connection}}“ ist aus. Solange bleibt diese Konfiguration unwirksam, auch wenn sie aktiv ist.',
    back: 'Alle Konfigurationen',
    tabFields: 'Felder',
    tabHistory: 'Verlauf',
    tabs: 'Ansicht',
  },
  bar: {
    changes_one: '{{count}} Feld ist geändert und noch nicht gespeichert.',
    changes_other: '{{count}} Felder sind geändert und noch nicht gespeichert.',
    newUnsaved: 'Diese Konfiguration ist noch nicht gespeichert.',
    discard: 'Verwerfen',
    save: 'Speichern …',
    errors_one: '{{count}} Feld ist noch nicht in Ordnung: {{fields}}.',
    errors_other: '{{count}} Felder sind noch nicht in Ordnung: {{fields}}.',
  },
  ask: {
    saveTitle: 'Diese Änderungen speichern?',
    saveText: 'Daraus wird Version {{version}}. Die bisherige bleibt im Verlauf.',
    createTitle: 'Diese Konfiguration anlegen?',
    createOn:
      'Zahlungsart {{payment}} von Mandant {{shop}}. Ab dem Speichern bearbeitet Abgleich ihre Aufträge und bewegt dabei Geld, {{world}}.',
    createOff:
      'Zahlungsart {{payment}} von Mandant {{shop}}. Sie ist aus: Abgleich bearbeitet ihre Aufträge erst, wenn Sie sie einschalten.',
    worldTest: 'mit Test-Schlüsseln, also kein echtes',
    worldLive: 'mit echten Schlüsseln',
    save: 'Speichern',
    cancel: 'Weiter bearbeiten',
    leaveTitle: 'Seite verlassen, ohne zu speichern?',
    leaveText: 'Ihre Änderungen gehen dann verloren.',
    leave: 'Verlassen',
    stay: 'Hier bleiben',
    discardTitle: 'Alle Änderungen verwerfen?',
    discardText: 'Das Formular zeigt dann wieder die gespeicherte Version {{version}}.',
    restoreTitle: 'Version {{version}} wiederherstellen?',
    restoreText:
      'Sie wird als neue Version {{next}} gespeichert, mit dem Private Key von damals. Das ändert sich gegenüber jetzt:',
    restore: 'Wiederherstellen',
    abort: 'Abbrechen',
  },
  diff: {
    caption: 'Unterschiede',
    field: 'Feld',
    before: 'Vorher',
    after: 'Nachher',
    versionN: 'Version {{version}}',
    none: 'Zwischen diesen beiden gibt es keinen Unterschied.',
    secretChanged: 'anderer Private Key',
    secret: 'nicht angezeigt',
    unknown: 'nicht bekannt',
  },
  saved: 'Gespeichert als Version {{version}}. Unzer hat die Schlüssel bestätigt.',
  savedUnchecked:
    'Gespeichert als Version {{version}}. Die Schlüssel wurden dabei nicht bei Unzer geprüft.',
  created: 'Angelegt. Unzer hat die Schlüssel bestätigt.',
  createdUnchecked: 'Angelegt. Die Schlüssel wurden noch nicht bei Unzer geprüft.',
  refusal: {
    title: 'Nicht gespeichert',
    exists:
      'Diese Zahlungsart ist für diesen Mandanten und diese pixi-Anbindung schon konfiguriert, vielleicht gerade eben von jemand anderem. Bearbeiten Sie die vorhandene Konfiguration oder wählen Sie eine andere Zahlungsart.',
    keysRefused:
      'Unzer hat das Schlüsselpaar abgelehnt: Einer der Schlüssel ist falsch, oder sie gehören nicht zusammen. Prüfen Sie die Felder „Unzer Public Key“ und „Unzer Private Key“.',
    keysNotChecked:
      'Unzer antwortet gerade nicht, deshalb ist nicht bekannt, ob die Schlüssel gelten. Versuchen Sie es in einigen Minuten noch einmal, oder speichern Sie jetzt ungeprüft: Sind sie falsch, hält Abgleich die Konfiguration an und meldet es Ihnen.',
    saveUnchecked: 'Ungeprüft speichern',
    tryAgain: 'Noch einmal prüfen',
    keyMissing: 'Der Private Key fehlt. Tragen Sie ihn im Feld „Unzer Private Key“ ein.',
    invalid:
      'Der Server nimmt diese Felder so nicht an: {{fields}}. Prüfen Sie sie und speichern Sie noch einmal.',
    notAllowed:
      'Ihre Rolle darf Konfigurationen nicht ändern. Wenden Sie sich an einen Administrator.',
    gone: 'Die Konfiguration oder die pixi-Anbindung gibt es nicht mehr. Laden Sie die Seite neu.',
    tooMany: 'Zu viele Anfragen. Warten Sie eine Minute und versuchen Sie es noch einmal.',
    unreachable:
      'Abgleich ist gerade nicht erreichbar. Ihre Eingaben stehen noch hier; versuchen Sie es gleich noch einmal.',
    unexpected:
      'Etwas ist schiefgegangen, das bei uns liegt. Ihre Eingaben stehen noch hier. Kennung für den Support: {{traceId}}',
  },
  conflict: {
    title: 'Inzwischen hat {{name}} Version {{version}} gespeichert',
    text: 'Ihre Eingaben sind noch da und noch nicht gespeichert. Das hat sich in der Zwischenzeit geändert:',
    keep: 'Meine Änderungen auf Version {{version}} anwenden',
    keepHint:
      'Felder, die Sie geändert haben, behalten Ihren Wert; alle anderen bekommen den neuen. Danach speichern Sie.',
    take: 'Meine Änderungen verwerfen',
  },
  versions: {
    title: 'Verlauf',
    caption: 'Alle Versionen, die neueste zuerst',
    version: 'Version',
    savedAt: 'Gespeichert',
    by: 'Von',
    changes: 'Geändert gegenüber der Version davor',
    first: 'Angelegt',
    nothing: 'nichts',
    current: 'in Kraft',
    compare: 'Zwei Versionen vergleichen',
    from: 'Von Version',
    to: 'Zu Version',
    restore: 'Wiederherstellen',
    restored: 'Version {{from}} gilt wieder, als Version {{version}}.',
    truncated: 'Ältere Versionen werden hier nicht gezeigt.',
  },
  settings: configurationSettings,
  preview: configurationPreview,
};
