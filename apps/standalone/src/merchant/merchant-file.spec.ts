import { describe, expect, it } from '@jest/globals';
import { parseMerchantFile } from './merchant-file.js';

const good = {
  key: 'my-shop',
  organisation: 'Mein Laden GmbH',
  users: [
    { email: 'anna@example.org', name: 'Anna', role: 'admin', password: 'env:ANNA_PASSWORD' },
  ],
  connection: {
    name: 'pixi',
    endpointUrl: 'https://pixi.example/soap',
    database: 'MLA',
    username: 'pixiMLA',
    password: 'hunter2-pixi',
    active: true,
  },
  mail: null,
  configurations: [
    {
      shopId: 'DEM',
      paymentCode: 'C',
      active: true,
      bookingCodeInvoice: 'RPZ',
      bookingCodeReturn: 'GPZ',
      xmlTag: 'CREDITCARD',
      publicKey: 's-pub-abc',
      privateKey: 's-priv-hunter2',
      policy: { mode: 'expert', toleranceMinor: 2 },
    },
  ],
};
const env = { ANNA_PASSWORD: 'hunter2-hunter2' };
const [first] = good.configurations;

function wrongOf(content: unknown): readonly string[] {
  const answer = parseMerchantFile(content, env);
  return 'wrong' in answer ? answer.wrong : [];
}

describe('parseMerchantFile', () => {
  it('accepts the documented example and fills in what has a default', () => {
    expect(parseMerchantFile(good, env)).toMatchObject({
      merchant: {
        users: [{ language: 'de', password: 'hunter2-hunter2' }],
        configurations: [{ providerUrl: null, policy: { graceHours: 24 } }],
      },
    });
  });

  it('names a variable that the file asks for and that is not set', () => {
    expect(parseMerchantFile(good, {})).toEqual({
      wrong: ['the variable ANNA_PASSWORD is named in the file but not set'],
    });
  });

  it.each([
    ['an unknown field', { ...good, colour: 'red' }, ': has unknown fields: colour'],
    ['no users', { ...good, users: [] }, 'users: has a value that cannot be used'],
    [
      'keys of two environments',
      { ...good, configurations: [{ ...first, publicKey: 'p-pub-abc' }] },
      'configurations.0.privateKey: belongs to another environment than publicKey (s- = test, p- = production)',
    ],
    [
      'two configurations for the same method',
      { ...good, configurations: [first, first] },
      'configurations.1: is the second one for DEM/C',
    ],
    [
      'a private key that is none',
      { ...good, configurations: [{ ...first, privateKey: 'hunter2' }] },
      'configurations.0.privateKey: has a value that cannot be used',
    ],
    [
      'a text instead of a number',
      {
        ...good,
        configurations: [{ ...first, policy: { mode: 'expert', toleranceMinor: 'hunter2' } }],
      },
      'configurations.0.policy.toleranceMinor: must be number',
    ],
  ])('refuses %s by its path', (_what, content, sentence) => {
    expect(wrongOf(content)).toContain(sentence);
  });

  it('never repeats a value', () => {
    const broken = { ...good, key: 'hunter2!', connection: 'hunter2', configurations: 'hunter2' };
    expect(wrongOf(broken)).toHaveLength(3);
    expect(wrongOf(broken).join()).not.toContain('hunter2');
  });
});
