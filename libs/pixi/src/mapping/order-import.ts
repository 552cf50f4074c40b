import { inferred, param, required, verified, type PixiProcedure } from './procedure-definition.js';

/** The import log's XML of an order or item. Wire names that start with `XML` travel escaped (`_x0058_MLLogKey`). */
export const pixiImportFindXML = {
  name: 'pixiImportFindXML',
  writes: false,
  success: 'rows',
  params: [
    required(param('importId', 'Id', 'varchar', { maxLength: 50 })),
    required(param('importType', 'Type', 'varchar', { maxLength: 10, traced: true })),
    param('channelKey', 'Channel', 'int', { traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('error', 'Error', 'varchar', { maxLength: 8000 }),
        verified('importStatus', 'Status', 'varchar', { maxLength: 3 }),
        verified('requestXml', 'Request', 'varchar'),
        verified('responseXml', 'Response', 'varchar'),
        verified('logKey', 'XMLLogKey', 'int'),
        verified('createdAt', 'CreateDate', 'datetime'),
        verified('updatedAt', 'UpdateDate', 'datetime'),
        verified('castErrorNumber', 'XmlResponseCastErrorNr', 'int'),
      ],
    },
  ],
} as const satisfies PixiProcedure;

/** Item data by one of its numbers. */
export const pixiGetItemInfo = {
  name: 'pixiGetItemInfo',
  writes: false,
  success: 'rows',
  params: [
    param('itemKey', 'ItemKey', 'int', { traced: true }),
    param('itemNumber', 'ItemNrInt', 'varchar', { maxLength: 50, traced: true }),
    param('ean', 'EANUPC', 'varchar', { maxLength: 13, traced: true }),
    param('itemNumberSupplier', 'ItemNrSuppl', 'varchar', { maxLength: 50, traced: true }),
    param('locationId', 'LocID', 'varchar', { maxLength: 3, traced: true }),
    param('itemsXml', 'ItemXML', 'varchar'),
    param('considerFavouriteSupplier', 'ConsiderFavouriteSupplier', 'bit', { traced: true }),
  ],
  rowSets: [
    {
      columns: [
        verified('itemKey', 'ItemKey', 'int'),
        verified('name', 'ItemName', 'varchar', { maxLength: 120 }),
        verified('itemNumber', 'ItemNrInt', 'varchar', { maxLength: 50 }),
        verified('itemNumberSupplier', 'ItemNrSuppl', 'varchar', { maxLength: 50 }),
        verified('itemNumberInternal', 'InternalItemNumber', 'varchar', { maxLength: 50 }),
        verified('ean', ['EANUPC', 'EAN'], 'varchar', { maxLength: 13 }),
        verified('supplierNumber', ['SupplNr', 'SupplNR'], 'varchar', { maxLength: 20 }),
        verified('supplierPrice', 'SupplPrice', 'money'),
        verified('price', 'PriceVK', 'money'),
        inferred('vatLevel', 'VATLevel', 'varchar', { maxLength: 1 }),
        verified('quantity', 'Quantity', 'int'),
        verified('category', 'Category', 'varchar', { maxLength: 120 }),
        verified('enabled', 'Enabled', 'bit'),
      ],
    },
  ],
} as const satisfies PixiProcedure;
