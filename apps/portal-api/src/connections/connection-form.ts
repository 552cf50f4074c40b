import type { ErpConnection } from '@abgleich/domain';
import type { Outside } from '../outside.js';
import { fieldProblem } from '../portal-problem.js';

/** Refuses an address that may not be called from here, and a stored password that would travel to somebody else. Nothing is sent. */
export async function requireAddress(
  { endpointUrl, hasPassword }: { readonly endpointUrl: string; readonly hasPassword: boolean },
  known: ErpConnection | null,
  outside: Outside,
): Promise<void> {
  const url = new URL(endpointUrl);
  const path = 'endpointUrl';
  if (url.protocol === 'http:' && !outside.mayBePlain)
    throw fieldProblem({
      path,
      code: 'unencrypted',
      fix: 'Begin with https://: user name and password travel with every call.',
    });
  if (await outside.isRefused('pixi', url.hostname))
    throw fieldProblem({
      path,
      code: 'address-not-allowed',
      fix: 'Name an address on the public Internet; this one leads into a private network.',
    });
  if (hasPassword || known === null) return;
  if (new URL(known.endpointUrl).origin !== url.origin)
    throw fieldProblem({
      path: 'password',
      code: 'needed-for-address',
      fix: 'Give the password again: the stored one is not sent to another address.',
    });
}

/** Whether a look at the one would find the same as a look at the other. */
export const sameAccess = (one: ErpConnection, other: ErpConnection): boolean =>
  one.endpointUrl === other.endpointUrl &&
  one.username === other.username &&
  one.password.reveal() === other.password.reveal();
