export const connections = {
  intro:
    'Hier steht, wie Abgleich Ihre pixi-Datenbank erreicht. Sie können zwei Anbindungen einrichten: eine für den echten Betrieb, eine zum Testen.',
  add: 'Anbindung hinzufügen',
  full: 'Sie haben beide Anbindungen eingerichtet. Mehr als zwei gibt es nicht.',
  emptyTitle: 'Noch keine Anbindung',
  empty:
    'Ohne Anbindung sieht Abgleich keine Aufträge. Sie brauchen dafür die Zugangsdaten Ihres pixi-API-Benutzers; der pixi-Support gibt sie Ihnen.',
  newTitle: 'Neue pixi-Anbindung',
  editTitle: 'Anbindung {{name}} bearbeiten',
  edit: 'Bearbeiten',
  save: 'Prüfen und speichern',
  saving: 'Wird geprüft …',
  cancel: 'Verwerfen',
  unsaved: 'Sie haben Änderungen, die noch nicht gespeichert sind.',
  leave: 'Ihre Änderungen sind noch nicht gespeichert. Seite trotzdem verlassen?',
  saved: 'Die Anbindung {{name}} ist gespeichert.',
  onlyAdmin: 'Ändern können das nur Benutzer mit der Rolle Administrator.',
  notPassed: 'Die Anbindung ist noch nicht gespeichert',
  saveAnyway: 'Trotzdem speichern',
  saveUntested: 'Ungeprüft speichern',
  saveAnywayText:
    'Sie können die Anbindung so speichern und die Ursache später beheben. Bis dahin werden Aufträge nicht oder nicht vollständig verarbeitet.',
  saveUntestedText:
    'Sie können die Anbindung ungeprüft speichern. Holen Sie die Prüfung nach {{time}} mit dem Knopf "Verbindung testen" nach.',
  quietTitle: 'pixi ruht bis {{time}}',
  quiet:
    'In dieser Zeit sichert pixi seine Datenbanken. Abgleich sendet deshalb nichts an pixi. Die Verbindung lässt sich ab {{time}} testen.',
  test: 'Verbindung testen',
  testing: 'Wird getestet …',
  on: 'Aktiv',
  off: 'Ausgeschaltet',
  switchOn: 'Einschalten',
  switchOff: 'Ausschalten',
  switchOnTitle: 'Anbindung {{name}} einschalten?',
  switchOffTitle: 'Anbindung {{name}} ausschalten?',
  switchOnText: 'Abgleich verarbeitet die Aufträge dieser Anbindung dann wieder.',
  switchOffText: 'Abgleich sendet dann nichts mehr an diese pixi-Datenbank.',
  stopConfigurations_one: 'Eine Konfiguration hört auf zu arbeiten.',
  stopConfigurations_other: '{{count}} Konfigurationen hören auf zu arbeiten.',
  stopOrders_one:
    'Ein Auftrag ist unterwegs. Er bleibt liegen: nicht freigegeben, nicht eingezogen, nicht erstattet.',
  stopOrders_other:
    '{{count}} Aufträge sind unterwegs. Sie bleiben liegen: nicht freigegeben, nicht eingezogen, nicht erstattet.',
  stopNothing: 'Zurzeit ist kein Auftrag unterwegs.',
  configurations_one: '{{count}} Konfiguration, davon {{active}} aktiv',
  configurations_other: '{{count}} Konfigurationen, davon {{active}} aktiv',
  orders_one: '{{count}} Auftrag unterwegs',
  orders_other: '{{count}} Aufträge unterwegs',
  fact: {
    endpointUrl: 'Adresse',
    database: 'Datenbank',
    username: 'Benutzername',
    password: 'Passwort',
    passwordStored: 'gespeichert, wird nie angezeigt',
    contact: 'Letzter Kontakt',
    below: 'Hängt daran',
    test: 'Letzte Prüfung',
  },
  never: 'noch keiner',
  untested: 'Noch nicht geprüft. Drücken Sie "Verbindung testen".',
  failingSince: 'gestört seit {{time}}',
  inOrder: 'in Ordnung',
  result: {
    passed: 'pixi hat geantwortet, und alle 20 Aufrufe sind freigeschaltet.',
    clock:
      'Die Uhr von pixi weicht um {{seconds}} Sekunden ab. Bitten Sie den pixi-Support, sie zu stellen.',
    lacking_one: 'pixi hat geantwortet, aber ein Aufruf ist nicht freigeschaltet.',
    lacking_other: 'pixi hat geantwortet, aber {{count}} Aufrufe sind nicht freigeschaltet.',
    at: 'Geprüft {{time}}',
  },
  cause: {
    'login-refused': {
      what: 'pixi hat Benutzername oder Passwort abgelehnt.',
      todo: 'Prüfen Sie die Felder "Benutzername" und "Passwort". Es sind die Daten des API-Benutzers, nicht die Ihrer eigenen pixi-Anmeldung.',
    },
    'host-unknown': {
      what: 'Den Server in der Adresse gibt es nicht.',
      todo: 'Prüfen Sie das Feld "Adresse" auf Tippfehler.',
    },
    unreachable: {
      what: 'Unter dieser Adresse antwortet niemand.',
      todo: 'Prüfen Sie das Feld "Adresse". Stimmt sie, fragen Sie den pixi-Support, ob der Server läuft und Zugriffe von außen annimmt.',
    },
    timeout: {
      what: 'pixi hat nicht rechtzeitig geantwortet.',
      todo: 'Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei, prüfen Sie das Feld "Adresse".',
    },
    certificate: {
      what: 'Dem Zertifikat des Servers kann nicht vertraut werden.',
      todo: 'Prüfen Sie, ob der Name im Feld "Adresse" stimmt. Bitten Sie sonst den pixi-Support, das Zertifikat zu erneuern.',
    },
    'not-found': {
      what: 'Der Server antwortet, kennt aber diese Adresse nicht.',
      todo: 'Prüfen Sie im Feld "Adresse" den Teil nach dem Servernamen. Meist endet er mit dem Namen Ihrer Datenbank und einem Schrägstrich.',
    },
    'not-pixi': {
      what: 'Unter dieser Adresse antwortet etwas, das nicht die pixi-API ist.',
      todo: 'Prüfen Sie das Feld "Adresse". Es ist die Adresse der SOAP-API, nicht die der pixi-Weboberfläche.',
    },
    busy: {
      what: 'pixi ist gerade überlastet oder weist Anfragen ab.',
      todo: 'Versuchen Sie es in einigen Minuten noch einmal.',
    },
    'address-not-allowed': {
      what: 'Die Adresse führt in ein privates Netz, und diese Installation erlaubt das nicht.',
      todo: 'Tragen Sie im Feld "Adresse" eine öffentlich erreichbare Adresse ein.',
    },
    refused: {
      what: 'pixi hat die Anmeldung angenommen, aber den Probeaufruf abgelehnt.',
      todo: 'Bitten Sie den pixi-Support, Ihrem API-Benutzer die Aufrufe freizuschalten.',
    },
    other: {
      what: 'Die Prüfung ist fehlgeschlagen.',
      todo: 'Versuchen Sie es in einigen Minuten noch einmal.',
    },
  },
  status: 'Der Server antwortete mit dem Status {{status}}.',
  lackingCaption: 'Nicht freigeschaltete Aufrufe',
  lackingProcedure: 'Aufruf',
  lackingFor: 'Wofür Abgleich ihn braucht',
  lackingTodo:
    'Senden Sie diesen Text an den pixi-Support. Ist alles freigeschaltet, drücken Sie "Verbindung testen".',
  supportText:
    'Bitte schalten Sie für unseren API-Benutzer {{username}} (Datenbank {{database}}) diese Prozeduren frei: {{procedures}}',
  supportName: 'Text für den pixi-Support',
  ability: {
    'orders-to-release': 'Aufträge finden, die auf die Zahlungsprüfung warten',
    'invoices-to-settle': 'Versendete Rechnungen finden, die einzuziehen sind',
    'order-lines': 'Positionen eines Auftrags lesen, um Stornos zu erkennen',
    invoices: 'Rechnungen und Gutschriften eines Auftrags lesen',
    'invoice-lines': 'Positionen einer Rechnung lesen',
    'changed-orders': 'Erkennen, welche Aufträge sich geändert haben',
    'imported-orders': 'Die Bestellung lesen, wie der Shop sie übergab',
    'manual-bookings': 'Erstattungen im Kundenkonto buchen',
    'settle-invoices': 'Rechnungen als bezahlt buchen',
    'release-orders': 'Aufträge freigeben',
    'order-totals': 'Die Summe eines Auftrags lesen',
    'order-headers': 'Status und Zahlungs-ID eines Auftrags lesen',
    'customer-comments': 'Kommentare am Kunden schreiben',
    addresses: 'Adresse und Bankdaten lesen',
    'customer-lock': 'Die Versandsperre eines Kunden setzen',
    'order-comments': 'Kommentare am Auftrag schreiben',
    'order-lock': 'Die Versandsperre eines Auftrags setzen und aufheben',
    'address-still-open': 'Erkennen, ob sich die Lieferadresse noch ändern lässt',
    items: 'Artikeldaten lesen',
    'payment-details': 'Zahlungsdaten des Auftrags lesen',
  },
  field: {
    name: {
      label: 'Bezeichnung',
      hint: 'Wie die Anbindung im Portal heißt.',
      help: 'Zum Beispiel "pixi live" oder "pixi Test". Der Name hat keine Wirkung in pixi.',
    },
    endpointUrl: {
      label: 'Adresse',
      hint: 'Die Adresse der SOAP-API, wie der pixi-Support sie nennt.',
      help: 'Zum Beispiel https://api.pixi.eu/soap/pixiABC/. Sie beginnt mit https. Ein angehängtes ?wsdl lassen Sie weg. Wechselt der Server, geben Sie das Passwort neu ein.',
    },
    database: {
      label: 'Datenbank',
      hint: 'Der Name Ihrer pixi-Datenbank.',
      help: 'Meist "pixi" und Ihr Kürzel, zum Beispiel pixiABC. Er hilft dem pixi-Support, Ihre Datenbank zu finden.',
    },
    username: {
      label: 'Benutzername',
      hint: 'Der Benutzername für die API, meist der Name der Datenbank.',
      help: 'Das ist der API-Benutzer, nicht Ihre eigene Anmeldung an pixi. Alle 20 Aufrufe müssen für ihn freigeschaltet sein; die Prüfung sagt, welche fehlen.',
    },
    password: {
      label: 'Passwort',
      hint: 'Das Passwort des API-Benutzers. Es wird verschlüsselt gespeichert und nie wieder angezeigt.',
      help: 'Lassen Sie das Feld leer, um das gespeicherte Passwort zu behalten.',
    },
  },
  passwordKeep: 'Gespeichert – leer lassen',
  error: {
    missing: 'Dieses Feld fehlt noch.',
    'too-long': 'Das ist zu lang.',
    'not-an-address': 'Das ist keine Adresse. Sie sieht so aus: https://api.pixi.eu/soap/pixiABC/',
    'no-colon': 'Ein Benutzername enthält keinen Doppelpunkt.',
    unencrypted:
      'Die Adresse muss mit https:// beginnen, denn Benutzername und Passwort reisen mit jedem Aufruf.',
    'address-not-allowed':
      'Diese Adresse führt in ein privates Netz, und diese Installation erlaubt das nicht. Tragen Sie eine öffentlich erreichbare Adresse ein.',
    'needed-for-address':
      'Der Server in der Adresse ist ein anderer. Geben Sie das Passwort neu ein: Das gespeicherte wird nicht an einen anderen Server gesendet.',
    invalid: 'Dieser Wert lässt sich nicht verwenden.',
    full: 'Es gibt schon zwei Anbindungen. Mehr sind nicht möglich.',
    tooMany: 'Das waren zu viele Prüfungen. Warten Sie zehn Minuten.',
    secretUnreadable:
      'Das gespeicherte Passwort lässt sich nicht mehr lesen. Geben Sie es in der Anbindung neu ein und speichern Sie.',
  },
};
