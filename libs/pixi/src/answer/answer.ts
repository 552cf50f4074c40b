/** One row: column names in small letters and unescaped, values as text. A column that is NULL is not there. */
export type PixiRow = ReadonlyMap<string, string>;

/** A row set; `layout` names the columns that the answer declares, `null` where it declares none. */
export type PixiRows = {
  readonly rows: readonly PixiRow[];
  readonly layout: ReadonlySet<string> | null;
};

/** A message of SQL Server. `severity` above 10 is an error, everything else a warning or a print. */
export type SqlMessage = {
  readonly severity: number;
  readonly number: number | null;
  readonly text: string;
};

/** Any pixi answer in one shape, whichever of the many forms it came in. */
export type PixiAnswer = {
  readonly sets: readonly PixiRows[];
  readonly messages: readonly SqlMessage[];
  readonly rowCount: number | null;
  readonly resultCode: number | null;
  readonly scalar: string | null;
};
