import type { AppMode } from '../configuration.js';
import type { Decision } from '../decision.js';
import { PAYMENT_METHOD_CODES, traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import { printDecision } from './print-decision.js';

/** The columns of the rule tables: the direct family under each app mode, then every other family. */
export const RULE_COLUMNS = [
  'Standard',
  'Experten',
  'shop-charged',
  'prepayment',
  'invoice',
  'invoice-secured',
  'paylater',
] as const;
export type RuleColumn = (typeof RULE_COLUMNS)[number];

/** A method under an app mode: what one column of a table is made of. */
export type RuleCase = { readonly method: PaymentMethodCode; readonly mode: AppMode };

/** Every method of a column; where the mode must not matter, under both modes. */
export function casesOf(column: RuleColumn): readonly RuleCase[] {
  const mode = column === 'Standard' ? 'standard' : column === 'Experten' ? 'expert' : null;
  const family = mode === null ? column : 'direct';
  const modes: readonly AppMode[] = mode === null ? ['standard', 'expert'] : [mode];
  return PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === family).flatMap(
    (method) => modes.map((one) => ({ method, mode: one })),
  );
}

/** One line of a rule table as it is written. A column that is missing in `cells` cannot happen. */
export type RuleRow<Facts> = {
  readonly observed: string;
  readonly facts: (method: PaymentMethodCode, mode: AppMode) => Facts;
  /** `state: commands; problems`, as `printCell` writes it. */
  readonly cells: Readonly<Partial<Record<RuleColumn, string>>>;
};

/** One method under one mode in one cell: what the rule says, and what the table wants it to say. */
export type RuleCheck = RuleCase & {
  readonly column: RuleColumn;
  readonly decision: Decision<string>;
  readonly want: string;
};
export type RuleTable = {
  readonly title: string;
  readonly intro: string;
  readonly rows: readonly { readonly observed: string; readonly checks: readonly RuleCheck[] }[];
};

/** Asks the rule for every cell of a table, for every method of its column. */
export function ruleTable<Facts>({
  title,
  intro,
  rows,
  decide,
}: {
  readonly title: string;
  readonly intro: string;
  readonly rows: readonly RuleRow<Facts>[];
  readonly decide: (facts: Facts) => Decision<string>;
}): RuleTable {
  const checked = rows.map(({ observed, facts, cells }) => ({
    observed,
    checks: RULE_COLUMNS.flatMap((column) => {
      const want = cells[column];
      if (want === undefined) return [];
      return casesOf(column).map(({ method, mode }) => ({
        column,
        method,
        mode,
        decision: decide(facts(method, mode)),
        want,
      }));
    }),
  }));
  return { title, intro, rows: checked };
}

/** `locked: lock, release; error release.payment-unknown`; `settled: –` where nothing is done and nothing is wrong. */
export function printCell(decision: Decision<string>): string {
  const { state, commands, problems } = printDecision(decision);
  const done = [...(decision.pauseConfiguration ? ['pause configuration'] : []), ...commands];
  const told = problems.length === 0 ? '' : `; ${problems.join(', ')}`;
  return `${state}: ${done.length === 0 ? '–' : done.join(', ')}${told}`;
}

/** The same cell in every column, or in those named. */
export const everywhere = (
  cell: string,
  columns: readonly RuleColumn[] = RULE_COLUMNS,
): Partial<Record<RuleColumn, string>> =>
  Object.fromEntries(columns.map((column) => [column, cell]));
