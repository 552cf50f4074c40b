declare const brand: unique symbol;
/** A string (or number) that cannot be mistaken for another one of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A tenant: the merchant who signed up. UUID. */
export type OrganisationId = Brand<string, 'OrganisationId'>;
/** One ERP database of an organisation. UUID. */
export type ConnectionId = Brand<string, 'ConnectionId'>;
/** One configured payment method; its `version` counts its saves. UUID. */
export type ConfigurationId = Brand<string, 'ConfigurationId'>;
/** The ERP's own running order number, as decimal digits. */
export type OrderNumber = Brand<string, 'OrderNumber'>;
/** The order number the shop gave. Unique per shop only. */
export type ShopOrderNumber = Brand<string, 'ShopOrderNumber'>;
/** An invoice or credit note number. Opaque: `DEM0000021`. */
export type InvoiceNumber = Brand<string, 'InvoiceNumber'>;
/** A shop (Mandant) inside one ERP database: up to three characters. */
export type ShopId = Brand<string, 'ShopId'>;
/** The ERP's one-character payment method code. Case matters. */
export type ErpPaymentCode = Brand<string, 'ErpPaymentCode'>;
/** The payment provider's id of one payment: `s-pay-1042`. */
export type ProviderPaymentId = Brand<string, 'ProviderPaymentId'>;
/** A transaction of a payment by its path below the payment: `charges/s-chg-1/cancels/s-cnl-1`. Unique in a payment; bare ids are not. */
export type TransactionPath = Brand<string, 'TransactionPath'>;
/** What an effect is for, never an attempt: derived by `operationKey`. Unique in the journal. */
export type OperationKey = Brand<string, 'OperationKey'>;
/** Ties log lines, calls and events of one piece of work together. */
export type TraceId = Brand<string, 'TraceId'>;
