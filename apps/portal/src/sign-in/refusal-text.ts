import type { TFunction } from 'i18next';
import { ApiRefusal } from '../api/request.js';

/** What a refused sign-in means; `null`: nothing was refused. */
export function signInRefusal(error: Error | null, t: TFunction): string | null {
  if (error === null) return null;
  if (!(error instanceof ApiRefusal) || error.problem === null) return t('failure.unreachable');
  const { code, traceId } = error.problem;
  if (code === 'portal.code-wrong') return t('signIn.codeWrong');
  if (error.status === 400 || error.status === 401) return t('signIn.refused');
  if (error.status === 429) return t('signIn.tooMany');
  if (code === 'portal.busy') return t('signIn.busy');
  return t('failure.unexpected', { traceId });
}
