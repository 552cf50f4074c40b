import type { OrderRow } from '@abgleich/contracts';
import {
  type Language,
  methodTitle,
  orderWord,
  PROBLEM_CATALOG,
  type ProblemEntry,
  reasonText,
  renderText,
  withMethodTitle,
} from '@abgleich/domain';

/** What stands in a cell. An amount is minor units; a moment ISO 8601. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'amount'; readonly amount: NonNullable<OrderRow['total']> }
  | { readonly kind: 'moment'; readonly at: string }
  | { readonly kind: 'empty' };

type Column = {
  readonly de: string;
  readonly en: string;
  /** In characters, for programs that show columns. */
  readonly width: number;
  readonly cell: (order: OrderRow, language: Language) => Cell;
};

const EMPTY: Cell = { kind: 'empty' };
const text = (value: string | null): Cell =>
  value === null || value === '' ? EMPTY : { kind: 'text', text: value };
const moment = (at: string | null): Cell => (at === null ? EMPTY : { kind: 'moment', at });

/** The columns of an export, from left to right. */
export const EXPORT_COLUMNS: readonly Column[] = [
  { de: 'Auftrag', en: 'Order', width: 14, cell: (order) => text(order.orderNumber) },
  { de: 'Shop-Nr.', en: 'Shop no.', width: 18, cell: (order) => text(order.shopOrderNumber) },
  { de: 'Verbindung', en: 'Connection', width: 14, cell: (order) => text(order.connectionName) },
  { de: 'Mandant', en: 'Shop', width: 10, cell: (order) => text(order.shopId) },
  {
    de: 'Zahlart in pixi',
    en: 'Payment code in pixi',
    width: 12,
    cell: (order) => text(order.paymentCode),
  },
  {
    de: 'Zahlart',
    en: 'Payment method',
    width: 22,
    cell: ({ methodName }, language) =>
      text(methodName === null ? null : methodTitle(methodName, language)),
  },
  {
    de: 'Betrag',
    en: 'Amount',
    width: 12,
    cell: ({ total }) => (total === null ? EMPTY : { kind: 'amount', amount: total }),
  },
  { de: 'Währung', en: 'Currency', width: 9, cell: ({ total }) => text(total?.currency ?? null) },
  {
    de: 'Stand',
    en: 'State',
    width: 18,
    cell: ({ state }, language) => text(orderWord('state', state, language)),
  },
  {
    de: 'Grund',
    en: 'Reason',
    width: 44,
    cell: ({ reason }, language) => text(reasonText(reason, language) ?? reason),
  },
  {
    de: 'Status in pixi',
    en: 'Status in pixi',
    width: 12,
    cell: ({ erpStatus }, language) =>
      text(erpStatus === null ? null : orderWord('erpStatus', erpStatus, language)),
  },
  {
    de: 'Status bei Unzer',
    en: 'Status at Unzer',
    width: 20,
    cell: ({ paymentState }, language) =>
      text(paymentState === null ? null : orderWord('paymentState', paymentState, language)),
  },
  { de: 'Unzer-Zahlung', en: 'Unzer payment', width: 20, cell: ({ paymentId }) => text(paymentId) },
  {
    de: 'Zuerst gesehen',
    en: 'First seen',
    width: 20,
    cell: ({ firstSeenAt }) => moment(firstSeenAt),
  },
  {
    de: 'Zuletzt bearbeitet',
    en: 'Last worked on',
    width: 20,
    cell: ({ updatedAt }) => moment(updatedAt),
  },
  {
    de: 'Frist',
    en: 'Deadline',
    width: 20,
    cell: ({ deadline }) => moment(deadline?.at ?? null),
  },
  {
    de: 'Problem',
    en: 'Problem',
    width: 10,
    cell: ({ problem }) => text(problem?.number ?? null),
  },
  {
    de: 'Art',
    en: 'Kind',
    width: 10,
    cell: ({ problem }, language) =>
      text(problem === null ? null : SEVERITIES[language][problem.severity]),
  },
  {
    de: 'Was ist passiert',
    en: 'What happened',
    width: 60,
    cell: ({ problem }, language) =>
      text(problem === null ? null : whatHappened(problem, language)),
  },
];

const SEVERITIES = {
  de: { error: 'Problem', notice: 'Hinweis' },
  en: { error: 'Problem', notice: 'Notice' },
} as const;

const catalog: Readonly<Record<string, ProblemEntry | undefined>> = PROBLEM_CATALOG;

function whatHappened(problem: NonNullable<OrderRow['problem']>, language: Language): string {
  const entry = Object.hasOwn(catalog, problem.code) ? catalog[problem.code] : undefined;
  if (entry === undefined) return problem.code;
  return renderText(entry[language].what, withMethodTitle(problem.params, language));
}

/** The cells of one order, in the order of `EXPORT_COLUMNS`. */
export const cellsOf = (order: OrderRow, language: Language): readonly Cell[] =>
  EXPORT_COLUMNS.map(({ cell }) => cell(order, language));
