/** What the product needs of an ERP, each one something that a database can lack. The ERP's client says by which of its calls it is offered. */
export const ERP_ABILITIES = [
  'orders-to-release',
  'invoices-to-settle',
  'order-lines',
  'invoices',
  'invoice-lines',
  'changed-orders',
  'imported-orders',
  'manual-bookings',
  'settle-invoices',
  'release-orders',
  'order-totals',
  'order-headers',
  'customer-comments',
  'addresses',
  'customer-lock',
  'order-comments',
  'order-lock',
  'address-still-open',
  'items',
  'payment-details',
] as const;
export type ErpAbility = (typeof ERP_ABILITIES)[number];

/** An ability that a database lacks, and by which name its support knows it. */
export type MissingAbility = { readonly ability: ErpAbility; readonly procedure: string };
