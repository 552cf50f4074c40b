import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { PortalContext } from '../portal-context.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A colleague on holiday finds it when the week is over; see the page of users for sending it again. */
export const INVITATION_MS = 7 * DAY_MS;
/** Long enough for a slow mail server, short enough for a mailbox that others read. */
export const RESET_MS = 60 * 60 * 1_000;

export const newOneTimeToken = (): string => randomBytes(32).toString('base64url');

const PAGES = { invitation: '/einladung', reset: '/passwort-neu', setUp: '/einrichten' } as const;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The token stands behind `#`: browsers send that part to nobody, so no server, proxy or referrer gets it. */
export const oneTimeLink = (origin: string, page: keyof typeof PAGES, token: string): string =>
  `${origin}${PAGES[page]}#${token}`;

type Where = Pick<PortalContext, 'publicUrl'>;

/** Where links of somebody signed in begin: the installation's own address, else the one the browser named and the origin check let pass. */
export const originForMember = (request: Request, { publicUrl }: Where): string =>
  publicUrl?.origin ?? new URL(request.headers.origin ?? '').origin;

/**
 * Where links begin that anybody may ask for. A `Host` header can be forged, and a mail with a link to somebody else's server would give
 * the token away, so without a public address only this machine and the very address that was connected to are believed. `null`: none.
 */
export function originForAnybody(request: Request, { publicUrl }: Where): string | null {
  if (publicUrl !== null) return publicUrl.origin;
  const asked = `http://${request.headers.host ?? ''}`;
  if (!URL.canParse(asked)) return null;
  const { hostname, origin } = new URL(asked);
  const { localAddress = '', localPort = 0 } = request.socket;
  const own = localAddress.replace(/^::ffff:/, '');
  const reached = own.includes(':') ? `[${own}]` : own;
  const isReached = URL.canParse(`http://${reached}:${localPort}`)
    ? new URL(`http://${reached}:${localPort}`).origin === origin
    : false;
  return LOOPBACK.test(hostname) || isReached ? origin : null;
}
