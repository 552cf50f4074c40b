import type { PixiProcedure } from '@abgleich/pixi';
import type { Now } from '../kernel/clock.js';
import type { PixiCommand, PixiResult } from './ledger/commands.js';
import { findInvoice } from './ledger/lookup.js';
import { PixiRefusal } from './ledger/refusal.js';
import type { PixiState } from './ledger/state.js';
import { installedProcedure } from './procedures/all-procedures.js';
import { bindParams, internalName, SqlError } from './procedures/bind-params.js';
import type { CallOf, Params } from './procedures/procedure.js';
import { unknownParams, type Dialect } from './soap/dialect.js';
import type { SoapRequest } from './soap/read-request.js';
import type { ProcedureAnswer } from './soap/result-stream.js';
import { SoapFault } from './soap/soap-fault.js';

/** A number that pixi's own code raises errors under. */
export const RAISED_BY_PROCEDURE = 50_000;

/** What was called, what comes back, and which order it was about (for the call log). */
export type EngineAnswer = {
  readonly procedure: PixiProcedure;
  readonly answer: ProcedureAnswer;
  readonly orderNr: string | null;
};

/** pixi without its wire: takes a read request, answers rows. No I/O; the simulator uses it directly. */
export type PixiEngine = {
  readonly state: () => PixiState;
  readonly run: (command: PixiCommand) => PixiResult;
  /** Throws `SoapFault` when the call cannot be carried out as a call; refusals are answers. */
  call(request: SoapRequest): EngineAnswer;
  /** The definition of an installed procedure; throws `SoapFault` when this database does not have it. */
  definitionOf(name: string): PixiProcedure;
  dialect(): Dialect;
  setDialect(dialect: Dialect): void;
};

export function createPixiEngine({
  state,
  run,
  now,
}: {
  state: () => PixiState;
  run: (command: PixiCommand) => PixiResult;
  now: Now;
}): PixiEngine {
  let dialect: Dialect = {};
  const installed = (name: string) => {
    const found = installedProcedure(name);
    const missing = dialect.missingProcedures?.includes(name) ?? false;
    if (found && !missing) return found;
    throw new SoapFault('UnsupportedOperation', `The operation ${name} is not supported.`);
  };
  return {
    state,
    run,
    definitionOf: (name) => installed(name).definition,
    dialect: () => dialect,
    setDialect(next) {
      dialect = next;
    },
    call(request) {
      const { definition, handle } = installed(request.procedure);
      try {
        const params = bindParams(definition, request.params, unknownParams(dialect));
        // `handle` belongs to `definition`: its keys are the keys that bindParams filled.
        const call = { state: state(), params, now: now(), run } as CallOf<never>;
        const answer = withoutRows(dialect, definition, handle(call));
        return { procedure: definition, answer, orderNr: orderOfCall(state(), params) };
      } catch (error) {
        const answer = withoutRows(dialect, definition, refusalAnswer(definition, error));
        return { procedure: definition, answer, orderNr: null };
      }
    },
  };
}

/** Older databases answer some writers with the return value alone. */
function withoutRows(
  dialect: Dialect,
  { name }: PixiProcedure,
  answer: ProcedureAnswer,
): ProcedureAnswer {
  if (!(dialect.codeOnly?.includes(name) ?? false) || answer.message) return answer;
  return { resultCode: answer.resultCode ?? 0 };
}

/** How each kind of procedure says no. */
function refusalAnswer(definition: PixiProcedure, error: unknown): ProcedureAnswer {
  if (error instanceof SqlError)
    return { message: { number: error.number, text: error.message }, resultCode: 1 };
  if (!(error instanceof PixiRefusal)) throw error;
  if (definition.success === 'returnCode' && definition.name !== 'pixiPaySetInvoiceCapture')
    return { rows: [{ returnCode: 'ERROR', errorMessage: error.message }], resultCode: 1 };
  const text = `Error in ${internalName(definition)}: ${RAISED_BY_PROCEDURE} - ${error.message}`;
  return { message: { number: RAISED_BY_PROCEDURE, text }, resultCode: 1 };
}

function orderOfCall(state: PixiState, params: Params<string>): string | null {
  const orderNr = params.number('orderNumber');
  if (orderNr !== null) return String(orderNr);
  const invoiceNr = params.text('invoiceNumber') ?? params.text('matchTo');
  const invoice = invoiceNr === null ? null : findInvoice(state, invoiceNr);
  return invoice ? String(invoice.orderNr) : null;
}
