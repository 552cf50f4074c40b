import { Fault, Secret } from '@abgleich/domain';
import type { MailAccount } from '@abgleich/service-kit';
import type { PortalApiSettings } from '../portal-api-settings.js';

/** A mail account without organisation and recipient: that of the installation itself. */
export type InstallationMail = Omit<MailAccount, 'organisationId' | 'recipient'>;

const TLS_PORT = 465;
const STARTTLS_PORT = 587;
const PLAIN_PORT = 25;

/** The installation's mail account; `null`: it has none. Throws a `config` fault when only half of it is set. */
export function installationMailOf({
  ABGLEICH_SMTP_URL: url,
  ABGLEICH_MAIL_FROM: sender,
}: Pick<PortalApiSettings, 'ABGLEICH_SMTP_URL' | 'ABGLEICH_MAIL_FROM'>): InstallationMail | null {
  if (url === undefined && sender === undefined) return null;
  if (url === undefined) throw missing('ABGLEICH_SMTP_URL', 'ABGLEICH_MAIL_FROM');
  if (sender === undefined) throw missing('ABGLEICH_MAIL_FROM', 'ABGLEICH_SMTP_URL');
  const security = securityOf(url);
  const username = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usualPort(security) : Number(url.port),
    security,
    username: username === '' ? null : username,
    password: url.password === '' ? null : new Secret(decodeURIComponent(url.password)),
    sender,
  };
}

function securityOf(url: URL): MailAccount['security'] {
  if (url.protocol === 'smtps:') return 'tls';
  return url.searchParams.get('tls') === 'none' ? 'none' : 'starttls';
}

function usualPort(security: MailAccount['security']): number {
  if (security === 'tls') return TLS_PORT;
  return security === 'starttls' ? STARTTLS_PORT : PLAIN_PORT;
}

function missing(name: string, other: string): Fault {
  const params = { [name]: `is not set, but ${other} is. Set both, or neither.` };
  return new Fault({ kind: 'config', code: 'platform.setting-invalid', params });
}
