import { Fault, type ProviderAccess } from '@abgleich/domain';

const PRIVATE_KEY = /^([sp])-priv-[a-zA-Z0-9]{1,100}$/;
const PUBLIC_KEY = /^([sp])-pub-[a-zA-Z0-9]{1,100}$/;
/** The first letter of a key says for which of Unzer's two worlds it is. */
const HOSTS = { s: 'https://sbx-api.unzer.com', p: 'https://api.unzer.com' } as const;
const VERSION = '/v1';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where a request goes and with what. Holds the key: never log or record it. */
export type Target = {
  readonly baseUrl: string;
  readonly authorization: string;
  /** Names the key pair, for limits that hold per pair. */
  readonly lane: string;
};

/**
 * Turns a key pair into a target. Throws `config unzer.keys-rejected` when a key has not the right shape or the two are for
 * different worlds, and when the URL is none or would carry the key unencrypted over a network.
 */
export function targetOf(
  access: ProviderAccess,
  { sandboxHost }: { readonly sandboxHost: string | null },
): Target {
  const privateKey = access.privateKey.reveal();
  const world = PRIVATE_KEY.exec(privateKey)?.[1];
  if (world !== 's' && world !== 'p') throw keysRejected('the private key has the wrong shape');
  if (PUBLIC_KEY.exec(access.publicKey)?.[1] !== world)
    throw keysRejected('the public key has the wrong shape or belongs to the other environment');
  // A production key never travels unencrypted beyond this machine, whatever an operator has set.
  const plainHost = world === 's' ? sandboxHost : null;
  const host = access.baseUrl === null ? HOSTS[world] : checkedUrl(access.baseUrl, plainHost);
  return {
    baseUrl: host + VERSION,
    authorization: `Basic ${Buffer.from(`${privateKey}:`).toString('base64')}`,
    lane: `${host} ${access.publicKey}`,
  };
}

/** Takes a base URL with or without `/v1` and slashes at its end; gives it back without. */
function checkedUrl(text: string, plainHost: string | null): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '')
    throw keysRejected('the address of the provider is no plain URL');
  const plainIsFine = LOOPBACK.has(url.hostname) || url.hostname === plainHost;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainIsFine))
    throw keysRejected('the address of the provider must begin with https');
  return (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** `message` says what is wrong, never what the key is. */
export const keysRejected = (message: string): Fault =>
  new Fault({ kind: 'config', code: 'unzer.keys-rejected', params: { message } });
