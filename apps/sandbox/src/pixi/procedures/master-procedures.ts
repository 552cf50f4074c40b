import type { Item } from '../ledger/model.js';
import { collated, sameText, type PixiState } from '../ledger/state.js';
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

/** `ITEMS > ITEM > …` asks for many items at once; each by one of these. */
const ITEM_SELECTOR = /<(ITEMKEY|INTERNALITEMNUMBER|EAN|ITEMNRINT|ITEMNRSUPPL)>([^<]*)</gi;

export const pixiGetItemInfo: Procedure<'pixiGetItemInfo'> = ({ state, params }) => {
  const xml = params.text('itemsXml');
  const items =
    xml === null
      ? [
          findItem(state, {
            itemKey: params.number('itemKey'),
            number: params.text('itemNumber') ?? params.text('itemNumberSupplier'),
            ean: params.text('ean'),
          }),
        ]
      : [...xml.matchAll(ITEM_SELECTOR)].map(([, name = '', value = '']) =>
          findItem(state, selectorOf(name.toUpperCase(), value)),
        );
  return { rows: items.flatMap((item) => (item ? [itemRow(item)] : [])) };
};

type ItemSelector = {
  readonly itemKey: number | null;
  readonly number: string | null;
  readonly ean: string | null;
};

function selectorOf(name: string, value: string): ItemSelector {
  const none = { itemKey: null, number: null, ean: null };
  if (name === 'EAN') return { ...none, ean: value };
  if (name === 'ITEMKEY' || name === 'INTERNALITEMNUMBER')
    return { ...none, itemKey: Number(value) };
  return { ...none, number: value };
}

function findItem(state: PixiState, { itemKey, number, ean }: ItemSelector): Item | undefined {
  if (ean !== null) return [...state.items.values()].find((one) => one.ean === ean);
  if (itemKey !== null) return state.items.get(itemKey);
  return state.items.get(state.index.itemByNumber.get(collated(number ?? '')) ?? -1);
}

const itemRow = (item: Item) => ({
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
});

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
