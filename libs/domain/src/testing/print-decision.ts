import { assertNever } from '../assert.js';
import type { Command, Decision } from '../decision.js';
import { formatMoney } from '../money.js';
import type { ProblemDraft } from '../problem-codes.js';

/** A command as the tables write it: `capture order 100.00`, `lock`, `settle DEM0000021 60.00`. */
export function printCommand(command: Command): string {
  switch (command.kind) {
    case 'capture':
      return `capture ${command.document} ${formatMoney(command.amount)}`;
    case 'settle':
      return `settle ${command.invoiceNumber} ${formatMoney(command.amount)}`;
    case 'lock':
    case 'unlock':
    case 'release':
      return command.kind;
    case 'announce-shipment':
      return `ship ${command.invoiceNumber}`;
    case 'reverse':
    case 'refund':
      return printGivingBack(command);
    case 'book':
      return `book ${command.creditNoteNumber} ${formatMoney(command.amount)}`;
    default:
      return assertNever(command);
  }
}

/** `refund DEM0000022 20.00 of s-chg-2`; without `of` it goes to the payment as a whole or to its authorisation. */
function printGivingBack({
  kind,
  document,
  amount,
  charge,
}: Extract<Command, { kind: 'reverse' | 'refund' }>): string {
  const of = charge === null ? '' : ` of ${charge.split('/').at(-1) ?? charge}`;
  return `${kind} ${document} ${formatMoney(amount)}${of}`;
}

const printProblem = ({ severity, code }: ProblemDraft): string => `${severity} ${code}`;

/** What a table row expects of a decision. */
export type ExpectedDecision = {
  readonly reason: string;
  readonly state: string;
  readonly commands: readonly string[];
  readonly problems: readonly string[];
};

export function printDecision(decision: Decision<string>): ExpectedDecision {
  return {
    reason: decision.reason,
    state: decision.state,
    commands: decision.commands.map(printCommand),
    problems: decision.problems.map(printProblem),
  };
}
