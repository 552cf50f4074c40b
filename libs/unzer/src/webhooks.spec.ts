import { describe, expect, it } from '@jest/globals';
import { parseNotification } from './webhooks.js';

const body = (rest: Record<string, unknown> = {}) =>
  JSON.stringify({
    event: 'payment.completed',
    publicKey: 's-pub-a',
    retrieveUrl: 'https://sbx-api.unzer.com/v1/payments/s-pay-3003',
    paymentId: 's-pay-3003',
    ...rest,
  });

describe('a notification of Unzer', () => {
  it('names the key pair and the payment to read again', () => {
    expect(parseNotification(body())).toEqual({
      event: 'payment.completed',
      publicKey: 's-pub-a',
      paymentId: 's-pay-3003',
    });
  });

  it('gives the payment id out of the URL when it stands only there; the host does not matter', () => {
    const retrieveUrl = 'https://evil.example/v1/payments/s-pay-7/charges/s-chg-2';
    expect(parseNotification(body({ paymentId: undefined, retrieveUrl }))?.paymentId).toBe(
      's-pay-7',
    );
  });

  it('may be about something else than a payment', () => {
    const other = { event: 'customer.created', paymentId: undefined, retrieveUrl: 'https://h/x' };
    expect(parseNotification(body(other))?.paymentId).toBeNull();
  });

  it.each(['', 'null', '[]', '{"event":1}', '<xml/>', body({ paymentId: '../keypair' })])(
    '%s is none',
    (text) => {
      expect(parseNotification(text)).toBeNull();
    },
  );
});
