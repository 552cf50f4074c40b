import type { Clock } from '@abgleich/domain';
import type { MailAccounts } from '@abgleich/persistence';
import { mailerOf } from '@abgleich/service-kit';
import type { PortalApiSettings } from '../portal-api-settings.js';
import { installationMailOf } from './installation-mail.js';
import { type Letters, createLetters } from './letters.js';

type Settings = Pick<
  PortalApiSettings,
  | 'ABGLEICH_SMTP_URL'
  | 'ABGLEICH_MAIL_FROM'
  | 'ABGLEICH_PRIVATE_ADDRESSES'
  | 'ABGLEICH_MAIL_PRIVATE_HOSTS'
  | 'ABGLEICH_MAIL_CA_FILE'
>;

/**
 * The letters that these settings allow. The installation's own server may be in a private network: whoever sets it up named it, not a
 * merchant. Throws a `config` fault when the settings are half or name a file that cannot be read.
 */
export async function lettersOf(
  settings: Settings,
  { accounts, clock }: { readonly accounts: MailAccounts; readonly clock: Clock },
): Promise<Letters> {
  const account = installationMailOf(settings);
  const anywhere = { ...settings, ABGLEICH_MAIL_PRIVATE_HOSTS: 'allowed' } as const;
  const installation = account === null ? null : { account, mailer: await mailerOf(anywhere) };
  return createLetters({ installation, accounts, mailer: await mailerOf(settings), clock });
}
