// The tables of docs/handbuch that the code knows better than a person: between the marks <!-- generated: NAME --> and <!-- /generated -->.

const BLOCK = /<!-- generated: ([a-z]+) -->[^]*?<!-- \/generated -->/g;

/** The chapter with every marked table as the code says it. */
export function withBlocks(text, language, known) {
  return text.replaceAll(BLOCK, (_whole, name) => {
    const block = BLOCKS[name];
    if (block === undefined) throw new Error(`The manual asks for "${name}", which nobody writes.`);
    return `<!-- generated: ${name} -->\n\n${block(language, known).join('\n')}\n\n<!-- /generated -->`;
  });
}

const BLOCKS = {
  procedures: (language, { procedures }) => {
    complete('procedures', procedures, Object.keys(PROCEDURES));
    return table(
      WORDS[language].procedures,
      procedures.map((name) => [`\`${name}\``, PROCEDURES[name][language]]),
    );
  },
  methods: (language, { methods }) =>
    table(
      WORDS[language].methods,
      methods.map(({ title, traits, deprecation }) => [
        title[language],
        leaves(traits, language),
        WORDS[language][traits.modeMatters ? 'modeMatters' : 'modeIdle'],
        retired(deprecation, language),
      ]),
    ),
  defaults: (language, { defaults }) =>
    table(
      WORDS[language].defaults,
      DEFAULTS[language].map(([what, meaning]) => [
        what,
        meaning.replaceAll(/\{(\w+)\}/g, (_whole, name) => {
          if (defaults[name] === undefined) throw new Error(`Nobody knows the default "${name}".`);
          return String(defaults[name]);
        }),
      ]),
    ),
  release: (language, known) => problems('R', language, known),
  capture: (language, known) => problems('C', language, known),
  returns: (language, known) => problems('S', language, known),
  checker: (language, known) => problems('P', language, known),
  other: (language, known) => problems('OAKV', language, known),
};

const WORDS = {
  de: {
    procedures: ['Aufruf', 'Wozu Abgleich ihn braucht'],
    methods: ['Zahlungsart', 'Was der Shop bei Unzer hinterlässt', 'App-Modus', 'Hinweis'],
    defaults: ['Was', 'Vorgabe'],
    problems: ['Nr.', 'Was passiert ist und was es bedeutet', 'Was zu tun ist'],
    modeMatters: 'Standard oder Experten',
    modeIdle: 'ohne Wirkung',
    notice: 'Hinweis',
    error: 'Fehler',
    retired: 'Unzer stellt sie ein.',
    replaced: 'Unzer stellt sie ein; an ihre Stelle tritt: ',
  },
  en: {
    procedures: ['Call', 'What Abgleich needs it for'],
    methods: ['Payment method', 'What the shop leaves at Unzer', 'App mode', 'Note'],
    defaults: ['What', 'Default'],
    problems: ['No.', 'What happened and what it means', 'What to do'],
    modeMatters: 'Standard or Expert',
    modeIdle: 'no effect',
    notice: 'Notice',
    error: 'Error',
    retired: 'Unzer is retiring it.',
    replaced: 'Unzer is retiring it; it is replaced by: ',
  },
};

const LEAVES = {
  direct: ['eine Autorisierung oder schon einen Einzug', 'an authorisation, or already a charge'],
  'shop-charged': ['einen fertigen Einzug', 'a finished charge'],
  prepayment: [
    'eine Zahlungsaufforderung; die Ware wartet auf das Geld',
    'a request to transfer; the goods wait for the money',
  ],
  invoice: [
    'eine Zahlungsaufforderung; das Geld kommt später',
    'a request to transfer; the money comes later',
  ],
  'invoice-secured': [
    'eine Zahlungsaufforderung, von Unzer abgesichert',
    'a request to transfer, insured by Unzer',
  ],
  paylater: [
    'eine Autorisierung; Unzer zahlt Sie und holt sich das Geld beim Kunden',
    'an authorisation; Unzer pays you and collects from the customer',
  ],
};

const leaves = ({ family }, language) => {
  if (LEAVES[family] === undefined) throw new Error(`The manual has no words for ${family}.`);
  return LEAVES[family][language === 'de' ? 0 : 1];
};

function retired(deprecation, language) {
  if (deprecation === null) return '';
  const { replacement } = deprecation;
  return replacement === null
    ? WORDS[language].retired
    : WORDS[language].replaced + replacement[language];
}

/** What each default is called; {words} come from the code. */
const DEFAULTS = {
  de: [
    [
      'Wartezeit für eine unfertige Zahlung',
      '{graceHours} Stunden; danach wird der Auftrag gesperrt, freigegeben und gemeldet',
    ],
    [
      'Warnung vor dem Ablauf einer Autorisierung (Kreditkarte, Apple Pay, PayPal)',
      'nach {warnDaysKnown} Tagen',
    ],
    ['Warnung vor dem Ablauf bei Pay Later', 'nach {warnDaysUnknown} Tagen'],
    ['Rundungsdifferenzen', 'einstellbar von {toleranceMin} bis {toleranceMax} Cent'],
    ['Abstand zwischen zwei Blicken in jede Warteschlange von pixi', '{pollSeconds} Sekunden'],
    ['Nachtruhe von pixi', '{quietWindow} Uhr, Europe/Berlin'],
  ],
  en: [
    [
      'Patience with an unfinished payment',
      '{graceHours} hours; then the order is locked, released and reported',
    ],
    [
      'Warning before an authorisation lapses (card, Apple Pay, PayPal)',
      'after {warnDaysKnown} days',
    ],
    ['Warning before it lapses for pay later', 'after {warnDaysUnknown} days'],
    ['Rounding differences', 'can be set from {toleranceMin} to {toleranceMax} cents'],
    ['Time between two looks at each queue of pixi', '{pollSeconds} seconds'],
    ['Night rest of pixi', '{quietWindow}, Europe/Berlin'],
  ],
};

const PROCEDURES = {
  pixiPayGetOrdersToAuthorize: both(
    'Aufträge finden, die auf Freigabe warten',
    'find orders that wait for their release',
  ),
  pixiPayGetInvoicesToCapture: both(
    'versandte Rechnungen finden, die offen sind',
    'find shipped invoices that are open',
  ),
  pixiGetOrderline: both(
    'Positionen eines Auftrags lesen: was ist storniert, versandt, zurück',
    'read the lines of an order: what is cancelled, shipped, returned',
  ),
  pixiGetInvoice: both('Rechnungen und Gutschriften lesen', 'read invoices and credit notes'),
  pixiGetInvoiceLines: both('Positionen einer Rechnung lesen', 'read the lines of an invoice'),
  pixiGetChangedOrders: both('Stornos und Retouren bemerken', 'notice cancellations and returns'),
  pixiImportFindXML: both(
    'die Importdatei eines Auftrags finden, zum Beispiel für Überweisungsdaten',
    'find the import file of an order, for bank details for example',
  ),
  pixiCACreateManualBooking: both(
    'Gutschriften im Kundenkonto buchen',
    'book credit notes in the customer account',
  ),
  pixiPaySetInvoiceCapture: both('Rechnungen ausgleichen', 'settle invoices'),
  pixiPaySetAuthorizationStatus: both(
    'Aufträge freigeben (HOLD wird OPEN)',
    'release orders (HOLD becomes OPEN)',
  ),
  pixiGetOrderTotals: both('die Summe eines Auftrags lesen', 'read the total of an order'),
  pixiGetOrderHeader: both(
    'Status, Kunde und KK-ID eines Auftrags lesen',
    'read status, customer and KK-ID of an order',
  ),
  pixiAddCustomerComment: both('Kommentare am Kunden schreiben', 'write comments on the customer'),
  pixiGetAddress: both(
    'Lieferanschrift und Überweisungsdaten vergleichen',
    'compare delivery address and bank details',
  ),
  pixiSetShippingLock: both('Versandsperre des Kunden', 'shipping lock of the customer'),
  pixiCreateOrderComment: both('Kommentare am Auftrag schreiben', 'write comments on the order'),
  pixiSetOrderShippingLock: both(
    'Versandsperre des Auftrags setzen und aufheben',
    'set and lift the shipping lock of the order',
  ),
  pixiCanChangeAddress: both(
    'prüfen, ob die Anschrift noch geändert werden kann',
    'see whether the address can still be changed',
  ),
  pixiGetItemInfo: both('Artikeldaten lesen', 'read item data'),
  pixiGetCreditCardInfo: both(
    'die KK-ID lesen, wenn der Auftragskopf sie nicht nennt',
    'read the KK-ID where the order header does not name it',
  ),
};

function both(de, en) {
  return { de, en };
}

/** One row for each problem whose number begins with one of the letters. */
function problems(letters, language, { problems: all }) {
  const rows = Object.values(all)
    .filter(({ number }) => letters.includes(number[0]))
    .sort((one, other) => one.number.localeCompare(other.number));
  if (rows.length === 0) throw new Error(`There is no problem with a number in ${letters}.`);
  return table(
    WORDS[language].problems,
    rows.map((entry) => [
      `${entry.number} ${WORDS[language][entry.severity]}`,
      open(`${entry[language].what} ${entry[language].means}`),
      open(entry[language].todo),
    ]),
  );
}

/** What is filled in for each order stays open in a table about all of them. */
const open = (text) => text.replaceAll(/\{\w+\}/g, '…').replaceAll('|', '\\|');

const table = (head, rows) => [
  line(head),
  line(head.map(() => '---')),
  ...rows.map((row) => line(row)),
];
const line = (cells) => `| ${cells.join(' | ')} |`;

function complete(what, known, told) {
  const lacking = known.filter((name) => !told.includes(name));
  const idle = told.filter((name) => !known.includes(name));
  if (lacking.length + idle.length > 0)
    throw new Error(
      `tools/docs/handbook-blocks.mjs, ${what}: no words for ${lacking.join(', ')}; idle: ${idle.join(', ')}.`,
    );
}
