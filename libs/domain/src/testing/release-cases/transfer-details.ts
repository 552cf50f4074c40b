import { byFamily, paysBy, RECEIVED, REQUESTED } from './family-rows.js';
import { AWAITS } from './prepayment.js';
import { AUTHORIZED, type ReleaseCase, row } from './rows.js';

const BANK = {
  holder: 'Merchant Trust',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  reference: '5513.0000.1234',
};

export const transferDetails: readonly ReleaseCase[] = [
  ...byFamily('invoice', 'invoice-secured').map((method) =>
    row(
      `release, ${method}, bank details missing in the ERP: notice`,
      { ...paysBy(method, ...REQUESTED), transfer: { atProvider: BANK, inErp: null } },
      {
        reason: 'request-accepted',
        commands: ['release'],
        problems: ['notice release.transfer-details-missing'],
      },
    ),
  ),
  row(
    'release, prepayment, bank details missing in the ERP: notice beside the lock',
    { ...paysBy('prepayment', ...REQUESTED), transfer: { atProvider: BANK, inErp: null } },
    {
      ...AWAITS,
      commands: ['lock', 'release'],
      problems: ['notice release.awaiting-transfer', 'notice release.transfer-details-missing'],
    },
  ),
  row(
    'release, bank details in the ERP differ: notice',
    {
      ...paysBy('invoice', ...REQUESTED),
      transfer: { atProvider: BANK, inErp: { ...BANK, reference: '1' } },
    },
    {
      reason: 'request-accepted',
      commands: ['release'],
      problems: ['notice release.transfer-details-missing'],
    },
  ),
  row(
    'release, bank details in the ERP are the same but for blanks and capitals: fine',
    {
      ...paysBy('invoice', ...REQUESTED),
      transfer: {
        atProvider: BANK,
        inErp: { ...BANK, holder: 'MERCHANT TRUST', iban: 'DE89 3704 0044 0532 0130 00' },
      },
    },
    { reason: 'request-accepted', commands: ['release'] },
  ),
  row(
    'release, the provider names no bank details: nothing to compare',
    { ...paysBy('invoice', ...REQUESTED), transfer: { atProvider: null, inErp: null } },
    { reason: 'request-accepted', commands: ['release'] },
  ),
  row(
    'release, the money is there already: bank details matter no more',
    { ...paysBy('prepayment', ...RECEIVED), transfer: { atProvider: BANK, inErp: null } },
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, paylater-invoice with bank details that the ERP lacks: notice',
    { ...paysBy('paylater-invoice', ...AUTHORIZED), transfer: { atProvider: BANK, inErp: null } },
    {
      reason: 'authorized',
      commands: ['release'],
      problems: ['notice release.transfer-details-missing'],
    },
  ),
];
