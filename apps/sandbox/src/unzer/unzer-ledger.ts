import { cancelAuthorization, cancelCharge } from './cancel-payment.js';
import { type Changed, changeAuthorization, chargePayment, shipPayment } from './charge-payment.js';
import type { CreatePayment, PaymentAction, Stamp, UnzerCommand } from './commands.js';
import { createPayment, customerIdOf } from './create-payment.js';
import type {
  LedgerPayment,
  LedgerTransaction,
  LedgerWebhook,
  StoredResource,
  UnzerEvent,
} from './ledger-state.js';
import { mint } from './mint.js';
import {
  chargeBack,
  expireAuthorization,
  finishPayment,
  receiveTransfer,
  refundByHand,
} from './outside-events.js';
import { eventsOf } from './unzer-events.js';
import { unknownPayment } from './unzer-refusal.js';
import { changeWebhook, deleteWebhooks, registerWebhooks } from './webhook-registry.js';

/** What a command did. `events` are to be delivered; the ledger itself tells nobody. */
export type UnzerResult = {
  readonly payment: LedgerPayment | null;
  readonly transactions: readonly LedgerTransaction[];
  readonly webhooks: readonly LedgerWebhook[];
  readonly resource: StoredResource | null;
  readonly events: readonly UnzerEvent[];
};
const NOTHING: UnzerResult = {
  payment: null,
  transactions: [],
  webhooks: [],
  resource: null,
  events: [],
};

type Dump = {
  readonly nextPayment: number;
  readonly nextWebhook: number;
  readonly payments: readonly LedgerPayment[];
  readonly resources: readonly StoredResource[];
  readonly webhooks: readonly LedgerWebhook[];
};

/** Real payment numbers are never small; four digits make them easy to tell apart from transaction numbers. */
const FIRST_PAYMENT = 1_001;
const FIRST_WEBHOOK = 61_001;

/**
 * The payment provider's own books, in memory. Changes only by `apply`, which validates first and throws `UnzerRefusal` before
 * anything changed; the same commands in the same order give the same books.
 */
export class UnzerLedger {
  #nextPayment = FIRST_PAYMENT;
  #nextWebhook = FIRST_WEBHOOK;
  #payments = new Map<string, LedgerPayment>();
  #byOrderId = new Map<string, string>();
  #resources = new Map<string, StoredResource>();
  #webhooks = new Map<string, LedgerWebhook>();

  apply(command: UnzerCommand): UnzerResult {
    switch (command.kind) {
      case 'create-payment':
        return this.#create(command);
      case 'store-resource': {
        const { publicKey, prefix, data, seed } = command;
        const id = command.id ?? `${publicKey.slice(0, 1)}-${prefix}-${mint(seed, prefix).token}`;
        return { ...NOTHING, resource: this.#store({ id, publicKey, data }) };
      }
      case 'register-webhooks': {
        const added = registerWebhooks(this.webhooks(), command, this.#nextWebhook);
        this.#nextWebhook += added.length;
        return this.#replaceWebhooks([...this.webhooks(), ...added], added);
      }
      case 'change-webhook': {
        const { all, changed } = changeWebhook(this.webhooks(), command);
        return this.#replaceWebhooks(all, [changed]);
      }
      case 'delete-webhooks': {
        const { all, deleted } = deleteWebhooks(this.webhooks(), command);
        return this.#replaceWebhooks(all, deleted);
      }
      default:
        return this.#changePayment(command);
    }
  }

  /** By payment id, or by the order id it was created with (the newest of several). `null` when the key pair has none. */
  find(publicKey: string, idOrOrderId: string): LedgerPayment | null {
    const id = this.#byOrderId.get(`${publicKey} ${idOrOrderId}`) ?? idOrOrderId;
    const payment = this.#payments.get(idOrOrderId) ?? this.#payments.get(id);
    return payment?.publicKey === publicKey ? payment : null;
  }

  payment(id: string): LedgerPayment | null {
    return this.#payments.get(id) ?? null;
  }

  /** Oldest first. */
  payments(): readonly LedgerPayment[] {
    return [...this.#payments.values()];
  }

  resource(publicKey: string, id: string): StoredResource | null {
    const resource = this.#resources.get(id);
    return resource?.publicKey === publicKey ? resource : null;
  }

  webhooks(publicKey?: string): readonly LedgerWebhook[] {
    const all = [...this.#webhooks.values()];
    return publicKey === undefined ? all : all.filter((hook) => hook.publicKey === publicKey);
  }

  dump(): unknown {
    return {
      nextPayment: this.#nextPayment,
      nextWebhook: this.#nextWebhook,
      payments: this.payments(),
      resources: [...this.#resources.values()],
      webhooks: this.webhooks(),
    } satisfies Dump;
  }

  load(dump: unknown): void {
    const state = dump as Dump; // written by our own dump()
    this.#nextPayment = state.nextPayment;
    this.#nextWebhook = state.nextWebhook;
    this.#payments = new Map(state.payments.map((payment) => [payment.id, payment]));
    this.#byOrderId = new Map();
    state.payments.forEach((payment) => this.#rememberOrderId(payment));
    this.#resources = new Map(state.resources.map((resource) => [resource.id, resource]));
    this.#webhooks = new Map(state.webhooks.map((hook) => [hook.id, hook]));
  }

  /** Forgets everything but the numbers: an id is never given to two payments, not even across a reset. */
  clear(): void {
    this.#payments.clear();
    this.#byOrderId.clear();
    this.#resources.clear();
    this.#webhooks.clear();
  }

  #create(command: CreatePayment & Stamp): UnzerResult {
    const payment = createPayment(command, { stamp: command, number: this.#nextPayment });
    this.#nextPayment += 1;
    const { publicKey, customer } = command;
    if (customer !== undefined && command.customerId === undefined)
      this.#store({ id: customerIdOf(publicKey, command), publicKey, data: customer });
    if (command.typeId === undefined)
      this.#store({ id: payment.typeId, publicKey, data: { method: payment.apiType } });
    this.#rememberOrderId(payment);
    return this.#keep(null, { payment, transactions: payment.transactions });
  }

  #changePayment(command: PaymentAction & Stamp): UnzerResult {
    const before = this.#payments.get(command.paymentId);
    if (before === undefined) throw unknownPayment(command.paymentId);
    return this.#keep(before, changePayment(before, command));
  }

  #keep(before: LedgerPayment | null, { payment, transactions }: Changed): UnzerResult {
    this.#payments.set(payment.id, payment);
    return { ...NOTHING, payment, transactions, events: eventsOf(before, payment, transactions) };
  }

  #rememberOrderId({ publicKey, orderId, id }: LedgerPayment): void {
    if (orderId !== '') this.#byOrderId.set(`${publicKey} ${orderId}`, id);
  }

  #store(resource: StoredResource): StoredResource {
    this.#resources.set(resource.id, resource);
    return resource;
  }

  #replaceWebhooks(all: readonly LedgerWebhook[], touched: readonly LedgerWebhook[]): UnzerResult {
    this.#webhooks = new Map(all.map((hook) => [hook.id, hook]));
    return { ...NOTHING, webhooks: touched };
  }
}

function changePayment(payment: LedgerPayment, command: PaymentAction & Stamp): Changed {
  switch (command.kind) {
    case 'charge':
      return chargePayment(payment, command, command);
    case 'cancel-authorization':
      return cancelAuthorization(payment, command, command);
    case 'cancel-charge':
      return cancelCharge(payment, command, command);
    case 'ship':
      return shipPayment(payment, command, command);
    case 'change-authorization':
      return changeAuthorization(payment, command);
    case 'finish':
      return finishPayment(payment, command, command);
    case 'receive':
      return receiveTransfer(payment, command, command);
    case 'chargeback':
      return chargeBack(payment, command, command);
    case 'expire':
      return expireAuthorization(payment, command);
    case 'refund-by-hand':
      return refundByHand(payment, command, command);
  }
}
