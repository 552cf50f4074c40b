/** Words for where an order stands, for the portal and its files; `unknown`: a code that this version does not know. */
export const ORDER_WORDS = {
  de: {
    state: {
      waiting: 'wartet',
      released: 'freigegeben',
      locked: 'gesperrt',
      'partly-settled': 'teilweise gebucht',
      settled: 'gebucht',
      cancelled: 'storniert',
      ignored: 'nicht betroffen',
      stuck: 'braucht Hilfe',
      unknown: 'unbekannt',
    },
    erpStatus: { 'on-hold': 'HOLD', open: 'OPEN', closed: 'CLOSED', unknown: 'unbekannt' },
    paymentState: {
      pending: 'ausstehend',
      authorized: 'autorisiert',
      completed: 'abgeschlossen',
      cancelled: 'storniert',
      partly: 'teilweise eingezogen',
      'payment-review': 'in Prüfung',
      chargeback: 'zurückgebucht',
      created: 'begonnen',
      unknown: 'unbekannt',
    },
  },
  en: {
    state: {
      waiting: 'waiting',
      released: 'released',
      locked: 'locked',
      'partly-settled': 'partly settled',
      settled: 'settled',
      cancelled: 'cancelled',
      ignored: 'not concerned',
      stuck: 'needs help',
      unknown: 'unknown',
    },
    erpStatus: { 'on-hold': 'HOLD', open: 'OPEN', closed: 'CLOSED', unknown: 'unknown' },
    paymentState: {
      pending: 'pending',
      authorized: 'authorised',
      completed: 'completed',
      cancelled: 'cancelled',
      partly: 'partly captured',
      'payment-review': 'in review',
      chargeback: 'charged back',
      created: 'begun',
      unknown: 'unknown',
    },
  },
} as const;

export type OrderWordFamily = keyof (typeof ORDER_WORDS)['de'];

/** The word for a code; the one for `unknown` where this version has none. */
export function orderWord(family: OrderWordFamily, code: string, language: 'de' | 'en'): string {
  const words: Readonly<Record<string, string>> = ORDER_WORDS[language][family];
  return (Object.hasOwn(words, code) ? words[code] : words['unknown']) ?? code;
}
