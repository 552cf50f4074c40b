import { Fault } from '@abgleich/domain';
import { unescapeWireName } from '../mapping/wire-name.js';
import type { PixiAnswer, PixiRow, PixiRows, SqlMessage } from './answer.js';
import { declaredColumns } from './declared-columns.js';
import { asList, childrenOf, isTree, textOf } from './parsed-tree.js';

/** A result stream consists of these; an answer with none of them is a bare value or the flat form. */
const STREAM = [
  'SqlRowSet',
  'SqlMessage',
  'SqlRowCount',
  'SqlResultCode',
  'SqlXml',
  'SqlTransaction',
];

/**
 * Brings what the SOAP library parsed into one shape: the three empty forms, one row, many rows, several sets, messages,
 * return value, bare value, flat form. Throws `data pixi.malformed-answer` when the procedure's result is not there.
 */
export function normaliseAnswer(procedure: string, response: unknown): PixiAnswer {
  if (!isTree(response)) throw malformed(procedure, 'no response element');
  const resultName = Object.keys(response).find(
    (name) => name.toLowerCase() === `${procedure}result`.toLowerCase(),
  );
  if (resultName === undefined) throw malformed(procedure, 'no result element');
  const result = response[resultName];
  const bare = textOf(result);
  const empty = { sets: [], messages: [], rowCount: null, resultCode: null, scalar: null };
  if (bare !== null) return { ...empty, scalar: bare };
  if (!isTree(result)) return empty;
  if (!STREAM.some((name) => name in result))
    return { ...empty, sets: flatRows(procedure, childrenOf(result)) };
  return {
    sets: asList(result['SqlRowSet']).map((set) => rowSet(procedure, set)),
    messages: asList(result['SqlMessage']).map((message) => sqlMessage(procedure, message)),
    rowCount: rowCount(result['SqlRowCount']),
    resultCode: wholeNumber(textOf(asList(result['SqlResultCode']).at(-1))),
    scalar: null,
  };
}

function rowSet(procedure: string, set: unknown): PixiRows {
  if (!isTree(set)) return { rows: [], layout: null };
  const layout = declaredColumns(set['schema']);
  const rows = asList(set['diffgram'])
    .filter(isTree)
    .flatMap((diffgram) => childrenOf(diffgram))
    .filter(([name]) => !/^(before|errors)$/i.test(name))
    .flatMap(([, containers]) => asList(containers))
    .filter(isTree)
    .flatMap((container) => ('row' in container ? asList(container['row']) : []))
    .map((row) => columns(procedure, row));
  return { rows, layout };
}

/** Without a stream: the children are one row, or lists of equal length that hold one column each, or whole rows. */
function flatRows(
  procedure: string,
  children: readonly (readonly [string, unknown])[],
): PixiRows[] {
  if (children.length === 0) return [];
  const values = children.map(([name, value]) => [name, asList(value)] as const);
  if (values.every(([, list]) => list.every((one) => isTree(one) && textOf(one) === null)))
    return [{ layout: null, rows: values.flatMap(([, l]) => l.map((r) => columns(procedure, r))) }];
  const length = values[0]?.[1].length ?? 0;
  if (values.some(([, list]) => list.length !== length))
    throw malformed(procedure, 'flat columns of different length');
  const rows = Array.from({ length }, (_, at) =>
    columns(procedure, Object.fromEntries(values.map(([name, list]) => [name, list[at]]))),
  );
  return [{ layout: null, rows }];
}

function columns(procedure: string, row: unknown): PixiRow {
  if (row === null || row === undefined) return new Map();
  if (!isTree(row)) throw malformed(procedure, 'a row without columns');
  const named = new Map<string, string>();
  for (const [name, value] of childrenOf(row)) {
    const key = unescapeWireName(name).toLowerCase();
    const text = textOf(asList(value)[0]);
    if (text !== null && !named.has(key)) named.set(key, text);
  }
  return named;
}

function sqlMessage(procedure: string, message: unknown): SqlMessage {
  const part = (name: string): string | null => (isTree(message) ? textOf(message[name]) : null);
  const severity = wholeNumber(part('Class'));
  if (severity === null) throw malformed(procedure, 'a message without class');
  return { severity, number: wholeNumber(part('Number')), text: part('Message') ?? '' };
}

function rowCount(value: unknown): number | null {
  const last = asList(value).at(-1);
  return wholeNumber(isTree(last) ? textOf(last['Count']) : null);
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

function malformed(procedure: string, why: string): Fault {
  return new Fault({ kind: 'data', code: 'pixi.malformed-answer', params: { procedure, why } });
}
