import type { PortalDatabase } from '../portal-database.js';
import { createInvitations, type Invitations } from './invitations.js';
import { createMembers, type Members } from './members.js';
import { createOwnAccount, type OwnAccount } from './own-account.js';
import { createPasswordResets, type PasswordResets } from './password-resets.js';
import { createSecondFactors, type SecondFactors } from './second-factors.js';
import { createSetUpLink, type SetUpLink } from './set-up-link.js';
import { createSignIns, type SignIns } from './sign-ins.js';

/** Users, how they come in and how they sign in. */
export type People = {
  readonly members: Members;
  readonly invitations: Invitations;
  readonly resets: PasswordResets;
  readonly account: OwnAccount;
  readonly secondFactors: SecondFactors;
  readonly signIns: SignIns;
  readonly setUp: SetUpLink;
};

export const createPeople = (db: PortalDatabase): People => ({
  members: createMembers(db),
  invitations: createInvitations(db),
  resets: createPasswordResets(db),
  account: createOwnAccount(db),
  secondFactors: createSecondFactors(db),
  signIns: createSignIns(db),
  setUp: createSetUpLink(db),
});
