import { HttpException } from '@nestjs/common';

/** Codes of refusals that only the portal's HTTP interface knows; the portal has a text for each in both languages. */
export const PORTAL_PROBLEM_CODES = [
  'portal.not-signed-in',
  'portal.not-allowed',
  'portal.sign-in-refused',
  'portal.second-factor-needed',
  'portal.second-factor-on',
  'portal.second-factor-off',
  'portal.code-wrong',
  'portal.password-wrong',
  'portal.password-unsuitable',
  'portal.link-invalid',
  'portal.email-taken',
  'portal.last-admin',
  'portal.own-account',
  'portal.too-many-attempts',
  'portal.foreign-origin',
  'portal.not-found',
  'portal.busy',
  'portal.configuration-exists',
  'portal.configuration-changed',
  'portal.private-key-missing',
  'portal.keys-differ',
  'portal.keys-refused',
  'portal.keys-not-checked',
  'portal.method-not-allowed',
  'portal.unreadable',
  'portal.token-refused',
  'portal.people-only',
  'portal.too-many-tokens',
  'portal.day-has-passed',
  'portal.field-refused',
  'portal.connections-full',
  'portal.secret-unreadable',
  'portal.booking-not-possible',
] as const;
export type PortalProblemCode = (typeof PORTAL_PROBLEM_CODES)[number];

/** A refusal to be thrown by a controller or guard; the problem filter writes it as RFC 9457. It is an answer, not a failure of the world. */
export function portalProblem(
  status: number,
  code: PortalProblemCode,
  detail: string,
): HttpException {
  return new HttpException({ code, detail }, status);
}

/** One field of a form that cannot be saved like this. `code` is a word that the portal has a sentence for. */
export type FieldRefusal = { readonly path: string; readonly code: string; readonly fix: string };

/** A refusal that names the field it is about. */
export function fieldProblem(error: FieldRefusal): HttpException {
  const detail = 'A field cannot be saved like this; `errors` names it.';
  return new HttpException({ code: 'portal.field-refused', detail, errors: [error] }, 422);
}
