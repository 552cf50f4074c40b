import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import type { SecretBox } from '../secret-box.js';
import { SECRET_COLUMNS } from './secret-places.js';

/** Rows per round: little enough that a process killed in between has lost nothing. */
const ROWS_MAX = 200;

/**
 * Encrypts every secret anew that was not encrypted with the current key, and returns how many. Safe to stop, to repeat and to
 * run while others save. Throws `Fault` config `platform.secret-unreadable` at the first one that no key of the box opens.
 */
export async function rotateSecrets(db: Database, box: SecretBox): Promise<number> {
  let rotated = 0;
  for (const place of SECRET_COLUMNS) rotated += await rotateColumn(db, box, place);
  return rotated;
}

async function rotateColumn(
  { pool }: Database,
  box: SecretBox,
  { table, column, rowId }: (typeof SECRET_COLUMNS)[number],
): Promise<number> {
  const current = `v1:${box.currentKeyId}:`;
  let rotated = 0;
  let after = '';
  try {
    for (;;) {
      const { rows } = await pool.query<{ id: string; cipher: string }>(
        `select ${rowId} as id, ${column} as cipher from ${table}
          where ${column} is not null and not starts_with(${column}, $1) and ${rowId} > $2 order by 1 limit ${ROWS_MAX}`,
        [current, after],
      );
      for (const { id, cipher } of rows) {
        const where = { table, column, rowId: id };
        const renewed = box.encrypt(box.decrypt(cipher, where), where);
        // Compared with what was read: a secret that was saved meanwhile stays as saved.
        const { rowCount } = await pool.query(
          `update ${table} set ${column} = $3 where ${rowId} = $1 and ${column} = $2`,
          [id, cipher, renewed],
        );
        rotated += rowCount ?? 0;
        after = id;
      }
      if (rows.length < ROWS_MAX) return rotated;
    }
  } catch (error) {
    throw databaseFault(error);
  }
}
