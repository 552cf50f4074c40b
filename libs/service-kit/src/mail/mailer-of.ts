import { readFile } from 'node:fs/promises';
import { Fault } from '@abgleich/domain';
import type { BaseSettings } from '../base-settings.js';
import { type Mailer, createMailer } from './create-mailer.js';

type MailSettings = Pick<
  BaseSettings,
  'ABGLEICH_PRIVATE_ADDRESSES' | 'ABGLEICH_MAIL_PRIVATE_HOSTS' | 'ABGLEICH_MAIL_CA_FILE'
>;

/** Whether merchants may name mail servers in private networks. */
export const mayMailInside = (
  settings: Pick<MailSettings, 'ABGLEICH_PRIVATE_ADDRESSES' | 'ABGLEICH_MAIL_PRIVATE_HOSTS'>,
): boolean =>
  (settings.ABGLEICH_MAIL_PRIVATE_HOSTS ?? settings.ABGLEICH_PRIVATE_ADDRESSES) === 'allowed';

/** The mailer that this installation's settings allow. Throws a `config` fault when the file of certificates cannot be read. */
export async function mailerOf(settings: MailSettings): Promise<Mailer> {
  const file = settings.ABGLEICH_MAIL_CA_FILE;
  return createMailer({
    allowPrivate: mayMailInside(settings),
    ca: file === undefined ? null : await readCertificates(file),
  });
}

async function readCertificates(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const params = { ABGLEICH_MAIL_CA_FILE: 'names a file that cannot be read.' };
    throw new Fault({ kind: 'config', code: 'platform.setting-invalid', params, cause });
  }
}
