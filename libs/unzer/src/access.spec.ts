import { describe, expect, it } from '@jest/globals';
import { Secret } from '@abgleich/domain';
import { targetOf } from './access.js';

const target = (rest: { key?: string; pub?: string; url?: string | null; sandbox?: string } = {}) =>
  targetOf(
    {
      privateKey: new Secret(rest.key ?? 's-priv-abc'),
      publicKey: rest.pub ?? 's-pub-abc',
      baseUrl: rest.url ?? null,
    },
    { sandboxHost: rest.sandbox ?? null },
  );

describe('where a request goes', () => {
  it.each([
    [{}, 'https://sbx-api.unzer.com/v1'],
    [{ key: 'p-priv-abc', pub: 'p-pub-abc' }, 'https://api.unzer.com/v1'],
    [{ url: 'http://127.0.0.1:4002' }, 'http://127.0.0.1:4002/v1'],
    [{ url: 'http://localhost:4002/v1/' }, 'http://localhost:4002/v1'],
    [{ url: 'https://unzer.example/proxy/' }, 'https://unzer.example/proxy/v1'],
    [{ url: 'http://sandbox:4002', sandbox: 'sandbox' }, 'http://sandbox:4002/v1'],
  ])('%j goes to %s', (access, url) => {
    expect(target(access).baseUrl).toBe(url);
  });

  it('carries the private key as user without a password', () => {
    expect(target().authorization).toBe(`Basic ${btoa('s-priv-abc:')}`);
  });

  it.each([
    [{ key: 'abc' }],
    [{ key: 's-priv-abc\r\nX: y' }],
    [{ key: 's-pub-abc' }],
    [{ pub: 'p-pub-abc' }],
    [{ pub: '' }],
    [{ url: 'http://unzer.example' }],
    [{ url: 'http://sandbox:4002' }],
    [{ url: 'http://unzer.example', sandbox: 'sandbox' }],
    [{ url: 'http://sandbox:4002', sandbox: 'sandbox', key: 'p-priv-abc', pub: 'p-pub-abc' }],
    [{ url: 'ftp://127.0.0.1' }],
    [{ url: 'https://user@unzer.example' }],
    [{ url: 'nonsense' }],
  ])('%j is refused before anything is sent', (access) => {
    expect(() => target(access)).toThrow(
      expect.objectContaining({ kind: 'config', code: 'unzer.keys-rejected' }),
    );
  });

  it('never says the key when it is refused', () => {
    expect(() => target({ key: 'geheim' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('geheim') }),
    );
  });
});
