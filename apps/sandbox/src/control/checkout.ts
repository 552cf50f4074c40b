import * as z from 'zod';
import { personNumber } from '../demo/people.js';
import { refuseBadImport } from '../pixi/ledger/import-order.js';
import type { OrderImport, Person, TransferTarget } from '../pixi/ledger/model.js';
import type { Units } from '../pixi/ledger/units.js';
import type { LedgerPayment } from '../unzer/ledger-state.js';
import { amountText } from './amount-text.js';
import { ControlError } from './control-error.js';
import type { SandboxWorld } from './sandbox-world.js';

const personSchema = z.looseObject({
  salutation: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  street: z.string().optional(),
  houseNr: z.string().optional(),
  zip: z.string().optional(),
  city: z.string().optional(),
  country: z.string().length(2).optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
});

/** What a shop does at checkout. `customer` fills a made-up person's gaps; `customer.shipTo` is another delivery address. */
export const checkoutSchema = z.object({
  shopId: z.string(),
  paymentCode: z.string().length(1),
  unzerType: z.string(),
  outcome: z.enum(['authorized', 'charged', 'pending', 'failed', 'none']),
  lines: z
    .array(
      z.object({
        itemNr: z.string().min(1).max(50),
        qty: z.number().int().positive().max(10_000),
        price: amountText,
        name: z.string().max(120).optional(),
      }),
    )
    .min(1),
  shipCost: amountText.optional(),
  discount: amountText.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capitals')
    .optional(),
  customer: personSchema.extend({ shipTo: personSchema.optional() }).optional(),
  manual: z.boolean().optional(),
  paymentAmount: amountText.optional(),
  paymentCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capitals')
    .optional(),
  kkId: z.string().max(50).optional(),
});
export type Checkout = z.output<typeof checkoutSchema>;

export type CheckedOut = {
  readonly orderNr: string;
  readonly orderNrExternal: string;
  readonly paymentId: string | null;
};

/** Shop order numbers look unlike pixi's own and are never given twice. */
const SHOP_NUMBERS_FROM = 300_000;

/** Plays the shop: the payment at Unzer first, then the order into pixi with the payment's id. All or nothing. */
export function checkOut(world: SandboxWorld, checkout: Checkout): CheckedOut {
  const { pixi } = world;
  const number = pixi.state().last.order + 1;
  const customer = personOf(checkout.customer ?? {}, personNumber(number));
  const shipTo = checkout.customer?.shipTo ? personOf(checkout.customer.shipTo, customer) : null;
  const order: OrderImport = {
    orderNrExternal: checkout.manual ? null : `${checkout.shopId}-${SHOP_NUMBERS_FROM + number}`,
    shopId: checkout.shopId,
    paymentCode: checkout.paymentCode,
    currency: checkout.currency ?? 'EUR',
    kkId: checkout.kkId ?? '',
    lines: checkout.lines,
    shipCost: checkout.shipCost ?? 0,
    discount: checkout.discount ?? 0,
    customer,
    shipTo,
    transfer: null,
  };
  refuseBadImport(pixi.state(), order);
  const payment = createPayment(world, checkout, order);
  const imported = pixi.run({
    do: 'import-order',
    at: world.now(),
    order: {
      ...order,
      kkId: checkout.kkId ?? payment?.id ?? '',
      transfer: payment ? transferOf(payment) : null,
    },
  });
  return {
    orderNr: String(imported.orderNr),
    orderNrExternal: imported.orderNrExternal ?? '',
    paymentId: payment?.id ?? null,
  };
}

function createPayment(
  world: SandboxWorld,
  { outcome, manual, unzerType, paymentAmount, paymentCurrency }: Checkout,
  order: OrderImport,
): LedgerPayment | null {
  if (outcome === 'none' || manual === true) return null;
  const { payment } = world.unzer.book({
    kind: 'create-payment',
    publicKey: world.seed.unzer.publicKey,
    apiType: unzerType,
    outcome,
    amount: paymentAmount ?? importedTotal(order),
    currency: paymentCurrency ?? order.currency,
    references: { orderId: order.orderNrExternal ?? '' },
    customer: unzerCustomer(order),
  });
  if (!payment) throw new ControlError(500, 'Unzer made no payment.');
  return payment;
}

/** What the customer agreed to pay. */
function importedTotal({ lines, shipCost, discount }: OrderImport): Units {
  const goods = lines.reduce((sum, { qty, price }) => sum + qty * price, 0);
  return Math.max(0, goods + shipCost - discount);
}

function unzerCustomer({ customer, shipTo }: OrderImport): Readonly<Record<string, unknown>> {
  return {
    firstname: customer.firstName,
    lastname: customer.lastName,
    email: customer.email,
    company: customer.company,
    billingAddress: unzerAddress(customer),
    shippingAddress: unzerAddress(shipTo ?? customer),
  };
}

const unzerAddress = (person: Person) => ({
  name: `${person.firstName} ${person.lastName}`.trim(),
  street: `${person.street} ${person.houseNr}`.trim(),
  zip: person.zip,
  city: person.city,
  country: person.country,
});

/** Shops hand the transfer data of prepayments and invoices on to pixi with the order. */
function transferOf({ transactions }: LedgerPayment): TransferTarget | null {
  const bank = transactions.find((entry) => entry.bank !== null)?.bank;
  if (!bank) return null;
  return { holder: bank.holder, iban: bank.iban, bic: bank.bic, reference: bank.descriptor };
}

function personOf(given: z.output<typeof personSchema>, usual: Person): Person {
  return {
    salutation: given.salutation ?? usual.salutation,
    firstName: given.firstName ?? usual.firstName,
    lastName: given.lastName ?? usual.lastName,
    company: given.company ?? usual.company,
    street: given.street ?? usual.street,
    houseNr: given.houseNr ?? (given.street === undefined ? usual.houseNr : ''),
    zip: given.zip ?? usual.zip,
    city: given.city ?? usual.city,
    country: given.country ?? usual.country,
    email: given.email ?? usual.email,
    phone: given.phone ?? usual.phone,
  };
}
