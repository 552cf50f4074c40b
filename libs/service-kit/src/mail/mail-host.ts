import { isIP } from 'node:net';
import { types } from 'node:util';
import { Fault } from '@abgleich/domain';
import { isPrivateAddress, type ResolveHost } from '../private-address.js';

export type HostRule = { readonly allowPrivate: boolean; readonly resolve: ResolveHost };

/**
 * The address to connect to: looked up once and connected to as it is, so that a name cannot change between the look and the
 * connection. One private address among several is enough to refuse. Throws `Fault` `mail.host-unknown`, `mail.host-not-allowed`
 * or, when the name service itself does not answer, `mail.unreachable`.
 */
export async function addressOf(
  host: string,
  { allowPrivate, resolve }: HostRule,
): Promise<string> {
  const addresses = isIP(host) === 0 ? await lookUp(host, resolve) : [host];
  if (!allowPrivate && addresses.some(isPrivateAddress)) {
    throw new Fault({ kind: 'config', code: 'mail.host-not-allowed' });
  }
  const [first] = addresses;
  if (first === undefined) throw new Fault({ kind: 'config', code: 'mail.host-unknown' });
  return first;
}

async function lookUp(host: string, resolve: ResolveHost): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    const code = types.isNativeError(cause) && 'code' in cause ? cause.code : null;
    if (code === 'EAI_AGAIN')
      throw new Fault({ kind: 'transient', code: 'mail.unreachable', cause });
    throw new Fault({ kind: 'config', code: 'mail.host-unknown', cause });
  }
}
