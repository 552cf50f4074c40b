import type { CookieOptions, Request, Response } from 'express';

/** A working day: who signs in in the morning is not asked again before the evening. */
export const SESSION_MS = 12 * 60 * 60 * 1_000;

/** The `__Host-` prefix ties the cookie to this very host; browsers accept it over TLS only. */
const SECURE_NAME = '__Host-abgleich_session';
const PLAIN_NAME = 'abgleich_session';
/** 32 random bytes as base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function cookieFor(secure: boolean): { name: string; options: CookieOptions } {
  return {
    name: secure ? SECURE_NAME : PLAIN_NAME,
    options: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
  };
}

export function setSessionCookie(response: Response, token: string, secure: boolean): void {
  const { name, options } = cookieFor(secure);
  response.cookie(name, token, { ...options, maxAge: SESSION_MS });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  const { name, options } = cookieFor(secure);
  response.clearCookie(name, options);
}

/** The session token of a request, or `null`. Read by hand: two known names do not need a parser of all cookies. */
export function sessionTokenOf(request: Pick<Request, 'headers'>, secure: boolean): string | null {
  const { name } = cookieFor(secure);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=');
    if (key === name && value !== undefined && TOKEN.test(value)) return value;
  }
  return null;
}
