/** Rows of the journal, by table. Columns as the database names them. */
export const LOAD_TABLES = [
  'orders',
  'invoices',
  'operations',
  'decisions',
  'calls',
  'problems',
] as const;
export type LoadTable = (typeof LOAD_TABLES)[number];
export type LoadRow = Readonly<Record<string, unknown>>;
export type LoadRows = Readonly<Record<LoadTable, LoadRow[]>>;

export const noRows = (): LoadRows => ({
  orders: [],
  invoices: [],
  operations: [],
  decisions: [],
  calls: [],
  problems: [],
});
