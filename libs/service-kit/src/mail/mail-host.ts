import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { types } from 'node:util';
import { Fault } from '@abgleich/domain';

/** Networks that are not the public Internet (RFC 6890 and its successors): whoever reaches into them reaches into somebody's house. */
const PRIVATE_RANGES = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 96],
  // IPv4 written as ::ffff:… is judged by the rules above; these ways of hiding it are not.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const privateNetworks = new BlockList();
for (const [network, prefix] of PRIVATE_RANGES) {
  privateNetworks.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');
}

/** Whether an IP address is not on the public Internet. An IPv4 address written as IPv6 counts as what it is. */
export const isPrivateAddress = (address: string): boolean =>
  privateNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** The addresses of a name as the machine resolves it, `/etc/hosts` included. */
export const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

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
