import { decideCancelReturn } from '../cancel-return/decide-cancel-return.js';
import { decideCapture } from '../capture/decide-capture.js';
import type { Command, Decision } from '../decision.js';
import type { ErpInvoice, ErpOrder, ErpOrderLine } from '../erp.js';
import { eur, formatMoney, sum, type Money } from '../money.js';
import { repeatableDocument } from '../operation-history.js';
import type { Operation } from '../operation.js';
import type { PaymentMethodCode } from '../payment-methods.js';
import type { PaymentFinding } from '../payment.js';
import { decideRelease } from '../release/decide-release.js';
import { HOUR, plusMs, type Instant } from '../time.js';
import {
  aCreditNote,
  aMemory,
  anInvoice,
  anOperation,
  anOrder,
  aPolicy,
  invoiceNumber,
  NOW,
  orderLines,
} from './builders.js';
import { printCommand } from './print-decision.js';
import { PaidWorld } from './provider-ledger.js';

/** Rounds until a rule has nothing left to ask for; more would be going in circles. */
const ROUNDS_MAX = 20;

/**
 * One order of any method from release to return, driven by lines of text. After every line all three rules look at the order until
 * none asks for anything; the answer is what they did and the problems that stay.
 */
export class ReturnWorld {
  now: Instant = NOW;
  method: PaymentMethodCode = 'card';
  policy = aPolicy();
  order: ErpOrder = anOrder({ locked: false });
  lines: ErpOrderLine[] = [];
  invoices: ErpInvoice[] = [];
  notes: ErpInvoice[] = [];
  operations: Operation[] = [];
  readonly provider = new PaidWorld();
  /** Effects asked for under a name that is done already: what the journal would swallow. */
  doubles = 0;
  #answer: 'success' | 'refused' | 'lost' | 'pending' = 'success';

  /** Runs one line: a verb and its words; then looks. Throws on a verb that it does not know. */
  run(text: string): string {
    const [verb = '', ...words] = text.trim().split(/\s+/);
    this.now = plusMs(this.now, HOUR);
    this.#act(verb, words);
    return verb === 'next-answer' ? 'ok' : this.look();
  }

  #act(verb: string, [first = '', second = '', third]: readonly string[]): void {
    switch (verb) {
      case 'order':
        return this.#begin(first as PaymentMethodCode, second); // a table of the test writes it
      case 'pay':
        return this.provider.add(`${first.replace('-', ' ')} ${second}`, this.method);
      case 'ship':
        return this.#ship(first, second);
      case 'cancel':
        return this.#mark(first, { status: 'cancelled' });
      case 'reinstate':
        this.lines = this.lines.map((one) =>
          `L${one.lineKey}` === first ? { ...one, status: 'accepted' } : one,
        );
        this.order = { ...this.order, status: 'open' };
        return this.#total();
      case 'credit':
        this.notes.push(
          aCreditNote({
            ...this.#named(first),
            total: eur(`-${second}`),
            corrects: third === undefined ? null : invoiceNumber(third),
          }),
        );
        return undefined;
      case 'settle-by-hand':
        this.#settle(first);
        return undefined;
      case 'refund-by-hand':
        return this.provider.add(`refund success ${second} ${first}`, this.method);
      case 'next-answer':
        this.#answer = first as 'success'; // a table of the test writes it
        return undefined;
      case 'arrives':
        return this.#arrives(first === 'done');
      case 'forget':
        this.operations = [];
        return undefined;
      case 'look':
        return undefined;
      default:
        throw new Error(`No such verb: ${verb}`);
    }
  }

  /** `order card 60.00+40.00`, `order card/standard 60.00`. */
  #begin(method: string, prices: string): void {
    const [code = '', mode] = method.split('/');
    this.method = code as PaymentMethodCode; // a table of the test writes it
    if (mode === 'standard') this.policy = aPolicy({ mode });
    this.lines = [...orderLines(...prices.split('+').map((price) => `accepted ${price}`))];
    this.#total();
  }

  #total(): void {
    const open = this.lines.filter(({ status }) => status !== 'cancelled');
    const total = sum(
      open.map(({ price }) => price),
      eur('0').currency,
    );
    const isFinal = this.lines.every(
      ({ status }) => status === 'shipped' || status === 'cancelled',
    );
    this.order = { ...this.order, total, status: isFinal ? 'closed' : this.order.status };
  }

  #mark(name: string, fields: Partial<ErpOrderLine>): void {
    const key = name.replace('L', '');
    this.lines = this.lines.map((one) =>
      one.lineKey === key && one.status === 'accepted' ? { ...one, ...fields } : one,
    );
    this.#total();
  }

  #ship(line: string, name: string): void {
    const found = this.lines.find((one) => `L${one.lineKey}` === line);
    if (found?.status !== 'accepted') return;
    this.invoices.push(anInvoice({ ...this.#named(name), total: found.price }));
    this.#mark(line, { status: 'shipped', invoiceNumber: invoiceNumber(name) });
  }

  #named = (name: string) => ({
    invoiceNumber: invoiceNumber(name),
    invoiceKey: this.invoices.length + this.notes.length + 1,
  });

  #settle(name: string): void {
    const settled = (one: ErpInvoice) =>
      one.invoiceNumber === name ? { ...one, settled: true } : one;
    this.invoices = this.invoices.map(settled);
    this.notes = this.notes.map(settled);
  }

  /** Everything the rules want now, in their order; `quiet` when that is nothing. */
  look(): string {
    const done: string[] = [];
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const decisions = this.#decisions();
      const next = decisions.find(({ commands }) => commands.length > 0);
      if (next === undefined)
        return [...(done.length > 0 ? done : ['quiet']), ...marksOf(decisions)].join(', ');
      for (const command of next.commands) {
        done.push(printCommand(command));
        if (!this.#execute(command)) break;
      }
    }
    throw new Error(`No end after ${ROUNDS_MAX} rounds: ${done.join(', ')}`);
  }

  #decisions(): readonly Decision<string>[] {
    const { order, policy, lines, now, operations } = this;
    const memory = aMemory({ operations });
    const payment: PaymentFinding = {
      kind: 'found',
      payment: this.provider.snapshot(this.method, now),
    };
    const facts = { order, policy, payment, memory, now };
    const captures = this.invoices.map((invoice) =>
      decideCapture({
        ...facts,
        invoice,
        otherInvoices: [...this.invoices, ...this.notes].filter((one) => one !== invoice),
        orderStatus: order.status,
      }),
    );
    const documents = [...this.invoices, ...this.notes];
    return [decideRelease(facts), ...captures, decideCancelReturn({ ...facts, lines, documents })];
  }

  /** `false` when the rest of the commands must not follow. */
  #execute(command: Command): boolean {
    switch (command.kind) {
      case 'release':
      case 'lock':
      case 'unlock':
        if (command.kind === 'release') this.order = { ...this.order, status: 'open' };
        else this.order = { ...this.order, locked: command.kind === 'lock' };
        return this.#note(
          anOperation({
            kind: command.kind,
            document: repeatableDocument(command.kind, this.operations),
          }),
        );
      case 'settle':
        this.#settle(command.invoiceNumber);
        return this.#note(
          anOperation({
            kind: 'settlement',
            document: command.invoiceNumber,
            amount: command.amount,
          }),
        );
      case 'book':
        this.#settle(command.creditNoteNumber);
        return this.#note(
          anOperation({
            kind: 'booking',
            document: command.creditNoteNumber,
            amount: command.amount,
          }),
        );
      case 'announce-shipment':
        return this.#atProvider(
          anOperation({ kind: 'shipment-notice', amount: this.order.total }),
          null,
        );
      case 'capture':
        return this.#atProvider(
          anOperation({ kind: 'capture', document: command.document, amount: command.amount }),
          null,
        );
      case 'reverse':
      case 'refund': {
        const kind = command.kind === 'reverse' ? 'reversal' : 'refund';
        const charge = command.charge?.split('/').at(-1) ?? null;
        return this.#atProvider(
          anOperation({ kind, document: command.document, amount: command.amount }),
          charge,
        );
      }
    }
  }

  #atProvider(operation: Operation, charge: string | null): boolean {
    const { kind, amount } = operation;
    const answer = this.#answer;
    this.#answer = 'success';
    const refusal = { code: 'unzer.not-allowed', message: 'Refused' };
    if (answer === 'refused')
      return this.#note({ ...operation, status: 'refused', refusal }) && false;
    if (!this.provider.allows(kind, amount ?? eur('0'), charge))
      return this.#note({ ...operation, status: 'refused', refusal }) && false;
    const status = answer === 'pending' ? 'pending' : 'success';
    const of = charge === null ? '' : ` ${charge}`;
    this.provider.add(`${kind} ${status} ${formatMoney(amount ?? eur('0'))}${of}`, this.method);
    const transactionPath = this.provider.lastPath();
    if (answer === 'lost')
      return this.#note({ ...operation, status: 'open', finishedAt: null }) && false;
    if (answer === 'pending')
      return (
        this.#note({ ...operation, status: 'pending', finishedAt: null, transactionPath }) && false
      );
    return this.#note({ ...operation, transactionPath });
  }

  /** The look-up found what became of the operation without a final answer. */
  #arrives(isDone: boolean): void {
    const open = this.operations.find(({ status }) => status === 'open' || status === 'pending');
    if (open === undefined) return;
    if (open.status === 'pending' || !isDone) this.provider.endLast(isDone);
    const transactionPath = isDone ? this.provider.lastPath() : null;
    const refusal = isDone ? null : { code: 'unzer.failed', message: 'Failed' };
    this.#note({ ...open, status: isDone ? 'done' : 'refused', refusal, transactionPath });
  }

  #note(operation: Operation): true {
    const before = this.operations.find(({ key }) => key === operation.key);
    if (before?.status === 'done') this.doubles += 1;
    const at = { openedAt: this.now, finishedAt: operation.finishedAt === null ? null : this.now };
    const finished =
      operation.status === 'open' || operation.status === 'pending'
        ? { ...at, finishedAt: null }
        : { ...at, finishedAt: this.now };
    this.operations = [
      ...this.operations.filter((one) => one !== before),
      { ...operation, ...finished },
    ];
    return true;
  }
}

const marksOf = (decisions: readonly Decision<string>[]): readonly string[] => [
  ...new Set(
    decisions.flatMap(({ problems }) =>
      problems.map(({ severity, code }) => `${severity === 'error' ? '!' : '?'}${code}`),
    ),
  ),
];

export const minorOf = (amounts: readonly Money[]): number =>
  amounts.reduce((total, { minor }) => total + minor, 0);
