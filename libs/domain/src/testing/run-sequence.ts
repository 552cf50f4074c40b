import { applyReceipt } from '../apply-receipt.js';
import { decideCapture } from '../capture/decide-capture.js';
import type { PaymentPolicy } from '../configuration.js';
import type { Command, Decision } from '../decision.js';
import type { ErpInvoice, ErpOrder } from '../erp.js';
import { eur, isPositive, type Money } from '../money.js';
import { repeatableDocument } from '../operation-history.js';
import type { Operation, OperationStatus } from '../operation.js';
import type { PaymentFinding, PaymentSnapshot } from '../payment.js';
import { decideRelease } from '../release/decide-release.js';
import { HOUR, instant, plusMs, type Instant } from '../time.js';
import {
  anInvoice,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  invoiceNumber,
  NOW,
  path,
} from './builders.js';
import { printCommand } from './print-decision.js';

/** Rounds until a rule has nothing left to ask for; more would be going in circles. */
const ROUNDS_MAX = 6;

/**
 * A small world with one order and one payment, driven by lines of text. It carries out what the rules ask for as the provider and
 * the ERP would, and says in one line what happened: the commands in order, or the reason when there was none, and the problems.
 */
export class SequenceWorld {
  now: Instant = NOW;
  order: ErpOrder = anOrder({ locked: false });
  policy: PaymentPolicy = aPolicy();
  payment: PaymentSnapshot | null = null;
  invoices: ErpInvoice[] = [];
  operations: Operation[] = [];
  /** Captured at the provider, refunds not deducted: the double charge would show here. */
  capturedMinor = 0;
  /** How often the rules asked for more than the authorisation still held. */
  overAsked = 0;
  /** When set, the rules see this instead of the payment as it is: a memory that nobody refreshed. */
  remembered: PaymentSnapshot | null = null;
  #recheckRequestedAt: Instant | null = null;
  #nextAnswer: 'success' | 'refused' | 'pending' | 'lost' = 'success';
  #charges = 0;

  /** Runs one line: a verb and its words. Returns what happened; throws on a verb it does not know. */
  run(line: string): string {
    const [verb = '', ...words] = line.trim().split(/\s+/);
    const verbs: Readonly<Record<string, (words: readonly string[]) => string>> = {
      mode: ([mode]) =>
        this.#set(
          () => (this.policy = aPolicy({ mode: mode === 'standard' ? 'standard' : 'expert' })),
        ),
      order: ([total = '']) => this.#set(() => (this.order = { ...this.order, total: eur(total) })),
      begin: ([amount]) => this.#pay(`authorization pending ${amount}`),
      fail: ([amount]) => this.#pay(`authorization error ${amount}`),
      authorize: ([amount]) => this.#pay(`authorization success ${amount}`),
      charge: ([amount]) => this.#pay(`capture success ${amount}`),
      review: () => this.#release(),
      ship: ([name = '', total = '']) => this.#ship(name, eur(total)),
      again: ([name = '', total]) => this.#capture(name, total),
      'somebody-captures': ([amount = '']) =>
        this.#set(() => this.#applyCapture(eur(amount), 'success')),
      'next-answer': ([answer]) => this.#set(() => (this.#nextAnswer = answer as 'refused')), // written in the table
      'answer-arrives': ([status = 'done']) =>
        this.#set(() => this.#endOpen(status as OperationStatus)), // written in the table
      recheck: () => this.#set(() => (this.#recheckRequestedAt = this.now)),
      hours: ([count]) => this.#set(() => (this.now = plusMs(this.now, Number(count) * HOUR))),
    };
    const act = verbs[verb];
    if (act === undefined) throw new Error(`No such verb: ${verb}`);
    this.now = plusMs(this.now, 1_000);
    return act(words);
  }

  #set(change: () => unknown): string {
    change();
    return 'ok';
  }

  #pay(line: string): string {
    const earlier = this.payment === null ? [] : this.payment.transactions;
    const payment = aPayment([line]);
    const listed = payment.transactions.map((entry) => ({
      ...entry,
      path: path(`${entry.path}-${earlier.length}`),
    }));
    this.payment = { ...payment, transactions: [...earlier, ...listed] };
    this.capturedMinor += payment.captured.minor;
    return this.#release();
  }

  get #finding(): PaymentFinding {
    const payment = this.remembered ?? this.payment;
    return payment === null ? { kind: 'unknown-to-keys' } : { kind: 'found', payment };
  }

  get #memory() {
    return {
      firstSeenAt: NOW,
      operations: this.operations,
      recheckRequestedAt: this.#recheckRequestedAt,
    };
  }

  #release(): string {
    return this.#untilDone(() =>
      decideRelease({
        order: this.order,
        policy: this.policy,
        payment: this.#finding,
        memory: this.#memory,
        now: this.now,
      }),
    );
  }

  #ship(name: string, total: Money): string {
    this.invoices.push(anInvoice({ invoiceNumber: invoiceNumber(name), total }));
    return this.#capture(name);
  }

  #capture(name: string, total?: string): string {
    const find = (): ErpInvoice => {
      const invoice = this.invoices.find((one) => one.invoiceNumber === name);
      if (invoice === undefined) throw new Error(`No such invoice: ${name}`);
      return total === undefined ? invoice : { ...invoice, total: eur(total), settled: false };
    };
    return this.#untilDone(() =>
      decideCapture({
        invoice: find(),
        otherInvoices: this.invoices.filter((one) => one.invoiceNumber !== name),
        policy: this.policy,
        payment: this.#finding,
        memory: this.#memory,
        now: this.now,
      }),
    );
  }

  #untilDone(decide: () => Decision<string>): string {
    const done: string[] = [];
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const { commands, reason, problems } = decide();
      const marks = problems.map(
        ({ code, severity }) => `${severity === 'error' ? '!' : '?'}${code}`,
      );
      if (commands.length === 0)
        return [...(done.length > 0 ? done : [reason]), ...marks].join(', ');
      for (const command of commands) {
        done.push(printCommand(command));
        this.#execute(command);
      }
    }
    throw new Error(`No end after ${ROUNDS_MAX} rounds: ${done.join(', ')}`);
  }

  #execute(command: Command): void {
    switch (command.kind) {
      case 'capture':
        return this.#answerCapture(command);
      case 'settle':
        this.invoices = this.invoices.map((one) =>
          one.invoiceNumber === command.invoiceNumber ? { ...one, settled: true } : one,
        );
        return this.#note(
          anOperation({
            kind: 'settlement',
            document: command.invoiceNumber,
            amount: command.amount,
          }),
        );
      case 'release':
        this.order = { ...this.order, status: 'open' };
        break;
      case 'lock':
      case 'unlock':
        this.order = { ...this.order, locked: command.kind === 'lock' };
        break;
      default:
        throw new Error(`Not played here yet: ${command.kind}`);
    }
    this.#note(
      anOperation({
        kind: command.kind,
        document: repeatableDocument(command.kind, this.operations),
      }),
    );
  }

  #answerCapture({ amount, document }: Extract<Command, { kind: 'capture' }>): void {
    const answer = this.#nextAnswer;
    this.#nextAnswer = 'success';
    const operation = anOperation({ kind: 'capture', document, amount });
    const tooMuch = this.payment === null || amount.minor > this.payment.remaining.minor;
    if (tooMuch) this.overAsked += 1;
    if (answer === 'refused' || tooMuch) {
      const refusal = { code: 'unzer.amount-exceeded', message: 'Refused' };
      return this.#note({ ...operation, status: 'refused', refusal });
    }
    if (answer === 'lost') return this.#note({ ...operation, status: 'open', finishedAt: null });
    const transactionPath = this.#applyCapture(amount, answer);
    const status = answer === 'pending' ? 'pending' : 'done';
    this.#note({
      ...operation,
      status,
      transactionPath,
      finishedAt: answer === 'pending' ? null : this.now,
    });
  }

  #applyCapture(amount: Money, status: 'success' | 'pending') {
    if (this.payment === null || !isPositive(amount)) throw new Error('Nothing to capture');
    this.#charges += 1;
    const transactionPath = path(`charges/s-chg-own${this.#charges}`);
    this.payment = applyReceipt(this.payment, {
      kind: 'capture',
      path: transactionPath,
      amount,
      at: this.now,
      status,
    });
    if (status === 'success') this.capturedMinor += amount.minor;
    return transactionPath;
  }

  /** The look-up found out what became of the open or pending capture. */
  #endOpen(status: OperationStatus): void {
    const open = this.operations.find((one) => one.status === 'open' || one.status === 'pending');
    if (open?.amount === undefined || open.amount === null) throw new Error('Nothing is open');
    const { amount } = open;
    if (status !== 'done') return this.#note({ ...open, status, finishedAt: this.now });
    const known = open.transactionPath;
    if (known === null) {
      const transactionPath = this.#applyCapture(amount, 'success');
      return this.#note({ ...open, status, transactionPath, finishedAt: this.now });
    }
    if (this.payment !== null)
      this.payment = applyReceipt(this.payment, {
        kind: 'capture',
        path: known,
        amount,
        at: this.now,
        status: 'success',
      });
    this.capturedMinor += amount.minor;
    this.#note({ ...open, status, finishedAt: this.now });
  }

  #note(operation: Operation): void {
    const others = this.operations.filter((one) => one.key !== operation.key);
    this.operations = [
      ...others,
      {
        ...operation,
        openedAt: this.now,
        finishedAt: operation.finishedAt === null ? null : instant(this.now),
      },
    ];
  }
}

export type SequenceLine = {
  readonly line: string;
  readonly expected: string;
  readonly actual: string;
};

/** Runs a table of `line -> what happens`; blank lines are skipped. Compare `actual` with `expected`. */
export function runSequence(table: string): readonly SequenceLine[] {
  const world = new SequenceWorld();
  return table
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const [line = '', expected = 'ok'] = text.split(/\s+->\s+/);
      return { line, expected, actual: world.run(line) };
    });
}
