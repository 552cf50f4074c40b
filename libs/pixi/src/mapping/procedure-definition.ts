/** SQL Server types that pixi's parameters and columns use. Flags (`Y`/`N`) are `char` or `varchar` of length 1. */
export type PixiSqlType =
  'int' | 'smallint' | 'bit' | 'money' | 'numeric' | 'float' | 'datetime' | 'char' | 'varchar';

/** verified: public material shows it · inferred: concluded from sibling procedures · designed: our own choice, expect to remap it. */
export type PixiMark = 'verified' | 'inferred' | 'designed';

/**
 * How a procedure tells that it worked. rows: it answers rows · returnCode: a row with `ReturnCode` · status: a row with `Status` ·
 * result0: a row with `Result` 0 · resultCode: only the procedure's return value 0 · scalar: a bare value.
 * Older databases answer returnCode, status and result0 procedures with the return value alone.
 */
export type PixiSuccess = 'rows' | 'returnCode' | 'status' | 'result0' | 'resultCode' | 'scalar';

/** One parameter: `key` is our word, `wire` is pixi's spelling. Parameters stand in wire order, which matters to pixi. */
export type PixiParam = {
  readonly key: string;
  readonly wire: string;
  readonly sqlType: PixiSqlType;
  readonly required: boolean;
  readonly maxLength?: number;
  /** The pixi version that introduced it; older databases refuse it as unknown. */
  readonly since?: string;
  /** May appear in the record of a call: numbers, codes and amounts, never text about people. */
  readonly traced?: boolean;
  /** Text for people: cut to length and to the database's code page. Identifiers are refused instead. */
  readonly prose?: boolean;
  /** Leaving it out changes nothing that matters, so it is dropped where a database does not know it; so is all with `since`. */
  readonly droppable?: boolean;
};

/** One column: the first of `wire` is the usual spelling, the others are aliases seen elsewhere. Looked up case-insensitively. */
export type PixiColumn = {
  readonly key: string;
  readonly wire: readonly [string, ...string[]];
  readonly sqlType: PixiSqlType;
  readonly mark: PixiMark;
  readonly maxLength?: number;
  /** Card data: never leaves this library, is never recorded. */
  readonly card?: boolean;
};

export type PixiRowSet = { readonly columns: readonly PixiColumn[] };

/** Everything the client, the WSDL and a simulator need to know of one pixi procedure. */
export type PixiProcedure = {
  readonly name: string;
  /** A write may change something in pixi: its lost answers are uncertain and it is never repeated blindly. */
  readonly writes: boolean;
  readonly success: PixiSuccess;
  /** A call must carry one of these parameters; without any pixi answers its first thousand rows. */
  readonly selectors?: readonly string[];
  readonly params: readonly PixiParam[];
  readonly rowSets: readonly PixiRowSet[];
};

type ParamDetails = Omit<PixiParam, 'key' | 'wire' | 'sqlType' | 'required'>;

/** An optional parameter; pixi's default applies when it is left out. */
export function param<const Key extends string>(
  key: Key,
  wire: string,
  sqlType: PixiSqlType,
  details: ParamDetails = {},
): PixiParam & { readonly key: Key } {
  return { key, wire, sqlType, required: false, ...details };
}

/** A parameter that every call must carry. */
export function required<const Key extends string>(
  one: PixiParam & { readonly key: Key },
): PixiParam & { readonly key: Key } {
  return { ...one, required: true };
}

type ColumnDetails = Pick<PixiColumn, 'maxLength' | 'card'>;
type Aliases = string | readonly [string, ...string[]];

/** A column with its spellings and how sure we are of it. */
export type ColumnBuilder = <const Key extends string>(
  key: Key,
  wire: Aliases,
  sqlType: PixiSqlType,
  details?: ColumnDetails,
) => PixiColumn & { readonly key: Key };

const columnOf =
  (mark: PixiMark): ColumnBuilder =>
  (key, wire, sqlType, details = {}) => ({
    key,
    wire: typeof wire === 'string' ? [wire] : wire,
    sqlType,
    mark,
    ...details,
  });

export const verified: ColumnBuilder = columnOf('verified');
export const inferred: ColumnBuilder = columnOf('inferred');
export const designed: ColumnBuilder = columnOf('designed');

/** The two columns with which newer pixi procedures answer: `OK`, `INFO` or `ERROR`, and a text. */
export const returnCodeColumns = [
  verified('returnCode', 'ReturnCode', 'varchar', { maxLength: 10 }),
  verified('errorMessage', 'ErrorMessage', 'varchar', { maxLength: 4000 }),
] as const;
