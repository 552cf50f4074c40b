import type { PixiProcedure } from '@abgleich/pixi';
import type { PixiEngine } from '../pixi-engine.js';
import type { SoapRequest } from './read-request.js';
import { type ProcedureAnswer, type Row, printedCell } from './result-stream.js';
import { SoapFault } from './soap-fault.js';

/** What a SOAP library makes of an answer: the parsed response element, or the fault. */
export type ParsedAnswer =
  | { readonly kind: 'response'; readonly response: unknown }
  | {
      readonly kind: 'fault';
      readonly fault: {
        readonly code: string;
        readonly text: string;
        readonly words: readonly string[];
      };
    };

/**
 * A call and its answer without the XML in between: what the SOAP library would have read out of the result stream. The simulator
 * makes thousands of calls a second this way; that the XML says the same is proven by the servers' own contract tests.
 */
export function answerTree(engine: PixiEngine, request: SoapRequest): ParsedAnswer {
  try {
    const { procedure, answer } = engine.call(request);
    return {
      kind: 'response',
      response: { [`${procedure.name}Result`]: resultOf(procedure, answer) },
    };
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    const { subcode, message } = error;
    return { kind: 'fault', fault: { code: 'SOAP-ENV:Client', text: message, words: [subcode] } };
  }
}

/** As a result stream: one row set that declares its columns, a message, the return value. */
export function resultOf(procedure: PixiProcedure, answer: ProcedureAnswer): unknown {
  if (answer.scalar !== undefined) return String(answer.scalar);
  const { rows, message, resultCode = 0 } = answer;
  return {
    ...(rows === undefined ? {} : { SqlRowSet: rowSet(procedure, rows) }),
    ...(message === undefined
      ? {}
      : { SqlMessage: { Class: '16', Message: message.text, Number: String(message.number) } }),
    SqlResultCode: String(resultCode),
  };
}

const schemas = new WeakMap<PixiProcedure, unknown>();

function rowSet(procedure: PixiProcedure, rows: readonly Row[]): unknown {
  const columns = procedure.rowSets[0]?.columns ?? [];
  const cells = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const cell = row[column.key];
        if (cell === undefined || cell === null) return [];
        return [[column.wire[0], printedCell(column, cell)] as const];
      }),
    ),
  );
  let schema = schemas.get(procedure);
  if (schema === undefined) {
    const element = columns.map(({ wire }) => ({ attributes: { name: wire[0] } }));
    schema = { element: { attributes: { name: 'row' }, complexType: { sequence: { element } } } };
    schemas.set(procedure, schema);
  }
  return { schema, diffgram: { SqlRowSet1: { row: cells } } };
}
