import { baseSettings, setting } from '@abgleich/service-kit';
import { z } from 'zod';

/** A chain of more proxies than this is a mistake. */
const PROXIES_MAX = 10;

/** What portal-api reads besides the settings of every service. */
export const portalApiSettings = baseSettings.extend({
  ABGLEICH_WEBHOOK_URL: setting(
    z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url))
      .optional(),
    {
      help: 'The address at which Unzer reaches this portal with its notifications, where it is another than ABGLEICH_PUBLIC_URL. Neither set: no webhook is registered, and payments are watched by polling alone, which reaches the same end a little later.',
      fix: 'Set it to https://HOST, or leave it out.',
      example: 'https://hooks.example.org',
    },
  ),
  ABGLEICH_SMTP_URL: setting(
    z
      .url({ protocol: /^smtps?$/ })
      .transform((url) => new URL(url))
      .optional(),
    {
      help: 'The mail server through which this installation sends invitations and links for new passwords. `smtps` is TLS from the first byte, `smtp` demands STARTTLS, `smtp://…?tls=none` is unencrypted, for a server on this machine. User and password are percent-encoded. Not set: the mail account of the organisation is used once it accepted a test mail; without that admins pass invitations on themselves.',
      fix: 'Set it to smtps://USER:PASSWORD@HOST:465 or smtp://USER:PASSWORD@HOST:587, together with ABGLEICH_MAIL_FROM, or leave both out.',
      example: 'smtp://abgleich:…@mail.example.org:587',
      secret: true,
    },
  ),
  ABGLEICH_MAIL_FROM: setting(z.email().optional(), {
    help: 'The sender of the e-mails that leave through ABGLEICH_SMTP_URL.',
    fix: 'Set it to one e-mail address, together with ABGLEICH_SMTP_URL, or leave both out.',
    example: 'abgleich@example.org',
  }),
  ABGLEICH_UNZER_TEST_URL: setting(z.url({ protocol: /^https?$/ }).optional(), {
    help: 'Where test keys (`s-…`) that somebody enters in the portal find Unzer, when that is a sandbox of your own. Not set: at Unzer itself. Live keys (`p-…`) always go to Unzer itself.',
    fix: 'Set it to http://HOST:PORT of the sandbox, or leave it out.',
    example: 'http://sandbox:7002',
  }),
  ABGLEICH_TRUSTED_PROXIES: setting(z.coerce.number().int().min(0).max(PROXIES_MAX).default(0), {
    help: 'How many proxies in front may be believed about the address of the caller (X-Forwarded-For).',
    fix: 'Set it to a whole number between 0 and 10.',
    example: '1',
  }),
});
export type PortalApiSettings = z.output<typeof portalApiSettings>;
