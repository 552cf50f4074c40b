import { printBerlin } from '../ledger/berlin-time.js';
import type { ImportLogEntry, OrderImport, Person } from '../ledger/model.js';
import { collated, sameText, type PixiState } from '../ledger/state.js';
import { printUnits } from '../ledger/units.js';
import { xmlText } from '../soap/xml-text.js';

const tag = (name: string, text: string | number): string =>
  `<${name}>${xmlText(String(text))}</${name}>`;

/** The openTRANS-like document that a shop sent for an order, as pixi keeps it in its import log. */
export function importXml(state: PixiState, { at, id, order }: ImportLogEntry): string {
  const date = printBerlin(at).slice(0, 19);
  const info = [
    tag('ORDER_ID', id),
    tag('ORDER_DATE', date),
    tag('DATABASE', 'pixi_DEM'),
    tag('SHOPID', order.shopId),
    tag('ORDER_SHIPLOCK', 'N'),
    tag('BUYER_SHIPLOCK', 'N'),
    tag('PRICE_CURRENCY', order.currency),
    tag('PARTIAL_DELIVERY', 'ON'),
    tag('ORDER_TYPE', 'B2C'),
    parties(order),
    payment(state, order),
    `<REMARK type="SHIPPING">${printUnits(order.shipCost)}</REMARK>`,
    '<REMARK type="SHIPPINGVENDOR">DHL</REMARK>',
  ].join('');
  const head = `<CONTROL_INFO><GENERATOR_INFO>sandbox shop</GENERATOR_INFO>${tag('GENERATION_DATE', date)}</CONTROL_INFO><ORDER_INFO>${info}</ORDER_INFO>`;
  return `<?xml version="1.0" encoding="utf-8"?><ORDER version="1.0" type="standard"><ORDER_HEADER>${head}</ORDER_HEADER><ORDER_ITEM_LIST>${items(state, order)}</ORDER_ITEM_LIST><ORDER_SUMMARY>${tag('TOTAL_ITEM_NUM', order.lines.length)}</ORDER_SUMMARY></ORDER>`;
}

function parties({ customer, shipTo }: OrderImport): string {
  return `<ORDER_PARTIES><BUYER_PARTY><PARTY><PARTY_ID type="buyer_specific">${xmlText(customer.email)}</PARTY_ID></PARTY></BUYER_PARTY><INVOICE_PARTY><PARTY>${address(customer)}</PARTY></INVOICE_PARTY><SHIPMENT_PARTIES><DELIVERY_PARTY><PARTY>${address(shipTo ?? customer)}</PARTY></DELIVERY_PARTY></SHIPMENT_PARTIES></ORDER_PARTIES>`;
}

function address(person: Person): string {
  const fields = [
    tag('NAME', person.company),
    tag('SAL', person.salutation),
    tag('NAME2', person.firstName),
    tag('NAME3', person.lastName),
    tag('STREET', `${person.street} ${person.houseNr}`.trim()),
    tag('ZIP', person.zip),
    tag('CITY', person.city),
    tag('COUNTRY', person.country),
    tag('PHONE', person.phone),
    tag('EMAIL', person.email),
  ];
  return `<ADDRESS>${fields.join('')}</ADDRESS>`;
}

/** The element below PAYMENT is named like the payment type's XML tag. */
function payment(state: PixiState, { paymentCode, kkId, transfer }: OrderImport): string {
  const type = state.master.paymentTypes.find(({ code }) => sameText(code, paymentCode));
  const name = type?.xmlTag ?? 'UNKNOWN';
  const bank = transfer
    ? tag('HOLDER', transfer.holder) +
      tag('IBAN', transfer.iban) +
      tag('BIC', transfer.bic) +
      tag('BANK_NAME', transfer.reference)
    : '';
  const id = kkId === '' ? '' : tag('CC_ID', kkId);
  return `<PAYMENT><${name}>${id}${bank}</${name}></PAYMENT>`;
}

function items(state: PixiState, { lines }: OrderImport): string {
  const one = (line: OrderImport['lines'][number], index: number): string => {
    const key = state.index.itemByNumber.get(collated(line.itemNr));
    const name = state.items.get(key ?? -1)?.name ?? line.itemNr;
    const price = printUnits(line.price);
    return `<ORDER_ITEM>${tag('LINE_ITEM_ID', index + 1)}<ARTICLE_ID>${tag('SUPPLIER_AID', line.itemNr)}${tag('DESCRIPTION_SHORT', name)}</ARTICLE_ID>${tag('QUANTITY', line.qty)}<ARTICLE_PRICE type="udp_gross_customer">${tag('FULL_PRICE', price)}${tag('PRICE_AMOUNT', price)}</ARTICLE_PRICE></ORDER_ITEM>`;
  };
  return lines.map(one).join('');
}
