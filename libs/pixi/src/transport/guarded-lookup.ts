import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Whether an IP address may be connected to. */
export type MayConnect = (address: string) => boolean;

/** The `code` of the error with which a connection to an address that may not be is refused. */
export const NOT_ALLOWED = 'ERR_ADDRESS_NOT_ALLOWED';

/** Asks the machine for all addresses of a name. */
export type LookUpAll = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const lookUpAll: LookUpAll = (host, done) => lookup(host, { all: true }, done);

/**
 * Resolves names for connections: the very addresses that are connected to are the ones judged, so that a name cannot lead elsewhere
 * between the look and the connection. One address among several that may not be connected to is enough to refuse.
 */
export function guardedLookup(
  mayConnect: MayConnect,
  resolve: LookUpAll = lookUpAll,
): LookupFunction {
  return (host, { all = false }, done) =>
    resolve(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return done(error ?? notFound(host), '', 0);
      if (!addresses.every(({ address }) => mayConnect(address))) return done(notAllowed(), '', 0);
      if (all) return done(null, [...addresses]);
      done(null, first.address, first.family);
    });
}

/** Whether a URL may be called as far as its host is an address already: no name is looked up for it. */
export function mayNameAddress(url: string, mayConnect: MayConnect): boolean {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 || mayConnect(host);
}

const notAllowed = (): NodeJS.ErrnoException =>
  Object.assign(new Error('the address may not be connected to'), { code: NOT_ALLOWED });
const notFound = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`no address of ${host}`), { code: 'ENOTFOUND' });
