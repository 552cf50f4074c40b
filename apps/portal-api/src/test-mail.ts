import { randomUUID } from 'node:crypto';
import type { MailTestAnswer } from '@abgleich/contracts';
import { type Clock, type OrganisationId, isFault, toIso } from '@abgleich/domain';
import type { MailAccounts } from '@abgleich/persistence';
import type { Mailer } from '@abgleich/service-kit';
import { describeMailFault } from './describe-mail-fault.js';

/** Sends a test mail with an organisation's mail account at once and says what became of it. Throws `Fault` `platform.database`. */
export type MailTest = (organisationId: OrganisationId) => Promise<MailTestAnswer>;

export type MailTestParts = {
  readonly accounts: MailAccounts;
  readonly mailer: Mailer;
  readonly clock: Clock;
};

const SUBJECT = '[Abgleich] Test-Mail';
const TEXT = `Diese Test-Mail zeigt, dass Ihr E-Mail-Konto funktioniert. An diese Adresse meldet Abgleich Fehler.
Sie brauchen nichts zu tun.

------------------------------------------------------------

This test mail shows that your mail account works. Abgleich reports errors to this address.
You need not do anything.
`;

/** Makes the test. An accepted test mail is remembered at the account, which lets waiting mails try at once. */
export function createMailTest({ accounts, mailer, clock }: MailTestParts): MailTest {
  return async (organisationId) => {
    try {
      const account = await accounts.read(organisationId);
      if (account === null) return refusal('mail.account-missing', null);
      const at = new Date(clock.now());
      await mailer.send(account, { id: randomUUID(), subject: SUBJECT, text: TEXT, at });
      const now = clock.now();
      await accounts.accept(account, now);
      return { accepted: true, at: toIso(now), recipient: account.recipient };
    } catch (error) {
      if (!isFault(error) || !isOfAccount(error.code)) throw error;
      return refusal(error.code, error.params['answer'] ?? null);
    }
  };
}

const isOfAccount = (code: string): boolean =>
  code.startsWith('mail.') || code === 'platform.secret-unreadable';

const refusal = (code: string, serverSaid: string | null): MailTestAnswer => ({
  accepted: false,
  fault: describeMailFault(code),
  serverSaid,
});
