import type { Units } from './units.js';

/** Status of an order line; see the transition table in `line-status.ts`. */
export type LineStatus =
  'NEW' | 'HAL' | 'ANG' | 'BES' | 'FUT' | 'EIN' | 'AUS' | 'RET' | 'MIN' | 'STO' | 'NLB';
export type HeaderStatus = 'HOLD' | 'OPEN' | 'CLOSED';

export type Person = {
  readonly salutation: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly street: string;
  readonly houseNr: string;
  readonly zip: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2; pixi's own padded code is made from it where it answers. */
  readonly country: string;
  readonly email: string;
  readonly phone: string;
};
/** Where the customer of a prepayment or an invoice must transfer to. */
export type TransferTarget = {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string;
  readonly reference: string;
};
export type Address = Person & {
  readonly addrKey: number;
  readonly custKey: number;
  readonly transfer: TransferTarget | null;
};

export type DatedText = { readonly at: number; readonly text: string; readonly user: string };
export type Customer = {
  readonly custKey: number;
  readonly shopId: string;
  readonly numberExternal: string;
  locked: boolean;
  readonly comments: DatedText[];
  readonly orderNrs: number[];
};

export type Item = {
  readonly itemKey: number;
  readonly itemNr: string;
  readonly name: string;
  readonly ean: string;
  readonly price: Units;
  readonly vat: 'H' | 'L' | 'N';
};

export type OrderLine = {
  readonly lineKey: number;
  /** The line it was split off, when only a part of a quantity was shipped, cancelled or returned; else its own key. */
  readonly originKey: number;
  readonly itemKey: number;
  qty: number;
  /** Gross, per piece. */
  readonly price: Units;
  status: LineStatus;
  invoiceKey: number | null;
  changedAt: number;
};

/** What pixi's card log would show. */
export type PaymentLogEntry = {
  readonly at: number;
  readonly call: 'authorization' | 'capture';
  readonly success: boolean;
  readonly payId: string;
  readonly message: string;
};

export type Order = {
  readonly orderNr: number;
  readonly orderNrExternal: string;
  readonly shopId: string;
  readonly custKey: number;
  readonly paymentCode: string;
  readonly currency: string;
  readonly shipCost: Units;
  readonly discount: Units;
  /** What of shipping cost and discount earlier invoices already carried. */
  shipCostInvoiced: Units;
  discountInvoiced: Units;
  locked: boolean;
  lockReason: string;
  /** Who changed the lock last; empty while nobody did. */
  lockUser: string;
  kkId: string;
  lastAuthCode: string;
  failTries: number;
  readonly orderedAt: number;
  changedAt: number;
  readonly paymentAddrKey: number;
  readonly shipmentAddrKey: number;
  readonly lines: OrderLine[];
  readonly invoiceKeys: number[];
  readonly comments: DatedText[];
  readonly paymentLog: PaymentLogEntry[];
};

export type InvoiceLine = {
  readonly invoiceLineKey: number;
  readonly lineKey: number;
  readonly itemKey: number;
  readonly qty: number;
  readonly price: Units;
};
/** An invoice, or (negative total) a credit note. */
export type Invoice = {
  readonly invoiceKey: number;
  readonly invoiceNr: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly refInvoiceKey: number | null;
  readonly orderNr: number;
  readonly total: Units;
  readonly shipCost: Units;
  readonly discount: Units;
  readonly lines: readonly InvoiceLine[];
  readonly invoicedAt: number;
  readonly shippedAt: number;
  paidSum: Units;
  paidAt: number | null;
  captureMarked: boolean;
  captureSum: Units | null;
  captureEventId: string | null;
  capturePayId: string | null;
  failTries: number;
};

/** An event of the customer account. `amount` is signed: payments +, refunds -. */
export type AccountEvent = {
  readonly eventKey: number;
  readonly custKey: number;
  readonly eventId: string;
  readonly amount: Units;
  readonly at: number;
  readonly comment: string;
  readonly invoiceKey: number | null;
  /** `capture` = made by the capture call itself; `manual` = by the booking call; `person` = somebody in pixi. */
  readonly source: 'capture' | 'manual' | 'person';
  deleted: boolean;
};

/** What a shop sends to pixi. `orderNrExternal` `null` = entered by hand: `P` + pixi's own number. */
export type OrderImport = {
  readonly orderNrExternal: string | null;
  readonly shopId: string;
  readonly paymentCode: string;
  readonly currency: string;
  readonly kkId: string;
  readonly lines: readonly {
    itemNr: string;
    name?: string | undefined;
    qty: number;
    price: Units;
  }[];
  readonly shipCost: Units;
  readonly discount: Units;
  readonly customer: Person;
  readonly shipTo: Person | null;
  readonly transfer: TransferTarget | null;
};

/** An import as pixi logs it; the XML itself is written from it when somebody asks. */
export type ImportLogEntry = {
  readonly logKey: number;
  readonly at: number;
  readonly orderNr: number;
  readonly id: string;
  readonly order: OrderImport;
};

export type Shop = {
  readonly shopId: string;
  readonly name: string;
  readonly currency: string;
  readonly street: string;
  readonly zip: string;
  readonly city: string;
};
export type PaymentType = {
  readonly code: string;
  readonly name: string;
  readonly xmlTag: string;
  readonly initialStatus: 'HAL' | 'ANG';
};
export type BookingEvent = {
  readonly eventId: string;
  readonly name: string;
  readonly sign: 1 | -1;
};
/** Master data that exists before the first order and survives a reset. */
export type PixiMasterData = {
  readonly shops: readonly Shop[];
  readonly paymentTypes: readonly PaymentType[];
  readonly bookingEvents: readonly BookingEvent[];
  readonly items: readonly Omit<Item, 'itemKey'>[];
};
