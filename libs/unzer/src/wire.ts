import { z } from 'zod';

/**
 * What Unzer's answers must look like for us to understand them. Everything we do not need is dropped here, everything Unzer may
 * leave out is optional; unset ids come as empty strings. Sources: recorded answers in Unzer's SDK tests.
 */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const amount = z.union([z.string(), z.number()]);
const optionalAmount = amount.nullish().transform((value) => value ?? null);
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .nullish()
  .transform((value) => value === true || value === 'true');
const resources = z
  .object({ typeId: text, paymentId: text, traceId: text, customerId: text })
  .nullish()
  .transform((value) => value ?? { typeId: '', paymentId: '', traceId: '', customerId: '' });

export const wireTransactionEntry = z.object({
  date: z.string(),
  type: z.string(),
  status: z.string(),
  url: z.string(),
  amount: optionalAmount,
});
export type WireTransactionEntry = z.infer<typeof wireTransactionEntry>;

/** Unzer lists every attempt ever made; a payment with more than this is not one of a web shop. */
const TRANSACTIONS_MAX = 1_000;

export const wirePayment = z.object({
  id: z.string(),
  state: z
    .object({ id: z.union([z.number(), z.string()]).nullish(), name: text })
    .nullish()
    .transform((value) => value ?? { id: null, name: '' }),
  amount: z.object({ total: amount, charged: amount, canceled: amount, remaining: amount }),
  currency: z.string(),
  resources,
  transactions: z
    .array(wireTransactionEntry)
    .max(TRANSACTIONS_MAX)
    .nullish()
    .transform((value) => value ?? []),
});
export type WirePayment = z.infer<typeof wirePayment>;

export const wireTransaction = z.object({
  id: z.string(),
  isSuccess: flag,
  isPending: flag,
  isResumed: flag,
  isError: flag,
  message: z
    .object({ code: text, merchant: text })
    .nullish()
    .transform((value) => value ?? { code: '', merchant: '' }),
  amount: optionalAmount,
  currency: text,
  date: text,
  resources,
  invoiceId: text,
  paymentReference: text,
  processing: z
    .object({ iban: text, bic: text, holder: text, descriptor: text, traceId: text })
    .nullish()
    .transform((value) => value ?? { iban: '', bic: '', holder: '', descriptor: '', traceId: '' }),
});
export type WireTransaction = z.infer<typeof wireTransaction>;

/** An error body. It can come with any HTTP status, 2xx included. */
export const wireError = z.object({
  id: text,
  isSuccess: flag,
  isPending: flag,
  isResumed: flag,
  isError: flag,
  traceId: text,
  message: z.object({ code: text, merchant: text }).nullish(),
  errors: z.array(z.object({ code: text, merchantMessage: text })).nullish(),
});
export type WireError = z.infer<typeof wireError>;

export const wireKeyPair = z.object({
  publicKey: z.string(),
  availablePaymentTypes: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
});

export const wireWebhook = z.object({ id: z.string(), url: z.string(), event: z.string() });
/** One registration comes as the object itself, several as a list. */
export const wireWebhooks = z
  .union([z.object({ events: z.array(wireWebhook) }), wireWebhook])
  .transform((value) => ('events' in value ? value.events : [value]));

const wireAddress = z
  .object({ name: text, street: text, zip: text, city: text, country: text })
  .nullish()
  .transform((value) => value ?? null);

/** A customer: only the addresses, nothing else personal is taken in. */
export const wireCustomer = z.object({
  id: text,
  billingAddress: wireAddress,
  shippingAddress: wireAddress,
});
export type WireCustomer = z.infer<typeof wireCustomer>;

/** What Unzer sends to a webhook. Unsigned: only the payment id and the public key are ever used, and both are checked. */
export const wireNotification = z.object({
  event: z.string().max(100),
  publicKey: z.string().max(100),
  paymentId: z.string().max(100).nullish(),
  retrieveUrl: z.string().max(1_000).nullish(),
});
