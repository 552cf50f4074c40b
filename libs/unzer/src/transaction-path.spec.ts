import { describe, expect, it } from '@jest/globals';
import { isPaymentId, placeOfPath, placeOfUrl } from './transaction-path.js';

const HOSTS = ['https://sbx-api.unzer.com/v1', 'http://api.heidelpay.com/v1', 'http://x:1/v1'];

describe('the URL of a transaction', () => {
  it.each([
    ['authorize/s-aut-1', 'authorize', null, null],
    ['preauthorize/s-preaut-1', 'preauthorize', null, null],
    ['charges/p-chg-12', 'charges', null, null],
    ['authorize/s-aut-1/cancels/s-cnl-1', 'authorize', 'cancels', 'authorize/s-aut-1'],
    ['authorize/cancels/s-cnl-2', 'authorize', 'cancels', null],
    ['charges/s-chg-2/cancels/s-cnl-1', 'charges', 'cancels', 'charges/s-chg-2'],
    ['charges/cancels/s-cnl-1', 'charges', 'cancels', null],
    ['charges/s-chg-1/chargebacks/s-cbk-1', 'charges', 'chargebacks', 'charges/s-chg-1'],
    ['charges/chargebacks/s-cgb-1', 'charges', 'chargebacks', null],
    ['shipments/s-shp-1', 'shipments', null, null],
    ['payouts/s-out-1', 'payouts', null, null],
    ['sca/s-sca-1', 'sca', null, null],
  ])('%s is read on every host', (path, collection, correction, parent) => {
    for (const host of HOSTS)
      expect(placeOfUrl(`${host}/payments/s-pay-1042/${path}`)).toEqual({
        path,
        collection,
        correction,
        parent,
      });
  });

  it('is read without the collection that Unzer forgets before an SCA', () => {
    expect(placeOfUrl('https://api.unzer.com/v1/payments/s-pay-1//s-sca-1')?.path).toBe(
      'sca/s-sca-1',
    );
  });

  it('may end in a slash or a query', () => {
    expect(placeOfUrl('https://h/v1/payments/s-pay-1/charges/s-chg-1/?a=b')?.path).toBe(
      'charges/s-chg-1',
    );
  });

  it.each(['', 'https://h/v1/payments/s-pay-1', 'https://h/v1/payments/s-pay-1/gifts/s-gif-1'])(
    '"%s" is none',
    (url) => {
      expect(placeOfUrl(url)).toBeNull();
    },
  );

  it.each(['../keypair', 'charges/s-chg-1/../..', 'charges', 'charges/x', 'charges/s-chg-1?x'])(
    'the path "%s" never gets into a URL',
    (path) => {
      expect(placeOfPath(path)).toBeNull();
    },
  );
});

describe('a payment id', () => {
  it.each(['s-pay-1042', 'p-pay-1', 's-pay-a1b2'])('%s is one', (id) => {
    expect(isPaymentId(id)).toBe(true);
  });
  it.each(['', 's-crd-1', 's-pay-', 's-pay-1/charges', 'S-PAY-1', ' s-pay-1', 's-pay-1\n', 'x'])(
    '"%s" is none',
    (id) => {
      expect(isPaymentId(id)).toBe(false);
    },
  );
});
