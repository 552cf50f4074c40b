import type { PortalStore, SecretBox } from '@abgleich/persistence';
import type { QuietWindow } from '@abgleich/scheduler';
import type { BillingProvider, Clock } from '@abgleich/domain';
import type { Log } from '@abgleich/service-kit';
import type { Request } from 'express';
import type { ConfigurationCentre } from './configurations/configuration-centre.js';
import type { PasswordCheck } from './passwords.js';
import type { Letters } from './people/letters.js';
import type { Outside } from './outside.js';
import type { MailTest } from './test-mail.js';

/** What the controllers share; injected under `PORTAL`. */
export type PortalContext = {
  readonly store: PortalStore;
  readonly clock: Clock;
  readonly passwords: PasswordCheck;
  /** Sends test mails; `null`: this installation of the portal cannot. */
  readonly mailTest: MailTest | null;
  /** Encrypts the keys of second factors; `null`: none can be set up here. */
  readonly secrets: SecretBox | null;
  /** Carries one-time links to people; `null`: admins pass them on. */
  readonly letters: Letters | null;
  /** Payment-method configurations; `null`: this installation of the portal has none to show. */
  readonly configurations: ConfigurationCentre | null;
  /** The way to pixi and Unzer and to stored secrets; `null`: this installation of the portal has none. */
  readonly outside: Outside | null;
  /** Collects the fee; `null`: nothing is charged. */
  readonly billing: BillingProvider | null;
  /** The address people type, when a proxy stands in front; `null`: whatever the request says. */
  readonly publicUrl: URL | null;
  /** When no request may reach pixi; left out: nobody told this portal. */
  readonly window?: QuietWindow | undefined;
  readonly log: Log;
  /** Something was written to the outbox: deliver it without waiting. */
  readonly onOutbox: () => void;
};
export const PORTAL = Symbol('portal context');

/** Whether the browser reached us over TLS, here or at the proxy. */
export function isSecure(
  request: Request,
  { publicUrl }: Pick<PortalContext, 'publicUrl'>,
): boolean {
  return publicUrl === null ? request.secure : publicUrl.protocol === 'https:';
}
