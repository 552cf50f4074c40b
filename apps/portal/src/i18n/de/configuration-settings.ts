/** Each setting of a configuration, by its path: what is needed to fill it (`hint`), the rest behind the question mark, and what is wrong with a value that is not taken. */
export const configurationSettings = {
  active: {
    label: 'Aktiv',
    hint: 'Nur eine aktive Konfiguration bearbeitet Aufträge. Ist die pixi-Anbindung aus, bleibt auch sie aus.',
    help: 'Ausgeschaltet fasst Abgleich keinen Auftrag dieser Zahlungsart an: nichts wird freigegeben, eingezogen, erstattet oder gebucht. Sie können jederzeit wieder einschalten; dann werden die wartenden Aufträge geprüft.',
    example: 'Aus, solange noch eine andere Zahlungs-App diese Zahlungsart bearbeitet.',
    error: 'Wählen Sie an oder aus.',
  },
  bookingCodeInvoice: {
    label: 'Buchungs-Event Rechnung',
    hint: 'Das Kürzel aus pixi, mit dem bezahlte Rechnungen im Kundenkonto gebucht werden. Das Event muss positiv sein.',
    help: 'Sie finden die Buchungs-Events in pixi bei den Einstellungen zum Kundenkonto. Mit einem falschen oder negativen Event stimmt der Saldo des Kunden nicht.',
    example: 'RPZ',
    error: 'Geben Sie 1 bis 3 Zeichen ein, so wie das Event in pixi heißt.',
  },
  bookingCodeReturn: {
    label: 'Buchungs-Event Retoure',
    hint: 'Das Kürzel aus pixi, mit dem Gutschriften gebucht werden. Das Event muss negativ sein.',
    help: 'Abgleich bucht damit jede Erstattung und ordnet sie der Gutschrift zu. Mit einem falschen oder positiven Event stimmt der Saldo des Kunden nicht.',
    example: 'GPZ',
    error: 'Geben Sie 1 bis 3 Zeichen ein, so wie das Event in pixi heißt.',
  },
  xmlTag: {
    label: 'XML-Tag',
    hint: 'Der Name, unter dem die Zahlungsart in den Bestelldaten des Shops steht: nur der Name, ohne spitze Klammern.',
    help: 'Er steht in pixi an der Zahlungsart. Erlaubt sind Buchstaben, Ziffern und Unterstriche; am Anfang keine Ziffer.',
    example: 'UNZERCARD',
    error:
      'Nur Buchstaben, Ziffern und Unterstriche, am Anfang keine Ziffer, höchstens 60 Zeichen.',
  },
  publicKey: {
    label: 'Unzer Public Key',
    hint: 'Beginnt mit s-pub- (Test) oder p-pub- (echte Zahlungen). Sie finden ihn im Unzer Insights Portal.',
    help: 'Public und Private Key müssen zusammengehören und zu dem Vertrag, über den der Shop diese Zahlungsart abwickelt. Beim Speichern fragt Abgleich Unzer, ob das Paar gilt.',
    example: 's-pub-2a10ifVI…',
    error:
      'Der Public Key beginnt mit s-pub- oder p-pub-, danach folgen nur Buchstaben und Ziffern.',
  },
  privateKey: {
    label: 'Unzer Private Key',
    hint: 'Beginnt mit s-priv- oder p-priv-. Er wird verschlüsselt gespeichert und nie wieder angezeigt.',
    help: 'Wer den Private Key kennt, kann Geld bewegen. Deshalb lässt er sich hier nur ersetzen, nicht lesen. Er muss zur selben Umgebung gehören wie der Public Key.',
    example: 's-priv-2a102ZMq…',
    error:
      'Der Private Key beginnt mit s-priv- oder p-priv-, danach folgen nur Buchstaben und Ziffern.',
  },
  method: {
    label: 'Zahlungsart bei Unzer',
    hint: 'Welche Zahlungsart von Unzer steckt dahinter? Ihre Antwort steuert nur die Hinweise und die Vorschau auf dieser Seite.',
    help: 'pixi kennt nur den Namen, den Sie der Zahlungsart gegeben haben. Was mit einem Auftrag geschieht, richtet sich immer nach der Zahlung selbst, so wie Unzer sie zeigt – nicht nach dieser Auswahl.',
    example: 'Kreditkarte',
    error: 'Wählen Sie eine Zahlungsart aus der Liste.',
  },
  policy: {
    mode: {
      label: 'App-Modus',
      hint: 'Bestimmt, wann das Geld eingezogen wird: vor der Freigabe oder mit jeder versandten Rechnung.',
      help: 'Der Modus wirkt nur bei Zahlungsarten, die der Shop reserviert (Kreditkarte, Apple Pay, PayPal). Damit er wirken kann, darf der Shop dort nicht selbst einziehen: Schalten Sie „Direct CHARGE“ aus.',
      example:
        'Standard, wenn Sie fast immer vollständig und sofort liefern; Experten, wenn Sie häufig in Teilen liefern.',
      error: 'Wählen Sie Standard oder Experten.',
    },
    toleranceMinor: {
      label: 'Rundungsdifferenzen',
      hint: 'Bis zu dieser Abweichung, in Cent, gelten zwei Beträge als gleich.',
      help: 'Shop, pixi und Unzer runden Steuern und Rabatte manchmal verschieden. Ist die Zahlung um mehr als diesen Betrag kleiner als der Auftrag, wird der Auftrag gesperrt.',
      example: '2 – eine Zahlung über 99,98 € genügt dann für einen Auftrag über 100,00 €.',
      error: 'Geben Sie eine ganze Zahl von 0 bis 10000 ein (in Cent).',
    },
    graceHours: {
      label: 'Wartezeit auf unfertige Zahlungen',
      hint: 'So viele Stunden darf eine angefangene Zahlung unfertig bleiben.',
      help: 'Manche Kunden brechen bei PayPal oder der Bestätigung ihrer Bank ab. So lange wartet der Auftrag auf HOLD; danach wird er gesperrt, freigegeben und als Problem gemeldet. Wird die Zahlung später doch noch fertig, geht es von selbst weiter.',
      example: '24',
      error: 'Geben Sie eine ganze Zahl von 1 bis 720 ein (in Stunden).',
    },
    settleInvoiceAfterReceipt: {
      label: 'Rechnung erst nach Zahlungseingang ausgleichen',
      hint: 'Wirkt nur bei der Zahlungsart Rechnung: Aus gleicht die Rechnung aus, sobald der Auftrag abgeschlossen ist.',
      help: 'Eingeschaltet bleibt die Rechnung in pixi offen, bis die Überweisung des Kunden bei Unzer gemeldet ist. So sehen Sie im Kundenkonto, wer noch nicht bezahlt hat.',
      example: 'An, wenn Ihre Buchhaltung offene Rechnungen in pixi verfolgt.',
      error: 'Wählen Sie an oder aus.',
    },
    warnBeforeExpiryDays: {
      label: 'Warnung vor dem Verfall einer Reservierung',
      hint: 'Nach so vielen Tagen ohne Versand erscheint ein Hinweis. Leer: wie es für die Zahlungsart üblich ist.',
      help: 'Reserviertes Geld verfällt, wenn es nicht rechtzeitig eingezogen wird, bei Karten meist nach 7 Tagen. Der Hinweis kommt, solange Sie noch etwas tun können. Üblich sind 6 Tage, bei Rechnungskauf, Ratenkauf und Lastschrift (Pay Later) 21 Tage.',
      example: '5',
      error: 'Geben Sie eine ganze Zahl von 1 bis 365 ein, oder lassen Sie das Feld leer.',
    },
  },
};
