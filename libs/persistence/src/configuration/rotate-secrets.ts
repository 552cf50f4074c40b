import { type Fault, isFault } from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import type { SecretBox } from '../secret-box.js';
import { SECRET_COLUMNS } from './secret-places.js';

/** Rows per round: a page in memory. */
const ROWS_MAX = 200;

/** What a rotation did. `unreadable` names the secrets that no key of the box opens; they stay as they are. */
export type RotationReport = { readonly rotated: number; readonly unreadable: readonly Fault[] };

type SecretColumn = (typeof SECRET_COLUMNS)[number];
type Stored = { readonly id: string; readonly cipher: string };

/**
 * Encrypts every secret anew that was not encrypted with the current key. Safe to stop, to repeat and to run while others save.
 * The old key may be dropped once a rotation reports nothing rotated and nothing unreadable. Throws `Fault` `platform.database`.
 */
export async function rotateSecrets(db: Database, box: SecretBox): Promise<RotationReport> {
  let rotated = 0;
  const unreadable: Fault[] = [];
  try {
    for await (const secret of outdated(db, box)) {
      const outcome = await renew(db, box, secret);
      if (isFault(outcome)) unreadable.push(outcome);
      else rotated += outcome;
    }
  } catch (error) {
    throw databaseFault(error);
  }
  return { rotated, unreadable };
}

type Outdated = { readonly column: SecretColumn; readonly stored: Stored };

async function* outdated(db: Database, box: SecretBox): AsyncGenerator<Outdated> {
  for (const column of SECRET_COLUMNS) {
    for await (const stored of outdatedOf(db, box, column)) yield { column, stored };
  }
}

async function* outdatedOf(
  { pool }: Database,
  box: SecretBox,
  { table, column, rowId }: SecretColumn,
): AsyncGenerator<Stored> {
  const text = `select ${rowId} as id, ${column} as cipher from ${table}
    where ${column} is not null and not starts_with(${column}, $1) and ${rowId} > $2 order by 1 limit ${ROWS_MAX}`;
  for (let after = ''; ;) {
    const { rows } = await pool.query<Stored>(text, [box.currentPrefix, after]);
    yield* rows;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ROWS_MAX) return;
  }
}

/** The number of rows changed, or why the secret cannot be read. */
async function renew(
  { pool }: Database,
  box: SecretBox,
  { column: { table, column, rowId }, stored }: Outdated,
): Promise<number | Fault> {
  const place = { table, column, rowId: stored.id };
  let renewed: string;
  try {
    renewed = box.encrypt(box.decrypt(stored.cipher, place), place);
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
  // Compared with what was read: a secret that was saved meanwhile stays as saved.
  const { rowCount } = await pool.query(
    `update ${table} set ${column} = $3 where ${rowId} = $1 and ${column} = $2`,
    [stored.id, stored.cipher, renewed],
  );
  return rowCount ?? 0;
}
