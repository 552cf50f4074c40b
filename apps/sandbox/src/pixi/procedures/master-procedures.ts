import { collated, sameText } from '../ledger/state.js';
import { importXml } from './import-xml.js';
import type { Procedure } from './procedure.js';

export const pixiGetPaymenttypes: Procedure<'pixiGetPaymenttypes'> = ({ state, params }) => {
  const fits = (wanted: string | null, value: string): boolean =>
    wanted === null || sameText(wanted, value);
  const types = state.master.paymentTypes.filter(
    (type) =>
      fits(params.text('paymentCode'), type.code) &&
      fits(params.text('name'), type.name) &&
      fits(params.text('xmlTag'), type.xmlTag) &&
      fits(params.text('initialStatus'), type.initialStatus),
  );
  return {
    rows: types.map(({ code, name, xmlTag, initialStatus }) => ({
      paymentCode: code,
      name,
      xmlTag,
      initialStatus,
    })),
  };
};

export const pixiGetShops: Procedure<'pixiGetShops'> = ({ state, params }) => {
  const wanted = params.text('shopId');
  const shops = state.master.shops.filter(
    ({ shopId }) => wanted === null || sameText(wanted, shopId),
  );
  return { rows: shops.map(({ shopId, name }) => ({ shopId, name })) };
};

export const pixiGetServerTime: Procedure<'pixiGetServerTime'> = ({ now }) => ({
  rows: [{ serverTime: now }],
});

export const pixiGetItemInfo: Procedure<'pixiGetItemInfo'> = ({ state, params }) => {
  const number = params.text('itemNumber') ?? params.text('itemNumberSupplier');
  const ean = params.text('ean');
  const itemKey =
    params.number('itemKey') ??
    (number === null ? undefined : state.index.itemByNumber.get(collated(number)));
  const item =
    ean === null
      ? state.items.get(itemKey ?? -1)
      : [...state.items.values()].find((one) => one.ean === ean);
  if (!item) return { rows: [] };
  return {
    rows: [
      {
        itemKey: item.itemKey,
        name: item.name,
        itemNumber: item.itemNr,
        itemNumberSupplier: item.itemNr,
        itemNumberInternal: String(item.itemKey),
        ean: item.ean,
        price: item.price,
        vatLevel: item.vat,
        quantity: 100,
        enabled: true,
      },
    ],
  };
};

export const pixiImportFindXML: Procedure<'pixiImportFindXML'> = ({ state, params }) => {
  if (!sameText(params.text('importType') ?? '', 'order')) return { rows: [] };
  const keys = state.index.importByOrderId.get(collated(params.text('importId') ?? '')) ?? [];
  const entries = keys.flatMap((key) => state.importLog.get(key) ?? []);
  return {
    rows: entries.map((entry) => ({
      importStatus: 'XPR',
      requestXml: importXml(state, entry),
      logKey: entry.logKey,
      createdAt: entry.at,
      updatedAt: entry.at,
      castErrorNumber: 0,
    })),
  };
};
