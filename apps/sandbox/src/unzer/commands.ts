import type { References } from './ledger-state.js';
import type { Units } from './units.js';

/** How the acquirer answers a call that moves money: at once, later, or with a refusal that stays in the payment's history. */
export type AcquirerAnswer = 'success' | 'pending' | { readonly declined: string };
export type CheckoutOutcome = 'authorized' | 'charged' | 'pending' | 'failed';

export type CreatePayment = {
  readonly kind: 'create-payment';
  readonly publicKey: string;
  readonly apiType: string;
  readonly outcome: CheckoutOutcome;
  readonly amount: Units;
  readonly currency: string;
  /** Which of the two a `pending` or `failed` checkout was; absent = what the method usually does. */
  readonly booking?: 'authorize' | 'charge' | undefined;
  readonly references?: Partial<References> | undefined;
  readonly typeId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly customer?: Readonly<Record<string, unknown>> | undefined;
  readonly basketId?: string | undefined;
  readonly metadataId?: string | undefined;
  readonly returnUrl?: string | undefined;
};
type OnPayment<Kind extends string> = { readonly kind: Kind; readonly paymentId: string };
type Money<Kind extends string> = OnPayment<Kind> & {
  /** `null` = everything that is left. */
  readonly amount: Units | null;
  readonly references?: Partial<References> | undefined;
  readonly acquirer?: AcquirerAnswer | undefined;
};

export type Charge = Money<'charge'>;
/** `authorizationId` absent = payment level. */
export type CancelAuthorization = Money<'cancel-authorization'> & {
  readonly authorizationId: string | null;
};
export type CancelCharge = Money<'cancel-charge'> & { readonly chargeId: string | null };
export type Ship = Money<'ship'>;
export type ChangeAuthorization = OnPayment<'change-authorization'> & { readonly amount: Units };

export type Finish = OnPayment<'finish'> & { readonly outcome: CheckoutOutcome };
export type Receive = OnPayment<'receive'> & { readonly amount: Units };
export type Chargeback = OnPayment<'chargeback'> & {
  readonly chargeId?: string | undefined;
  readonly amount?: Units | undefined;
};
export type Expire = OnPayment<'expire'>;
export type RefundByHand = OnPayment<'refund-by-hand'> & { readonly amount: Units };

export type StoreResource = {
  readonly kind: 'store-resource';
  readonly publicKey: string;
  /** Three characters of the id: `crd`, `cst`. */
  readonly prefix: string;
  /** Changes what is stored under this id; absent = a new one. */
  readonly id?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
};
export type RegisterWebhooks = {
  readonly kind: 'register-webhooks';
  readonly publicKey: string;
  readonly url: string;
  readonly events: readonly string[];
};
export type ChangeWebhook = {
  readonly kind: 'change-webhook';
  readonly publicKey: string;
  readonly id: string;
  readonly url: string;
};
/** `id` null = all of the key pair. */
export type DeleteWebhooks = {
  readonly kind: 'delete-webhooks';
  readonly publicKey: string;
  readonly id: string | null;
};

export type PaymentAction =
  | Charge
  | CancelAuthorization
  | CancelCharge
  | Ship
  | ChangeAuthorization
  | Finish
  | Receive
  | Chargeback
  | Expire
  | RefundByHand;
/** Everything that changes the ledger. */
export type UnzerAction =
  CreatePayment | PaymentAction | StoreResource | RegisterWebhooks | ChangeWebhook | DeleteWebhooks;

/** When it happened (ISO) and where its random parts come from: with both, replaying gives the same ledger to the letter. */
export type Stamp = { readonly at: string; readonly seed: string };
export type UnzerCommand = UnzerAction & Stamp;
