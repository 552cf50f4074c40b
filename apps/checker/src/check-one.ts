import {
  type CheckRule,
  type CheckViolation,
  type ConnectionId,
  type ForeignCall,
  type Instant,
  type Journal,
  type OrderFile,
  type OrderNumber,
  type OrderRef,
  type PaymentConfiguration,
  type ProblemDraft,
  HOUR,
  checkOrder,
  isTold,
  problemOfViolation,
} from '@abgleich/domain';
import { type ToldProblems, CHECKER_AREA } from '@abgleich/persistence';
import {
  type LedgerReader,
  type LedgersRead,
  readLedgers,
  unfinishedSince,
} from './read-ledgers.js';

export type OrderChecker = {
  readonly journal: Pick<Journal, 'readOrders' | 'write'>;
  readonly readTold: (ref: OrderRef) => Promise<ToldProblems>;
  readonly restMs: number;
};
export type CheckInput = Omit<LedgerReader, 'configuration' | 'ctx'> & {
  readonly connectionId: ConnectionId;
  readonly orderNumber: OrderNumber;
  /** The one that the order is processed under; `null`: there is none in use. */
  readonly configurationFor: (file: OrderFile) => PaymentConfiguration | null;
  readonly traceId: string;
  readonly record: (call: ForeignCall) => void;
};

/** checked: judged, and what was found is told · moved: something happened meanwhile, it says nothing · gone: nothing to judge. */
export type CheckOutcome =
  | {
      readonly kind: 'checked';
      readonly ref: OrderRef;
      readonly violations: readonly CheckViolation[];
      /** Rules that are broken, or were and could not be judged anew just now. */
      readonly findings: readonly string[];
    }
  | { readonly kind: 'moved' }
  | { readonly kind: 'gone'; readonly ref: OrderRef | null };

/** A look that is overdue by more than this is not coming: the order counts as at rest. */
const OVERDUE_MS = HOUR;

/**
 * Reads both sides of one order, judges them and tells what it found. Writes nothing to either side. Throws the `Fault` of a read.
 */
export async function checkOne(parts: OrderChecker, input: CheckInput): Promise<CheckOutcome> {
  const { connectionId, orderNumber, now } = input;
  const calls: ForeignCall[] = [];
  const ctx = {
    traceId: input.traceId,
    record(call: ForeignCall) {
      calls.push(call);
      input.record(call);
    },
  };
  const file = await readFile(parts, input);
  const configuration = file === null ? null : input.configurationFor(file);
  if (file === null || configuration === null) return { kind: 'gone', ref: file?.order ?? null };
  const ref = refOf(file);
  const told = await parts.readTold(ref);
  const ledgers = await readLedgers({ ...input, configuration, ctx }, file);
  const after = await readFile(parts, { connectionId, orderNumber });
  if (after === null || stepsOf(after) !== stepsOf(file)) return { kind: 'moved' };
  if (ledgers === null) return { kind: 'gone', ref };
  const { violations, atRest } = judged(parts, { file, told, ledgers, now });
  await tell(parts, { file, told, violations, atRest, calls, input });
  const findings = [...violations.map(({ rule }) => rule), ...(atRest ? [] : told.before)];
  return { kind: 'checked', ref, violations, findings: [...new Set(findings)] };
}

type Read = {
  readonly file: OrderFile;
  readonly told: ToldProblems;
  readonly ledgers: LedgersRead;
  readonly now: Instant;
};

function judged(
  { restMs }: OrderChecker,
  { file, told, ledgers, now }: Read,
): { readonly violations: readonly CheckViolation[]; readonly atRest: boolean } {
  const { forgotten, underWay } = unfinishedSince(file, now);
  const isYoung = (at: Instant | null): boolean => at !== null && at > now - restMs;
  const isNew = ledgers.documents.some(({ invoicedAt }) => isYoung(invoicedAt));
  const atRest = !underWay && !isNew && isAtRest(file, now, restMs);
  const said = { told: told.byOthers, unfinished: forgotten };
  return { violations: checkOrder({ ...ledgers.order, said }, { atRest }), atRest };
}

const refOf = ({ order }: OrderFile): OrderRef => ({
  organisationId: order.organisationId,
  connectionId: order.connectionId,
  orderNumber: order.orderNumber,
});

async function readFile(
  { journal }: OrderChecker,
  { connectionId, orderNumber }: Pick<CheckInput, 'connectionId' | 'orderNumber'>,
): Promise<OrderFile | null> {
  return (await journal.readOrders(connectionId, [orderNumber])).get(orderNumber) ?? null;
}

/** All that we did for the order: when it is the same before and after the reads, nothing of ours came in between. */
const stepsOf = ({ operations }: OrderFile): string =>
  operations
    .filter(({ kind }) => kind !== 'comment')
    .map(({ key, attempt, status }) => `${key}#${attempt}${status}`)
    .toSorted()
    .join('\n');

/** Nothing happened for a while, and nothing is about to. */
function isAtRest({ order, operations }: OrderFile, now: number, restMs: number): boolean {
  const isRecent = (at: number | null): boolean => at !== null && at > now - restMs;
  const { nextLookAt, recheckRequestedAt, firstSeenAt } = order;
  if (isRecent(firstSeenAt) || isRecent(recheckRequestedAt)) return false;
  if (operations.some(({ kind, finishedAt }) => kind !== 'comment' && isRecent(finishedAt)))
    return false;
  return nextLookAt === null || nextLookAt > now + restMs || nextLookAt < now - OVERDUE_MS;
}

type Telling = {
  readonly file: OrderFile;
  readonly told: ToldProblems;
  readonly violations: readonly CheckViolation[];
  readonly atRest: boolean;
  readonly calls: readonly ForeignCall[];
  readonly input: CheckInput;
};

/**
 * The whole truth about the checker's problems of the order: new ones are raised, those whose cause is gone end. What can be judged
 * only at rest stays as it is while the order is not. With the first news go the calls that show it, and where work was left the
 * rules are asked to look again.
 */
async function tell({ journal }: OrderChecker, telling: Telling): Promise<void> {
  const { file, told, violations, atRest, calls, input } = telling;
  // The cast is the parser of what the check before wrote down.
  const before = told.before as readonly CheckRule[];
  const found = violations
    .filter((one) => isTold(one, before))
    .map((one) => problemOfViolation(one, file.order, before));
  const open = [...(atRest ? [] : file.problems.filter(isOwn)), ...found];
  const news = violations.filter(({ rule }) => !before.includes(rule));
  const asksAgain = news.some(({ nature }) => nature === 'left');
  const documents = new Set([...told.ownDocuments, ...open.map(({ document }) => document)]);
  const first = {
    ...(news.length > 0 ? { calls } : {}),
    ...(asksAgain ? { events: [LOOK_AGAIN] } : {}),
  };
  const common = { ref: refOf(file), now: input.now, traceId: input.traceId };
  if (documents.size === 0 && news.length > 0) await journal.write({ ...common, ...first });
  for (const [index, document] of [...documents].entries())
    await journal.write({
      ...common,
      ...(index === 0 ? first : {}),
      problems: {
        area: CHECKER_AREA,
        document,
        open: open.filter((one) => one.document === document).map(draftOf),
      },
    });
}

const isOwn = ({ code }: ProblemDraft): boolean => code.startsWith(`${CHECKER_AREA}.`);
const draftOf = ({ code, severity, document, params }: ProblemDraft): ProblemDraft => ({
  code,
  severity,
  document,
  params,
});

const LOOK_AGAIN = {
  type: 'recheck.requested',
  data: { requestedBy: 'checker', why: 'checker' },
} as const;
