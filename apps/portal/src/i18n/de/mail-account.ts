export const mailAccount = {
  intro:
    'Über dieses E-Mail-Konto meldet Abgleich jeden neuen Fehler. Das Konto ist fertig, wenn eine Test-Mail angenommen wurde.',
  onlyAdmin: 'Ändern und testen können das nur Benutzer mit der Rolle Administrator.',
  emptyTitle: 'Noch kein E-Mail-Konto',
  empty: 'Tragen Sie die Zugangsdaten Ihres Mailservers ein. Ihr Mailanbieter nennt sie Ihnen.',
  accepted: 'Das Konto ist fertig',
  acceptedAt: 'Die letzte Test-Mail wurde {{time}} angenommen.',
  untested: 'Das Konto ist noch nicht fertig',
  untestedText:
    'Senden Sie eine Test-Mail. Erst wenn sie angenommen wird, meldet sich Abgleich zuverlässig.',
  save: 'Speichern',
  saved: 'Das E-Mail-Konto ist gespeichert.',
  test: 'Test-Mail senden',
  testDirty: 'Speichern Sie zuerst Ihre Änderungen.',
  testAccepted: 'Die Test-Mail wurde angenommen',
  testAcceptedText: 'Sie ging an {{recipient}}. Sehen Sie nach, ob sie auch im Postfach liegt.',
  testRefused: 'Die Test-Mail wurde nicht angenommen',
  serverSaid: 'Der Mailserver sagte: {{answer}}',
  number: 'Fehlernummer {{number}}',
  statusTitle: 'Versand der Fehlermeldungen',
  statusGood: 'Alle Fehler sind gemeldet. Keine E-Mail wartet.',
  statusWaiting_one: 'Ein Fehler wartet auf seine E-Mail.',
  statusWaiting_other: '{{count}} Fehler warten auf ihre E-Mail.',
  statusSince: 'Der älteste wartet seit {{time}}.',
  statusNext: 'Nächster Versuch: {{time}}.',
  statusGivenUp_one: 'Ein offener Fehler wurde nie per E-Mail gemeldet.',
  statusGivenUp_other: '{{count}} offene Fehler wurden nie per E-Mail gemeldet.',
  login: 'Der Mailserver verlangt eine Anmeldung',
  security: {
    none: 'Keine Verschlüsselung',
    starttls: 'STARTTLS (meist Port 587)',
    tls: 'TLS (meist Port 465)',
  },
  securityWarning:
    'Ohne Verschlüsselung kann jeder auf dem Weg Passwort und Inhalt mitlesen. Wählen Sie TLS oder STARTTLS, wenn Ihr Mailserver es anbietet.',
  field: {
    host: {
      label: 'Server',
      hint: 'Der Postausgangsserver (SMTP) Ihres Mailanbieters.',
      help: 'Zum Beispiel smtp.ihr-anbieter.de. Wechseln Sie den Server, geben Sie das Passwort neu ein.',
    },
    port: {
      label: 'Port',
      hint: 'Meist 587 oder 465.',
      help: '587 gehört zu STARTTLS, 465 zu TLS. Passt der Port nicht zur Sicherheit, antwortet der Server nicht.',
    },
    security: {
      label: 'Sicherheit',
      hint: 'Wie die Verbindung verschlüsselt wird.',
      help: 'Empfohlen ist TLS. STARTTLS ist ebenso sicher. Gelingt die Verschlüsselung nicht, sendet Abgleich nichts.',
    },
    username: {
      label: 'Benutzername',
      hint: 'Meist die vollständige E-Mail-Adresse.',
      help: 'Ohne Anmeldung nehmen nur wenige Mailserver etwas an, meist solche im eigenen Haus.',
    },
    password: {
      label: 'Passwort',
      hint: 'Es wird verschlüsselt gespeichert und nie wieder angezeigt.',
      help: 'Manche Anbieter verlangen ein eigenes App-Passwort statt Ihres üblichen. Lassen Sie das Feld leer, um das gespeicherte Passwort zu behalten.',
    },
    sender: {
      label: 'Absender',
      hint: 'Genau eine Adresse, mit der dieses Konto senden darf.',
      help: 'Zum Beispiel abgleich@ihre-firma.de. Ein Absender, der nicht zum Konto gehört, wird oft abgelehnt.',
    },
    recipient: {
      label: 'Empfänger',
      hint: 'Genau eine Adresse, an die Fehler gemeldet werden.',
      help: 'Sollen mehrere Personen die Meldungen bekommen, tragen Sie eine Verteiler- oder Weiterleitungsadresse ein.',
    },
  },
  passwordKeep: 'Gespeichert – leer lassen',
  error: {
    missing: 'Dieses Feld fehlt noch.',
    'too-long': 'Das ist zu lang.',
    'not-one-address':
      'Das ist nicht genau eine E-Mail-Adresse, zum Beispiel zahlungen@ihre-firma.de.',
    'not-a-host': 'Tragen Sie nur den Namen des Servers ein, zum Beispiel smtp.ihr-anbieter.de.',
    'not-a-port': 'Ein Port ist eine Zahl von 1 bis 65535.',
    'address-not-allowed':
      'Dieser Server liegt in einem privaten Netz, und diese Installation erlaubt das nicht. Tragen Sie einen öffentlich erreichbaren Mailserver ein.',
    'needed-for-address':
      'Der Server ist ein anderer. Geben Sie das Passwort neu ein: Das gespeicherte wird nicht an einen anderen Server gesendet.',
    invalid: 'Dieser Wert lässt sich nicht verwenden.',
    tooMany: 'Das waren zu viele Test-Mails. Warten Sie zehn Minuten.',
  },
};
