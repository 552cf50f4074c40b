import type { PIXI_PROCEDURES, PixiProcedureName } from '@abgleich/pixi';
import type { PixiCommand, PixiResult } from '../ledger/commands.js';
import type { PixiState } from '../ledger/state.js';
import type { Cell } from '../soap/result-stream.js';

export type ParamKey<Name extends PixiProcedureName> =
  (typeof PIXI_PROCEDURES)[Name]['params'][number]['key'];
export type ColumnKey<Name extends PixiProcedureName> =
  (typeof PIXI_PROCEDURES)[Name]['rowSets'][number]['columns'][number]['key'];

/** The parameters of a call by our keys; `null` = not sent. Money in ten-thousandths, datetime as Berlin wall-clock milliseconds. */
export type Params<Key extends string> = {
  text(key: Key): string | null;
  number(key: Key): number | null;
  bit(key: Key): boolean | null;
};

export type RowOf<Name extends PixiProcedureName> = Partial<Record<ColumnKey<Name>, Cell>>;
export type AnswerOf<Name extends PixiProcedureName> = {
  readonly rows?: readonly RowOf<Name>[];
  readonly resultCode?: number;
  readonly scalar?: number;
};

/** What a procedure works with: the ledger to read, `run` to change it, and the moment of the call. */
export type CallOf<Name extends PixiProcedureName> = {
  readonly state: PixiState;
  readonly params: Params<ParamKey<Name>>;
  readonly now: number;
  readonly run: (command: PixiCommand) => PixiResult;
};
export type Procedure<Name extends PixiProcedureName> = (call: CallOf<Name>) => AnswerOf<Name>;

/** `OK`, or `INFO` when nothing was to change. */
export const done = { rows: [{ returnCode: 'OK', errorMessage: '' }], resultCode: 0 } as const;
export const nothingToDo = (sentence: string) =>
  ({ rows: [{ returnCode: 'INFO', errorMessage: sentence }], resultCode: 0 }) as const;

/** Most calls answer at most this many rows, unless told otherwise; `0` and less mean the same. */
const ROWS_MAX = 1_000;
export function limited<Row>(
  rows: readonly Row[],
  asked: number | null,
  usual = ROWS_MAX,
): readonly Row[] {
  const limit = asked === null ? usual : asked > 0 ? asked : ROWS_MAX;
  return rows.length > limit ? rows.slice(0, limit) : rows;
}
