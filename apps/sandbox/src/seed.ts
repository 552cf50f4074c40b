import type { PixiMasterData } from './pixi/ledger/model.js';

/** One payment method of the demo merchant, as somebody would configure it in the portal. */
export type SeededConfiguration = {
  readonly shopId: string;
  readonly paymentCode: string;
  readonly xmlTag: string;
  /** Unzer's API name of the type that customers of this method pay with. */
  readonly unzerType: string;
  /** Abgleich's name of the method. */
  readonly method: string;
  readonly mode: 'standard' | 'experten';
};

/** Everything that exists before the first order; the app that is tried against the sandbox is configured from it. */
export type SandboxSeed = {
  readonly pixi: {
    readonly database: string;
    readonly user: string;
    readonly password: string;
    readonly master: PixiMasterData;
  };
  readonly unzer: { readonly publicKey: string; readonly privateKey: string };
  readonly smtp: {
    readonly user: string;
    readonly password: string;
    readonly sender: string;
    readonly recipient: string;
  };
  readonly bookingEvents: { readonly invoice: string; readonly creditNote: string };
  /** Largest rounding difference that counts as equal, in cents. */
  readonly toleranceMinor: number;
  readonly configurations: readonly SeededConfiguration[];
};

const shops = [
  {
    shopId: 'DEM',
    name: 'Demo Haus & Garten',
    currency: 'EUR',
    street: 'Musterweg 1',
    zip: '69115',
    city: 'Heidelberg',
  },
  {
    shopId: 'DEO',
    name: 'Demo Outlet',
    currency: 'EUR',
    street: 'Musterweg 1',
    zip: '69115',
    city: 'Heidelberg',
  },
] as const;

const paymentTypes = [
  { code: 'C', name: 'Kreditkarte', xmlTag: 'UNZERCARD' },
  { code: 'S', name: 'Kreditkarte (Sofortabbuchung)', xmlTag: 'UNZERCARDSTD' },
  { code: 'W', name: 'PayPal', xmlTag: 'UNZERPAYPAL' },
  { code: 'I', name: 'iDEAL', xmlTag: 'UNZERIDEAL' },
  { code: 'V', name: 'Vorkasse', xmlTag: 'UNZERPREPAYMENT' },
  { code: 'R', name: 'Rechnung', xmlTag: 'UNZERINVOICE' },
  { code: 'G', name: 'Gesicherter Rechnungskauf', xmlTag: 'UNZERINVOICESECURED' },
  { code: 'P', name: 'Kauf auf Rechnung', xmlTag: 'UNZERPAYLATERINVOICE' },
  { code: 'L', name: 'Ratenkauf', xmlTag: 'UNZERPAYLATERINSTALLMENT' },
  { code: 'D', name: 'Lastschrift', xmlTag: 'UNZERPAYLATERDIRECTDEBIT' },
] as const;

const items = [
  ['GT-1001', 'Gießkanne Zink 9 l', '4006381333931', 34.95, 'H'],
  ['GT-1002', 'Rosenschere mit Bügelverschluss', '4006381333948', 27.5, 'H'],
  ['GT-1003', 'Gartenhandschuhe Größe M', '4006381333955', 9.9, 'H'],
  ['GT-1004', 'Hochbeet Lärche 120 cm', '4006381333962', 189, 'H'],
  ['KU-2001', 'Espressokocher 6 Tassen', '4006381333979', 42.9, 'H'],
  ['KU-2002', 'Brotbackform Gusseisen', '4006381333986', 64.99, 'H'],
  ['KU-2003', 'Käsereibe Edelstahl', '4006381333993', 14.99, 'H'],
  ['LM-3001', 'Bergblütenhonig 500 g', '4006381334006', 8.49, 'L'],
  ['LM-3002', 'Röstkaffee Äthiopien 1 kg', '4006381334013', 24.9, 'L'],
  ['WO-4001', 'Wolldecke Schurwolle grün', '4006381334020', 119, 'H'],
  ['WO-4002', 'Leinenkissen 50×50 cm', '4006381334037', 29.9, 'H'],
  ['BU-5001', 'Kochbuch „Süddeutsche Küche“', '4006381334044', 29.95, 'L'],
] as const;

/** Which method belongs to which payment code; the second shop knows only cards. */
const configurations: readonly SeededConfiguration[] = [
  configuration('DEM', 'C', 'card', 'card', 'experten'),
  configuration('DEM', 'S', 'card', 'card', 'standard'),
  configuration('DEM', 'W', 'paypal', 'paypal', 'experten'),
  configuration('DEM', 'I', 'ideal', 'ideal', 'standard'),
  configuration('DEM', 'V', 'prepayment', 'prepayment', 'standard'),
  configuration('DEM', 'R', 'invoice', 'invoice', 'standard'),
  configuration('DEM', 'G', 'invoice-secured', 'invoice-secured', 'standard'),
  configuration('DEM', 'P', 'paylater-invoice', 'paylater-invoice', 'standard'),
  configuration('DEM', 'L', 'paylater-installment', 'paylater-installment', 'standard'),
  configuration('DEM', 'D', 'paylater-direct-debit', 'paylater-direct-debit', 'standard'),
  configuration('DEO', 'C', 'card', 'card', 'experten'),
];

function configuration(
  ...[shopId, paymentCode, unzerType, method, mode]: [
    string,
    string,
    string,
    string,
    SeededConfiguration['mode'],
  ]
): SeededConfiguration {
  const xmlTag = paymentTypes.find(({ code }) => code === paymentCode)?.xmlTag ?? '';
  return { shopId, paymentCode, xmlTag, unzerType, method, mode };
}

/** The demo merchant. The keys and passwords open nothing but this sandbox. */
export const sandboxSeed: SandboxSeed = {
  pixi: {
    database: 'pixiDEM',
    user: 'pixiDEM',
    password: 'sandbox-pixi',
    master: {
      shops,
      paymentTypes: paymentTypes.map((type) => ({ ...type, initialStatus: 'HAL' as const })),
      bookingEvents: [
        { eventId: 'RPZ', name: 'Zahlung zur Rechnung', sign: 1 },
        { eventId: 'GPZ', name: 'Erstattung zur Gutschrift', sign: -1 },
      ],
      items: items.map(([itemNr, name, ean, euros, vat]) => ({
        itemNr,
        name,
        ean,
        price: Math.round(euros * 10_000),
        vat,
      })),
    },
  },
  unzer: {
    publicKey: 's-pub-2a10sandboxDemoHausUndGarten01',
    privateKey: 's-priv-2a10sandboxDemoHausUndGarten01',
  },
  smtp: {
    user: 'abgleich',
    password: 'sandbox-smtp',
    sender: 'abgleich@demo-haus-garten.example',
    recipient: 'zahlungen@demo-haus-garten.example',
  },
  bookingEvents: { invoice: 'RPZ', creditNote: 'GPZ' },
  toleranceMinor: 2,
  configurations,
};
