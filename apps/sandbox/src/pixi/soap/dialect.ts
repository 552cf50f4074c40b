import { PIXI_PROCEDURES, type PixiColumn, type PixiProcedure } from '@abgleich/pixi';
import * as z from 'zod';

/**
 * How this pixi deviates from the mapping, so that tests can prove that a client survives it. `rename` knows a column
 * by its usual wire name or by our key, for all procedures or for one (`pixiGetInvoice.InvoiceDate`); `null` drops it.
 * `padChars`: left out = `char` columns are padded as SQL Server does, `true` = short `varchar` columns too, `false` = none.
 */
export const dialectSchema = z.strictObject({
  rename: z.record(z.string(), z.string().min(1).nullable()).optional(),
  missingProcedures: z.array(z.string()).optional(),
  emptyForm: z.enum(['diffgram', 'container', 'none']).optional(),
  padChars: z.boolean().optional(),
  flat: z.boolean().optional(),
  codeOnly: z.array(z.string()).optional(),
  noUserName: z.boolean().optional(),
  oldQueues: z.boolean().optional(),
});
export type Dialect = z.infer<typeof dialectSchema>;

/** Short enough that a database view may well have cast it to `char`. */
const PADDED_VARCHAR_MAX = 20;

const procedureNames: readonly string[] = Object.keys(PIXI_PROCEDURES);
const columns: readonly { procedure: string; column: PixiColumn }[] = Object.values<PixiProcedure>(
  PIXI_PROCEDURES,
).flatMap(({ name, rowSets }) =>
  rowSets.flatMap((set) => set.columns.map((column) => ({ procedure: name, column }))),
);

/** A sentence when the dialect names something that does not exist, else `null`. */
export function dialectMistake(dialect: Dialect): string | null {
  const named = [...(dialect.missingProcedures ?? []), ...(dialect.codeOnly ?? [])];
  const stranger = named.find((name) => !procedureNames.includes(name));
  if (stranger !== undefined) return `There is no procedure ${stranger}.`;
  const column = Object.keys(dialect.rename ?? {}).find(
    (name) => !columns.some((one) => namesOf(one.procedure, one.column).includes(name)),
  );
  return column === undefined ? null : `There is no column ${column}.`;
}

function namesOf(procedure: string, { key, wire }: PixiColumn): readonly string[] {
  return [`${procedure}.${wire[0]}`, `${procedure}.${key}`, wire[0], key];
}

/** How the dialect spells a column; `null` = this database does not have it. */
export function wireNameOf(dialect: Dialect, procedure: string, column: PixiColumn): string | null {
  const { rename } = dialect;
  if (!rename) return column.wire[0];
  for (const name of namesOf(procedure, column)) if (name in rename) return rename[name] ?? null;
  return column.wire[0];
}

export function isPadded(dialect: Dialect, { sqlType, maxLength }: PixiColumn): boolean {
  if (dialect.padChars === false) return false;
  if (sqlType === 'char') return true;
  return (
    dialect.padChars === true && sqlType === 'varchar' && (maxLength ?? 99) <= PADDED_VARCHAR_MAX
  );
}

/** The parameters that this database does not know yet, as `procedure.WireName`. */
export function unknownParams(dialect: Dialect): readonly string[] {
  const hidden: string[] = [];
  if (dialect.noUserName === true)
    hidden.push(
      'pixiSetOrderShippingLock.UserName',
      'pixiSetOrderShippingLock.Reason',
      'pixiSetShippingLock.UserName',
    );
  if (dialect.oldQueues === true)
    hidden.push(
      'pixiPayGetOrdersToAuthorize.RowCount',
      'pixiPayGetInvoicesToCapture.RowCount',
      'pixiPayGetInvoicesToCapture.FromInvoiceId',
    );
  return hidden;
}
