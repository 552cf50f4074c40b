import { describe, expect, it } from '@jest/globals';
import { guessMethod } from './guess-method.js';

describe('the guess which method of Unzer a payment method of pixi is', () => {
  it.each([
    ['Kreditkarte', 'UNZERCARD', 'card'],
    ['Kreditkarte (Sofortabbuchung)', 'UNZERCARDSTD', 'card'],
    ['PayPal', 'pp1', 'paypal'],
    ['Vorkasse', '', 'prepayment'],
    ['Kauf auf Rechnung', '', 'paylater-invoice'],
    ['Gesicherter Rechnungskauf', 'UNZERINVOICESECURED', 'invoice-secured'],
    ['Rechnung', 'UNZERINVOICE', 'invoice'],
    ['Lastschrift', 'UNZERPAYLATERDIRECTDEBIT', 'paylater-direct-debit'],
    ['Ratenkauf', '', 'paylater-installment'],
    ['Überweisung in bar', 'X9', null],
    ['', '', null],
  ])('for "%s" with the tag "%s" is %s', (name, xmlTag, method) => {
    expect(guessMethod({ name, xmlTag })).toBe(method);
  });
});
