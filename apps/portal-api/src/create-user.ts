import type { NewPortalUser, PortalStore } from '@abgleich/persistence';
import { hashPassword } from './passwords.js';

/** Adds a user with a password in the clear, for seeding and the command line. Returns the id. */
export async function createUser(
  { accounts }: Pick<PortalStore, 'accounts'>,
  { password, ...user }: Omit<NewPortalUser, 'passwordHash'> & { readonly password: string },
): Promise<string> {
  return accounts.createUser({ ...user, passwordHash: await hashPassword(password) });
}
