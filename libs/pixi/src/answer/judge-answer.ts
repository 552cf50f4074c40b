import type { PixiProcedure } from '../mapping/procedure-definition.js';
import type { PixiAnswer, PixiRow } from './answer.js';

/** done · refused: pixi says no, in its own words · silent: nothing in the answer says whether it worked. */
export type Verdict =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'refused';
      readonly by: 'message' | 'row' | 'result-code';
      readonly severity: number | null;
      readonly number: number | null;
      readonly text: string;
    }
  | { readonly kind: 'silent' };

/** SQL Server: messages up to this class are warnings and prints, and come beside valid rows. */
const WARNING_CLASS_MAX = 10;
const DONE: Verdict = { kind: 'done' };

/**
 * Whether a procedure worked, in this order: an error message of SQL Server, a row that says so, the return value (where
 * the mapping says that it counts and no row has spoken), rows. Pure; transport errors and SOAP faults come before it.
 */
export function judgeAnswer(procedure: PixiProcedure, answer: PixiAnswer): Verdict {
  const error = answer.messages.find((one) => one.severity > WARNING_CLASS_MAX);
  if (error) return { kind: 'refused', by: 'message', ...error };
  const rows = answer.sets.flatMap((set) => [...set.rows]);
  const byRow = rows.map((row) => judgeRow(procedure, row)).find((one) => one !== null);
  if (byRow?.kind === 'refused') return byRow;
  if (procedure.success === 'rows' || procedure.success === 'scalar') return DONE;
  if (byRow) return byRow;
  if (answer.resultCode !== null)
    return answer.resultCode === 0 ? DONE : refused('result-code', answer.resultCode, '');
  return procedure.success === 'resultCode' && rows.length === 0 ? DONE : { kind: 'silent' };
}

/** `null`: the row says nothing about success. */
function judgeRow(procedure: PixiProcedure, row: PixiRow): Verdict | null {
  const text = row.get('errormessage') ?? row.get('statusmessage') ?? row.get('message') ?? '';
  const number = Number(row.get('errornr'));
  if (number >= 400) return refused('row', number, text);
  const reads = procedure.success === 'rows' || procedure.success === 'scalar';
  const word = (row.get('returncode') ?? (reads ? undefined : row.get('status')))?.toUpperCase();
  if (word === 'ERROR') return refused('row', null, text);
  if (reads) return null;
  if (procedure.success === 'result0' && row.has('result'))
    return row.get('result') === '0' ? DONE : refused('row', Number(row.get('result')), text);
  if (word === undefined) return row.has('errormessage') ? refused('row', null, text) : null;
  return ['OK', 'INFO', '0', '200', 'SUCCESS'].includes(word) ? DONE : { kind: 'silent' };
}

function refused(by: 'row' | 'result-code', number: number | null, text: string): Verdict {
  return { kind: 'refused', by, severity: null, number, text };
}
