import { z } from 'zod';
import type {
  ConfigurationId,
  ConnectionId,
  ErpPaymentCode,
  OrganisationId,
  ShopId,
} from './ids.js';
import type { Secret } from './secret.js';

export const APP_MODES = ['standard', 'expert'] as const;
/** Standard: charged before the order is released. Experten (`expert`): charged per invoice when goods ship. */
export type AppMode = (typeof APP_MODES)[number];

/** What the rules may know of a configuration: no keys, no names. Form, validation and docs come from this one schema. */
export const policySchema = z.object({
  mode: z.enum(APP_MODES),
  /** Largest difference that counts as equal, in minor units ("Rundungsdifferenzen"). */
  toleranceMinor: z.number().int().min(0).max(10_000),
  /** Hours an unfinished payment (redirect, 3-D Secure, review) may stay so before the order is locked and released. */
  graceHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30)
    .default(24),
  /** Family `invoice`: settle only after the receipt instead of when the order is CLOSED. */
  settleInvoiceAfterReceipt: z.boolean().default(false),
  /** Days after which a notice warns that an authorisation may lapse while something can still be done; `null`: the method's own default (6, pay-later 21). */
  warnBeforeExpiryDays: z.number().int().min(1).max(365).nullable().default(null),
});
export type PaymentPolicy = z.infer<typeof policySchema>;

export const bookingCodeSchema = z.string().trim().min(1).max(3);
export const xmlTagSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .max(60);
export const publicKeySchema = z.string().regex(/^[sp]-pub-[a-zA-Z0-9]+$/);
export const privateKeySchema = z.string().regex(/^[sp]-priv-[a-zA-Z0-9]+$/);

/** One pixi database of an organisation. */
export type ErpConnection = {
  readonly id: ConnectionId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly endpointUrl: string;
  readonly database: string;
  readonly username: string;
  readonly password: Secret;
  readonly active: boolean;
};

/** One configured payment method, as saved in `version`. Exactly one per (connection, shop, payment code). */
export type PaymentConfiguration = {
  readonly id: ConfigurationId;
  readonly version: number;
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  readonly shopId: ShopId;
  readonly paymentCode: ErpPaymentCode;
  readonly active: boolean;
  readonly bookingCodeInvoice: string;
  readonly bookingCodeReturn: string;
  readonly xmlTag: string;
  readonly publicKey: string;
  readonly privateKey: Secret;
  /** Overrides the host that the key prefix would choose; set for the sandbox. */
  readonly providerUrl: string | null;
  readonly policy: PaymentPolicy;
};
