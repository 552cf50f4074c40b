import {
  designed,
  inferred,
  param,
  required,
  returnCodeColumns,
  verified,
  type PixiProcedure,
} from './procedure-definition.js';

const queueParams = [
  param('paymentCode', 'PaymentCode', 'char', { maxLength: 1, traced: true }),
  param('includeHidden', 'ShowAll', 'bit', { traced: true }),
  param('limit', 'RowCount', 'int', { droppable: true, since: '22.06', traced: true }),
] as const;

const billingColumns = [
  verified('zip', 'ZIP', 'varchar', { maxLength: 10 }),
  verified('city', 'City', 'varchar', { maxLength: 50 }),
  verified('phone', 'Phone', 'varchar', { maxLength: 60 }),
  verified('salutation', 'Anrede', 'varchar', { maxLength: 60 }),
  verified('careOf', 'CareOf', 'varchar', { maxLength: 60 }),
  verified('address', 'Address', 'varchar', { maxLength: 110 }),
  inferred('country', 'Country', 'varchar', { maxLength: 60 }),
  inferred('lastName', 'LastName', 'varchar', { maxLength: 60 }),
  inferred('firstName', 'FirstName', 'varchar', { maxLength: 60 }),
] as const;

/** Orders of a payment method that wait for authorisation. An order leaves the queue when it is released or cancelled. */
export const pixiPayGetOrdersToAuthorize = {
  name: 'pixiPayGetOrdersToAuthorize',
  writes: false,
  success: 'rows',
  params: queueParams,
  rowSets: [
    {
      columns: [
        ...billingColumns,
        verified('shopId', 'ShopID', 'varchar', { maxLength: 3 }),
        verified('orderNumber', 'OrderNr', 'int'),
        inferred('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        verified('shipCost', 'ShipCost', 'money'),
        verified('paymentId', ['ccpPayID', 'CcpPayID'], 'varchar', { maxLength: 50 }),
        inferred('paymentCode', ['PaymentCode', 'PaymentType'], 'char', { maxLength: 1 }),
        inferred('total', 'OrderTotal', 'money'),
        inferred('currency', ['CurrencyCode', 'OrderCurrency'], 'varchar', { maxLength: 3 }),
        inferred('orderedAt', 'OrderDate', 'datetime'),
        verified('cardOwner', 'CardOwner', 'varchar', { maxLength: 60, card: true }),
        verified('cardCheckCode', 'CardCVC', 'varchar', { maxLength: 4, card: true }),
        inferred('cardNumber', 'CardNumber', 'varchar', { maxLength: 50, card: true }),
        inferred('cardType', 'CardType', 'varchar', { maxLength: 20, card: true }),
        inferred('cardExpiry', 'CardExpDate', 'varchar', { maxLength: 10, card: true }),
        designed('failureCount', 'ccpSetFailTries', 'int'),
        designed('authorizationCode', 'ccpLastAuthCode', 'varchar', { maxLength: 50 }),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** Invoices of a payment method that are shipped and not yet marked as captured; credit notes with negative totals among them. */
export const pixiPayGetInvoicesToCapture = {
  name: 'pixiPayGetInvoicesToCapture',
  writes: false,
  success: 'rows',
  params: [
    ...queueParams,
    param('fromInvoiceKey', 'FromInvoiceId', 'int', { since: '22.06', traced: true }),
  ],
  rowSets: [
    {
      columns: [
        ...billingColumns,
        verified('email', ['eMail', 'Email'], 'varchar', { maxLength: 60 }),
        verified('shopId', 'ShopID', 'varchar', { maxLength: 3 }),
        verified('total', 'Total', 'money'),
        inferred('invoiceNumber', 'InvoiceNr', 'varchar', { maxLength: 20 }),
        inferred('invoiceKey', ['InvoiceId', 'InvoiceKey'], 'int'),
        inferred('orderNumber', 'OrderNr', 'int'),
        inferred('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        inferred('customerKey', 'CustKey', 'int'),
        inferred('paymentId', ['ccpPayID', 'CcpPayID'], 'varchar', { maxLength: 50 }),
        inferred('paymentCode', ['PaymentCode', 'PaymentType'], 'char', { maxLength: 1 }),
        inferred('currency', ['CurrencyCode', 'OrderCurrency'], 'varchar', { maxLength: 3 }),
        inferred('invoicedAt', ['InvoiceDate', 'InvDate'], 'datetime'),
        inferred('shipCost', 'ShipCost', 'money'),
        designed('invoiceType', 'InvoiceType', 'char', { maxLength: 1 }),
        designed('corrects', 'RefInvoiceNr', 'varchar', { maxLength: 20 }),
        verified('cardCheckCode', 'CardCVC', 'varchar', { maxLength: 4, card: true }),
        designed('failureCount', 'ccpSetFailTries', 'int'),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** The outcome of an authorisation. Success releases the order from HOLD to OPEN; `paymentId` overwrites the KK-ID field. */
export const pixiPaySetAuthorizationStatus = {
  name: 'pixiPaySetAuthorizationStatus',
  writes: true,
  success: 'resultCode',
  params: [
    required(param('orderNumber', 'OrderNr', 'int', { traced: true })),
    required(param('succeeded', 'Success', 'bit', { traced: true })),
    param('paymentId', 'AuthID', 'varchar', { maxLength: 50, traced: true }),
    param('authorizationCode', 'AuthCode', 'varchar', { maxLength: 50 }),
    param('message', 'Message', 'varchar', { maxLength: 200, prose: true }),
  ],
  rowSets: [],
} as const satisfies PixiProcedure;

/** The outcome of a capture. Success records the paid sum and makes the booking in the customer account itself. */
export const pixiPaySetInvoiceCapture = {
  name: 'pixiPaySetInvoiceCapture',
  writes: true,
  success: 'returnCode',
  params: [
    required(param('invoiceNumber', 'InvoiceNr', 'varchar', { maxLength: 20, traced: true })),
    required(param('succeeded', 'Success', 'bit', { traced: true })),
    required(param('amount', 'CaptureSum', 'money', { traced: true })),
    required(param('payCode', 'PayCode', 'varchar', { maxLength: 50, traced: true })),
    required(param('transactionId', 'PayID', 'varchar', { maxLength: 50, traced: true })),
    param('bookingCode', 'EventID', 'varchar', { maxLength: 3, traced: true }),
    required(param('message', 'Message', 'varchar', { maxLength: 200, prose: true })),
    required(param('holdRemainingLines', 'SetRemainingOrdersToHAL', 'bit', { traced: true })),
  ],
  rowSets: [{ columns: returnCodeColumns }],
} as const satisfies PixiProcedure;
