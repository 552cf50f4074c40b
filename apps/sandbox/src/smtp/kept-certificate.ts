import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned, type Certificate } from './self-signed.js';

const CERTIFICATE_FILE = 'mail-certificate.pem';
const KEY_FILE = 'mail-key.pem';

/** The certificate of the mail server, made at the first start and the same ever after. `now` in epoch ms. Throws when the folder cannot be written. */
export function keptCertificate(dir: string, now: number): Certificate {
  const [keyFile, certificateFile] = [join(dir, KEY_FILE), join(dir, CERTIFICATE_FILE)];
  if (existsSync(keyFile) && existsSync(certificateFile))
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certificateFile, 'utf8') };
  const made = selfSigned(now);
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(certificateFile, made.cert);
  return made;
}

/** Where the certificate of the sandbox with this data directory lies: whoever is to trust its mail server reads it there. */
export const mailCertificateFile = (dataDir: string): string =>
  join(dataDir, 'sandbox', CERTIFICATE_FILE);
