import type {
  CallContext,
  EventDraft,
  ForeignCall,
  InvoiceRecord,
  JournalResult,
  JournalWrite,
  Operation,
  OperationIntent,
  OperationKind,
  OperationOutcome,
  OrderChange,
  OrderRef,
} from '@abgleich/domain';
import type { ReconcilerParts } from './parts.js';

type Pending = {
  order?: OrderChange;
  invoices: Omit<InvoiceRecord, 'seenAt'>[];
  finish?: NonNullable<JournalWrite['finish']>;
  finishedKind?: OperationKind;
  decision?: NonNullable<JournalWrite['decision']>;
  problems?: NonNullable<JournalWrite['problems']>;
  events: EventDraft[];
  wake?: NonNullable<JournalWrite['wake']>;
  calls: ForeignCall[];
};

/** Whether, and from which state of knowledge, a refused effect may be begun again. */
export type Reopening = Required<
  Pick<NonNullable<JournalWrite['begin']>, 'reopenRefused' | 'seenAttempt'>
>;

/**
 * One piece of work on one order. Collects what is to be written and writes it together: the outcome of one effect travels
 * in the same transaction as the intent of the next, so a clean step costs one commit.
 */
export class OrderWork {
  readonly traceId: string;
  /** Handed to every foreign call, so that the call shows in the order's timeline. */
  readonly ctx: CallContext;
  #pending: Pending = { invoices: [], events: [], calls: [] };

  constructor(
    readonly parts: ReconcilerParts,
    readonly ref: OrderRef,
  ) {
    this.traceId = parts.newTraceId();
    this.ctx = { traceId: this.traceId, record: (call) => this.#pending.calls.push(call) };
  }

  changeOrder(change: OrderChange): void {
    this.#pending.order = { ...this.#pending.order, ...change };
  }

  noteInvoice(invoice: Omit<InvoiceRecord, 'seenAt'>): void {
    const others = this.#pending.invoices.filter(
      (one) => one.invoiceNumber !== invoice.invoiceNumber,
    );
    this.#pending.invoices = [...others, invoice];
  }

  noteDecision(decision: NonNullable<JournalWrite['decision']>): void {
    this.#pending.decision = decision;
  }

  noteProblems(problems: NonNullable<JournalWrite['problems']>): void {
    this.#pending.problems = problems;
  }

  emit(event: EventDraft): void {
    this.#pending.events.push(event);
  }

  /** Told with the rest only when the order waits so when it is written. */
  wake(wake: NonNullable<JournalWrite['wake']>): void {
    this.#pending.wake = wake;
  }

  /** Saves the intent (and everything pending with it). Only `begun` allows the call to be made. */
  async begin(intent: OperationIntent, reopen: Reopening): Promise<JournalResult> {
    const finished = this.#pending.finishedKind;
    const write = { ...this.#take(), begin: { intent, owner: this.parts.owner, ...reopen } };
    const result = await this.parts.journal.write(write);
    if (result.kind === 'payment-busy')
      this.#giveBack(write, finished); // nothing of it was kept
    else this.#outcomeSaved(finished);
    return result;
  }

  /** Notes the outcome; the next `begin` or `commit` saves it. One outcome at a time: call one of them in between. */
  finish({ key, kind, attempt }: Operation, outcome: OperationOutcome): void {
    this.#pending.finish = { key, attempt, outcome };
    this.#pending.finishedKind = kind;
  }

  async commit(): Promise<void> {
    if (this.#isEmpty()) return;
    const finished = this.#pending.finishedKind;
    await this.parts.journal.write(this.#take());
    this.#outcomeSaved(finished);
  }

  /** For what may be lost in a crash without harm: it shares a transaction with other orders' records. */
  commitSoon(): void {
    const finished = this.#pending.finishedKind;
    if (!this.#isEmpty()) this.parts.journal.writeSoon(this.#take());
    this.#outcomeSaved(finished);
  }

  /** Forgets the calls of a look that changed nothing, so that an unchanged order costs no commit. */
  discardCalls(): void {
    this.#pending.calls = [];
  }

  #outcomeSaved(kind: OperationKind | undefined): void {
    if (kind) this.parts.atStep?.(`${kind}.outcome-saved`);
  }

  #isEmpty(): boolean {
    const { order, invoices, finish, decision, problems, events, wake, calls } = this.#pending;
    const nothingNamed = !order && !finish && !decision && !problems && !wake;
    return nothingNamed && invoices.length === 0 && events.length === 0 && calls.length === 0;
  }

  #take(): JournalWrite {
    const { finishedKind: _told, ...pending } = this.#pending;
    this.#pending = { invoices: [], events: [], calls: [] };
    return { ref: this.ref, now: this.parts.clock.now(), traceId: this.traceId, ...pending };
  }

  #giveBack(write: JournalWrite, finishedKind: OperationKind | undefined): void {
    const { order, finish, decision, problems, wake } = write;
    this.#pending = {
      ...(order && { order }),
      ...(finish && { finish }),
      ...(finishedKind && { finishedKind }),
      ...(decision && { decision }),
      ...(problems && { problems }),
      ...(wake && { wake }),
      invoices: [...(write.invoices ?? [])],
      events: [...(write.events ?? [])],
      calls: [...(write.calls ?? [])],
    };
  }
}
