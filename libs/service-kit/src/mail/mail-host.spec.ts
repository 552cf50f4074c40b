import { describe, expect, it } from '@jest/globals';
import { isPrivateAddress } from '../private-address.js';
import { addressOf } from './mail-host.js';

describe('which addresses are private', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00::1',
    'fe80::1',
    'ff02::1',
  ])('%s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '193.99.144.80',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
  ])('not %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('the address of a mail server', () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    'mail.example': ['193.99.144.80', '2a00:1450::1'],
    'inside.example': ['10.0.0.5'],
    'both.example': ['193.99.144.80', '127.0.0.1'],
    'nothing.example': [],
  };
  const resolve = (host: string) => {
    const found = names[host];
    if (found !== undefined) return Promise.resolve(found);
    const code = host === 'silent.example' ? 'EAI_AGAIN' : 'ENOTFOUND';
    return Promise.reject(Object.assign(new Error('dns'), { code }));
  };
  const ask = (host: string, allowPrivate = false) => addressOf(host, { allowPrivate, resolve });

  it('is what its name leads to', async () => {
    expect(await ask('mail.example')).toBe('193.99.144.80');
  });

  it.each(['inside.example', 'both.example', '127.0.0.1', '::1', '169.254.169.254'])(
    'is refused for %s, unless the installation allows private ones',
    async (host) => {
      await expect(ask(host)).rejects.toMatchObject({ code: 'mail.host-not-allowed' });
      await expect(ask(host, true)).resolves.toMatch(/^[\d.:a-f]+$/);
    },
  );

  it.each([
    ['unknown.example', 'mail.host-unknown', 'config'],
    ['nothing.example', 'mail.host-unknown', 'config'],
    ['silent.example', 'mail.unreachable', 'transient'],
  ])('of %s is told as %s', async (host, code, kind) => {
    await expect(ask(host)).rejects.toMatchObject({ code, kind });
  });
});
