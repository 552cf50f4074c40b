import type { TFunction } from 'i18next';
import { ApiRefusal } from '../api/request.js';

/** Codes of the server with a sentence of their own. */
const SENTENCES = {
  'portal.last-admin': 'accounts.lastAdmin',
  'portal.password-wrong': 'accounts.passwordWrong',
  'portal.code-wrong': 'accounts.factor.codeWrong',
  'portal.email-taken': 'accounts.invite.taken',
  'portal.too-many-attempts': 'accounts.tooMany',
  'portal.not-allowed': 'accounts.notAllowed',
  'portal.not-found': 'accounts.gone',
  'portal.second-factor-on': 'accounts.gone',
  'portal.second-factor-off': 'accounts.gone',
  'portal.password-unsuitable': 'password.too-common',
} as const;
const isKnown = (code: string): code is keyof typeof SENTENCES => Object.hasOwn(SENTENCES, code);

/** What a refusal means on the pages of users and of the own account. */
export function refusalText(error: Error, t: TFunction): string {
  if (!(error instanceof ApiRefusal)) return t('failure.unreachable');
  const code = error.problem?.code ?? '';
  return isKnown(code) ? t(SENTENCES[code]) : t('accounts.failed');
}
