import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Networks that are not the public Internet (RFC 6890 and its successors), those of the clouds' metadata services among them: whoever reaches into them reaches into somebody's house. */
const PRIVATE_RANGES = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's own services answer every machine there
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
  ['2001::', 32],
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
export function isPrivateAddress(address: string): boolean {
  if (address.includes('%')) return true; // a zone is named for addresses of this machine's own network only
  return privateNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** The addresses of a name as the machine resolves it, `/etc/hosts` included. */
export const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Whether an address that a merchant named leads out to the public Internet, as far as can be told now: looking is no connection. A name that
 * nobody knows leads nowhere, so it is not refused here. The client looks again when it connects.
 */
export async function leadsInside(
  host: string,
  resolve: ResolveHost = resolveHost,
): Promise<boolean> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return isPrivateAddress(bare);
  const addresses = await resolve(bare).catch(() => []);
  return addresses.some(isPrivateAddress);
}
