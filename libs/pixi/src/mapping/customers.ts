import {
  designed,
  inferred,
  param,
  required,
  returnCodeColumns,
  verified,
  type PixiProcedure,
} from './procedure-definition.js';

/** A manual booking in the customer account. The amount's sign must fit the event; repeating it books twice. */
export const pixiCACreateManualBooking = {
  name: 'pixiCACreateManualBooking',
  writes: true,
  success: 'returnCode',
  params: [
    required(param('customerKey', 'CustKey', 'int', { traced: true })),
    required(param('bookingCode', 'EventID', 'varchar', { maxLength: 3, traced: true })),
    required(param('amount', 'Amount', 'money', { traced: true })),
    param('bookedAt', 'EventDate', 'datetime', { traced: true }),
    param('comment', 'Comment', 'varchar', { maxLength: 512, prose: true }),
    param('matchTo', 'MatchToInvoiceNr', 'varchar', { maxLength: 20, traced: true }),
    param('matchKey', 'MatchKey', 'int', { traced: true }),
    param('currencyId', 'CurrencyId', 'smallint', { traced: true }),
  ],
  rowSets: [{ columns: returnCodeColumns }],
} as const satisfies PixiProcedure;

/** A comment in the customer's history. */
export const pixiAddCustomerComment = {
  name: 'pixiAddCustomerComment',
  writes: true,
  success: 'returnCode',
  params: [
    required(param('customerKey', 'CustKey', 'int', { traced: true })),
    required(param('text', 'Comment', 'varchar', { maxLength: 1000, prose: true })),
    param('userName', 'UserName', 'varchar', { maxLength: 50, droppable: true }),
  ],
  rowSets: [{ columns: returnCodeColumns }],
} as const satisfies PixiProcedure;

/** An address with the bank data that belong to it. */
export const pixiGetAddress = {
  name: 'pixiGetAddress',
  writes: false,
  success: 'rows',
  params: [required(param('addressKey', 'AddrKey', 'int', { traced: true }))],
  rowSets: [
    {
      columns: [
        verified('addressKey', 'AddrKey', 'int'),
        verified('name', 'Name', 'varchar', { maxLength: 121 }),
        verified('salutation', 'Title', 'varchar', { maxLength: 60 }),
        verified('streetName', 'Street', 'varchar', { maxLength: 100 }),
        verified('street', 'Address', 'varchar', { maxLength: 110 }),
        verified('zip', 'ZIP', 'varchar', { maxLength: 10 }),
        verified('city', 'City', 'varchar', { maxLength: 50 }),
        verified('email', ['Email', 'eMail'], 'varchar', { maxLength: 60 }),
        verified('phone', 'Phone', 'varchar', { maxLength: 60 }),
        verified('fax', 'Fax', 'varchar', { maxLength: 60 }),
        verified('iban', 'IBAN', 'varchar', { maxLength: 35 }),
        verified('bic', 'BIC', 'varchar', { maxLength: 11 }),
        verified('bankCode', 'BLZ', 'varchar', { maxLength: 8 }),
        verified('vatId', 'VatID', 'varchar', { maxLength: 20 }),
        verified('note', 'Note', 'varchar'),
        inferred('firstName', 'FirstName', 'varchar', { maxLength: 60 }),
        inferred('lastName', 'LastName', 'varchar', { maxLength: 60 }),
        inferred('company', 'Company', 'varchar', { maxLength: 60 }),
        inferred('houseNumber', 'HouseNr', 'varchar', { maxLength: 10 }),
        inferred('careOf', 'CareOf', 'varchar', { maxLength: 60 }),
        inferred('bankName', 'BankName', 'varchar', { maxLength: 60 }),
        inferred('accountHolder', 'AccountName', 'varchar', { maxLength: 60 }),
        inferred('bankAccount', 'Account', 'varchar', { maxLength: 50 }),
        inferred('countryIso', 'CountryCodeISO2', 'char', { maxLength: 2 }),
        inferred('country', 'CountryCode', 'char', { maxLength: 3 }),
        inferred('customerKey', 'CustKey', 'int'),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** The customer's shipping lock: it blocks all orders of the customer and leaves each order's own lock alone. */
export const pixiSetShippingLock = {
  name: 'pixiSetShippingLock',
  writes: true,
  success: 'result0',
  params: [
    param('customerKey', 'CustKey', 'int', { traced: true }),
    param('locked', 'Locked', 'bit', { traced: true }),
    param('customerNumber', 'CustomerNrExternal', 'varchar', { maxLength: 250 }),
    param('shopId', 'ShopID', 'varchar', { maxLength: 3, traced: true }),
    param('userName', 'UserName', 'varchar', { maxLength: 50, droppable: true, since: '18.08' }),
  ],
  rowSets: [{ columns: [verified('result', 'Result', 'int')] }],
} as const satisfies PixiProcedure;

/** The card record of an order. Only the payment id and the counters leave this library. */
export const pixiGetCreditCardInfo = {
  name: 'pixiGetCreditCardInfo',
  writes: false,
  success: 'rows',
  params: [required(param('orderNumber', 'OrderNr', 'int', { traced: true }))],
  rowSets: [
    {
      columns: [
        designed('orderNumber', ['OrderNr', 'OrderNR'], 'int'),
        designed('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        designed('cardType', 'CcCardType', 'varchar', { maxLength: 20, card: true }),
        designed('cardNumber', 'CcCardNr', 'varchar', { maxLength: 50, card: true }),
        designed('cardOwner', 'CcCardName', 'varchar', { maxLength: 60, card: true }),
        designed('cardExpiry', 'CcCardExp', 'varchar', { maxLength: 10, card: true }),
        designed('paymentId', ['CcpPayID', 'ccpPayID'], 'varchar', { maxLength: 50 }),
        designed('authorizationCode', ['CcpLastAuthCode', 'ccpLastAuthCode'], 'varchar', {
          maxLength: 50,
        }),
        designed('failureCount', ['CcpSetFailTries', 'ccpSetFailTries'], 'int'),
      ],
    },
  ],
} as const satisfies PixiProcedure;
