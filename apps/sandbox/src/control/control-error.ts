import * as z from 'zod';
import { FaultRequestError } from '../kernel/faults.js';
import { PixiRefusal, type RefusalReason } from '../pixi/ledger/refusal.js';
import { AmountError } from '../pixi/ledger/units.js';
import { UnzerRefusal } from '../unzer/unzer-refusal.js';

/** The caller asked for something that cannot be done; the message is a sentence. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

const STATUS_OF: Readonly<Record<RefusalReason, number>> = {
  unknown: 404,
  invalid: 400,
  already: 409,
  state: 409,
};

/** What to answer for an error, or `null` when it is none of the caller's making. */
export function controlAnswer(error: unknown): { status: number; error: string } | null {
  if (error instanceof ControlError) return { status: error.status, error: error.message };
  if (error instanceof PixiRefusal)
    return { status: STATUS_OF[error.reason], error: sentence(error.message) };
  if (error instanceof UnzerRefusal)
    return { status: unzerStatus(error), error: sentence(error.message) };
  if (error instanceof FaultRequestError || error instanceof AmountError)
    return { status: 400, error: sentence(error.message) };
  if (error instanceof z.ZodError) return { status: 400, error: issueSentence(error) };
  return null;
}

/** Only an unknown payment is "not found" here; everything else Unzer says no to is a bad request or comes too late. */
function unzerStatus({ code, status }: UnzerRefusal): number {
  if (code === 'API.310.100.003') return 404;
  return status === 409 ? 409 : 400;
}

function issueSentence({ issues: [first] }: z.ZodError): string {
  if (!first) return 'The request is not valid.';
  const where = first.path.length === 0 ? 'The body' : first.path.join('.');
  return sentence(`${where}: ${first.message}`);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
