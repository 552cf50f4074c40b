import {
  designed,
  inferred,
  param,
  required,
  verified,
  type PixiProcedure,
} from './procedure-definition.js';

/** Order lines by one selector. Note the spelling `OrderNR`. */
export const pixiGetOrderline = {
  name: 'pixiGetOrderline',
  writes: false,
  success: 'rows',
  params: [
    param('lineKey', 'OrderlineKey', 'int', { traced: true }),
    param('orderNumber', 'OrderNR', 'int', { traced: true }),
    param('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
    param('shopId', 'ShopID', 'varchar', { maxLength: 3, traced: true }),
    param('lineStatus', 'Status', 'varchar', { maxLength: 3, traced: true }),
    param('paymentCode', 'PaymentType', 'char', { maxLength: 1, traced: true }),
    param('invoiceNumber', 'InvoiceNr', 'varchar', { maxLength: 50, traced: true }),
    param('orderedFrom', 'OrderDateFrom', 'datetime', { traced: true }),
    param('orderedTo', 'OrderDateTo', 'datetime', { traced: true }),
    param('updatedFrom', 'UpdateDateFrom', 'datetime', { traced: true }),
    param('updatedTo', 'UpdateDateTo', 'datetime', { traced: true }),
    param('splitBundles', 'ShowOrderlines', 'bit', { traced: true }),
    param('limit', 'RowCount', 'int', { traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('lineKey', ['OrderlineKey', 'OrderLineKey'], 'int'),
        verified('orderNumber', ['OrderNr', 'OrderNR'], 'int'),
        inferred('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        verified('lineStatus', 'Status', 'varchar', { maxLength: 3 }),
        verified('lineStatusText', 'StatusText', 'varchar', { maxLength: 50 }),
        verified('quantity', 'Qty', 'int'),
        verified('price', 'Price', 'money'),
        verified('priceNet', 'PriceNoVAT', 'money'),
        verified('fullPrice', 'FullPrice', 'money'),
        verified('discount', 'DiscountValue', 'money'),
        verified('discountPercent', 'DiscountPerc', 'numeric'),
        verified('vatLevel', 'VATRate', 'varchar', { maxLength: 10 }),
        verified('currency', ['OrderCurrency', 'CurrencyCode'], 'varchar', { maxLength: 3 }),
        verified('ean', ['ArtNr', 'EanUpc'], 'varchar', { maxLength: 50 }),
        verified('name', 'ArtName', 'varchar', { maxLength: 120 }),
        verified('itemNumber', 'ItemNrInt', 'varchar', { maxLength: 50 }),
        verified('itemNumberExternal', 'ItemNrExternal', 'varchar', { maxLength: 50 }),
        verified('itemKey', 'ItemRef', 'int'),
        verified('orderedAt', 'OrderDate', 'datetime'),
        verified('shippedAt', 'ShipDate', 'datetime'),
        verified('deliveryEstimatedAt', 'EstimatedDelivery', 'datetime'),
        inferred('shopLineId', 'LineItemIDShop', 'varchar', { maxLength: 50 }),
        inferred('locationId', 'LocationID', 'varchar', { maxLength: 3 }),
        inferred('createdAt', 'CreateDate', 'datetime'),
        inferred('updatedAt', 'UpdateDate', 'datetime'),
        inferred('invoiceNumber', 'InvoiceNr', 'varchar', { maxLength: 20 }),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** Orders changed since a moment. It knows no row limit, so windows are kept short. */
export const pixiGetChangedOrders = {
  name: 'pixiGetChangedOrders',
  writes: false,
  success: 'rows',
  params: [
    required(param('since', 'DateTimeFrom', 'datetime', { traced: true })),
    param('skipXml', 'skipGetXMLValue', 'bit', { traced: true }),
    param('directFulfilmentOnly', 'ReturnOnlyDFOrders', 'bit', { traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('shopId', 'ShopID', 'varchar', { maxLength: 3 }),
        verified('customerKey', 'CustKey', 'int'),
        verified('orderNumber', ['OrderNr', 'OrderNR'], 'int'),
        verified('paymentCode', ['PaymentType', 'PaymentCode'], 'char', { maxLength: 1 }),
        verified('orderedAt', 'OrderDate', 'datetime'),
        verified('createdAt', 'CreateDate', 'datetime'),
        verified('changedUntil', 'DateTimeTo', 'datetime'),
        verified('locked', 'OrderLocked', 'varchar', { maxLength: 1 }),
        verified('shipCost', 'ShipCost', 'money'),
        verified('voucherId', 'VoucherID', 'varchar', { maxLength: 50 }),
        verified('giftMessage', 'GiftMessage', 'varchar', { maxLength: 1000 }),
        verified('shopNote', 'ShopNote', 'varchar', { maxLength: 1000 }),
        verified('referrer', 'Referrer', 'varchar', { maxLength: 250 }),
        inferred('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        inferred('currency', ['CurrencyCode', 'OrderCurrency'], 'varchar', { maxLength: 3 }),
        inferred('orderStatus', ['WholeOrderState', 'OrderStatus'], 'varchar', { maxLength: 10 }),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** What an invoice over everything still open would total: one row a line, the order's sums on every row. */
export const pixiGetOrderTotals = {
  name: 'pixiGetOrderTotals',
  writes: false,
  success: 'rows',
  params: [
    param('orderNumber', 'OrderNr', 'int', { traced: true }),
    param('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
    param('customerKey', 'CustKey', 'int', { traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('orderNumber', ['OrderNr', 'OrderNR'], 'int'),
        verified('quantity', 'Qty', 'int'),
        verified('price', 'Price', 'money'),
        verified('subtotal', 'Subtotal', 'money'),
        verified('ean', 'EanUpc', 'varchar', { maxLength: 50 }),
        verified('name', 'ArtName', 'varchar', { maxLength: 120 }),
        verified('itemNote', 'ItemNote', 'varchar', { maxLength: 1000 }),
        verified('shipCost', 'ShipCost', 'numeric'),
        verified('discount', 'Discount', 'numeric'),
        verified('vatHigh', 'VATHigh', 'numeric'),
        verified('vatLow', 'VATLow', 'numeric'),
        verified('vatTotal', 'VATTotal', 'numeric'),
        inferred('total', 'OrderTotal', 'numeric'),
        inferred('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        inferred('currency', ['CurrencyCode', 'OrderCurrency'], 'varchar', { maxLength: 3 }),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** Order headers by one selector. Without a selector pixi answers a thousand orders, so the client refuses that. */
export const pixiGetOrderHeader = {
  name: 'pixiGetOrderHeader',
  writes: false,
  success: 'rows',
  params: [
    param('orderNumber', 'OrderNr', 'int', { traced: true }),
    param('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
    param('customerKey', 'CustKey', 'int', { traced: true }),
    param('orderedFrom', 'FromTime', 'datetime', { traced: true }),
    param('orderedUntil', 'UntilTime', 'datetime', { traced: true }),
    param('paymentCode', 'PaymentType', 'char', { maxLength: 1, traced: true }),
    param('shippingCountry', 'ShippingCountry', 'varchar', { maxLength: 3 }),
    param('shopId', 'ShopID', 'char', { maxLength: 3, traced: true }),
    param('limit', 'RowCount', 'int', { traced: true }),
    param('updatedFrom', 'FromUpdateTime', 'datetime', { since: '18.07', traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('orderNumber', ['OrderNr', 'OrderNR'], 'int'),
        verified('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
        verified('headerKey', 'OrderHeaderKey', 'int'),
        verified('customerKey', 'CustKey', 'int'),
        verified('shopId', 'ShopID', 'char', { maxLength: 3 }),
        verified('orderStatus', ['WholeOrderState', 'OrderStatus'], 'varchar', { maxLength: 10 }),
        verified('paymentCode', ['PaymentType', 'PaymentCode'], 'char', { maxLength: 1 }),
        verified('paymentAddressKey', 'PaymentAddressId', 'int'),
        verified('shipmentAddressKey', 'ShipmentAddressId', 'int'),
        verified('total', 'OrderTotal', 'money'),
        verified('linesTotal', 'OrderlinesTotal', 'money'),
        verified('shipCost', 'ShipCost', 'money'),
        verified('orderedAt', 'OrderDate', 'datetime'),
        verified('createdAt', 'CreateDate', 'datetime'),
        verified('shipNotBefore', 'Shipdate', 'datetime'),
        verified('shippedLastAt', 'LastShipdate', 'datetime'),
        verified('trackingId', 'TrackingID', 'varchar', { maxLength: 50 }),
        verified('carrier', 'ShipVendor', 'varchar', { maxLength: 10 }),
        verified('shopNote', 'ShopNote', 'varchar', { maxLength: 1000 }),
        verified('addressRemarks', 'AddressRemarks', 'varchar', { maxLength: 1000 }),
        verified('referrer', 'Referrer', 'varchar', { maxLength: 250 }),
        verified('paid', 'Paid', 'bit'),
        verified('paidSum', ['PayedSum', 'PaidSum'], 'money'),
        verified('cardType', 'CcCardType', 'varchar', { maxLength: 20, card: true }),
        verified('cardNumber', 'CcCardNr', 'varchar', { maxLength: 50, card: true }),
        verified('cardOwner', 'CcCardName', 'varchar', { maxLength: 60, card: true }),
        verified('cardExpiry', 'CcCardExp', 'varchar', { maxLength: 10, card: true }),
        inferred('paymentId', ['CcpPayID', 'ccpPayID'], 'varchar', { maxLength: 50 }),
        inferred('locked', ['OrderLocked', 'OhSLocked'], 'char', { maxLength: 1 }),
        inferred('orderType', 'OrderType', 'varchar', { maxLength: 3 }),
        inferred('currency', ['CurrencyCode', 'OrderCurrency'], 'varchar', { maxLength: 3 }),
        inferred('voucherId', 'VoucherID', 'varchar', { maxLength: 50 }),
        inferred('discount', 'Discount', 'money'),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** Whether the addresses of an order may still change: 1 or 0, a bare value. Give one of the two numbers only. */
export const pixiCanChangeAddress = {
  name: 'pixiCanChangeAddress',
  writes: false,
  success: 'scalar',
  params: [
    param('orderNumber', 'OrderNr', 'int', { traced: true }),
    param('shopOrderNumber', 'OrderNrExternal', 'varchar', { maxLength: 50 }),
  ],
  rowSets: [{ columns: [designed('changeable', 'return', 'int')] }],
} as const satisfies PixiProcedure;
