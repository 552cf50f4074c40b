import { randomUUID } from 'node:crypto';
import { type Clock, type Language, type OrganisationId, isFault } from '@abgleich/domain';
import type { MailAccounts } from '@abgleich/persistence';
import type { MailAccount, Mailer } from '@abgleich/service-kit';
import type { InstallationMail } from './installation-mail.js';
import { type LetterFacts, type LetterKind, writeLetter } from './letter-texts.js';

export type Letter = {
  readonly kind: LetterKind;
  readonly organisationId: OrganisationId;
  readonly to: string;
  readonly language: Language;
  readonly facts: LetterFacts;
};
/** `code`: the fault that kept it; `null`: there is no account to send it with. */
export type LetterResult =
  { readonly sent: true } | { readonly sent: false; readonly code: string | null };

/** Carries one-time links to people by e-mail: through the installation's own server, else through the organisation's account. */
export type Letters = {
  /** Whether the installation sends for every organisation. */
  readonly forAll: boolean;
  /** Whether mails of this organisation leave. */
  leave(organisationId: OrganisationId): Promise<boolean>;
  /** Throws `Fault` `platform.database`. What the mail server says is a result. */
  send(letter: Letter): Promise<LetterResult>;
};

export type LettersParts = {
  readonly installation: { readonly account: InstallationMail; readonly mailer: Mailer } | null;
  readonly accounts: MailAccounts;
  readonly mailer: Mailer;
  readonly clock: Clock;
};

export function createLetters({ installation, accounts, mailer, clock }: LettersParts): Letters {
  /** An account that no test mail went through would only be guessed at. */
  const accountOf = async (organisationId: OrganisationId): Promise<MailAccount | null> => {
    const account = await accounts.read(organisationId);
    return account === null || account.acceptedAt === null ? null : account;
  };
  return {
    forAll: installation !== null,
    async leave(organisationId) {
      if (installation !== null) return true;
      try {
        return (await accountOf(organisationId)) !== null;
      } catch (error) {
        if (isFault(error) && error.code === 'platform.secret-unreadable') return false;
        throw error;
      }
    },
    async send(letter) {
      const { organisationId, to } = letter;
      const { subject, text } = writeLetter(letter.kind, letter.language, letter.facts);
      const mail = { id: randomUUID(), subject, text, at: new Date(clock.now()) };
      try {
        if (installation !== null) {
          const account = { ...installation.account, organisationId, recipient: to };
          await installation.mailer.send(account, mail);
          return { sent: true };
        }
        const account = await accountOf(organisationId);
        if (account === null) return { sent: false, code: null };
        await mailer.send({ ...account, recipient: to }, mail);
        return { sent: true };
      } catch (error) {
        if (!isFault(error) || !isOfAccount(error.code)) throw error;
        return { sent: false, code: error.code };
      }
    },
  };
}

const isOfAccount = (code: string): boolean =>
  code.startsWith('mail.') || code === 'platform.secret-unreadable';
