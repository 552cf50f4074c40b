import type { TFunction } from 'i18next';
import { ApiRefusal } from '../api/request.js';

export const isWrongLink = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.status === 404;

/** What a refusal on a page before the sign-in means; `null`: nothing was refused. */
export function outsideRefusal(error: Error | null, t: TFunction): string | null {
  if (error === null) return null;
  if (!(error instanceof ApiRefusal) || error.problem === null) return t('failure.unreachable');
  const { code, traceId } = error.problem;
  if (error.status === 429) return t('outside.tooMany');
  if (code === 'portal.email-taken') return t('outside.emailTaken');
  if (code === 'portal.password-unsuitable') return t('password.too-common');
  if (code === 'portal.busy') return t('signIn.busy');
  return t('failure.unexpected', { traceId });
}
