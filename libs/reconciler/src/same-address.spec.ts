import { describe, expect, it } from '@jest/globals';
import type { ErpAddress, ProviderAddress } from '@abgleich/domain';
import { sameAddress } from './same-address.js';

const INSURED: ProviderAddress = {
  name: 'Jürgen Müßig',
  street: 'Große Bäckerstraße 12a',
  zip: '20095',
  city: 'Hamburg',
  country: 'DE',
};
const inErp = (change: Partial<ErpAddress> = {}): ErpAddress => ({
  addressKey: '1',
  name: 'Jürgen Müßig',
  company: '',
  street: 'Große Bäckerstraße 12a',
  zip: '20095',
  city: 'Hamburg',
  country: 'DE',
  iban: '',
  bic: '',
  bankName: '',
  accountHolder: '',
  ...change,
});

describe('An insured address', () => {
  it.each<[string, Partial<ErpAddress>]>([
    ['as it is', {}],
    ['without umlauts', { name: 'Juergen Muessig', street: 'Grosse Baeckerstrasse 12a' }],
    ['with a short street', { street: 'Große Bäckerstr. 12 A' }],
    ['in capitals', { street: 'GROSSE BÄCKERSTRASSE 12A', city: 'HAMBURG' }],
    ['with decomposed letters', { street: 'Große Ba\u0308ckerstraße 12a' }],
    ['with the country before the postcode', { zip: 'D-20095' }],
    ['with a district', { city: 'Hamburg-Altstadt' }],
    ['with a title and no first name', { name: 'Dr. Müßig' }],
    ['with a company beside the person', { name: 'Einkauf', company: 'Müßig GmbH' }],
    ['in a country written in another way', { country: 'D' }],
    ['without a name', { name: '' }],
  ])('is the same %s', (_name, change) => {
    expect(sameAddress(inErp(change), INSURED)).toBe(true);
  });

  it.each<[string, Partial<ErpAddress>]>([
    ['house', { street: 'Große Bäckerstraße 12b' }],
    ['street', { street: 'Kleine Bäckerstraße 12a' }],
    ['postcode', { zip: '20097' }],
    ['city', { city: 'Lübeck' }],
    ['country', { country: 'AT' }],
    ['person', { name: 'Erika Mustermann' }],
  ])('is another one in another %s', (_name, change) => {
    expect(sameAddress(inErp(change), INSURED)).toBe(false);
  });
});
