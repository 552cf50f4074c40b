import type { TFunction } from 'i18next';
import { ApiRefusal } from '../api/request.js';

type Translate = TFunction;

/** Why something was not done, for pages where people change something: what happened and what to do. */
export function refusalText(error: Error, t: Translate): string {
  if (!(error instanceof ApiRefusal) || error.problem === null) return t('failure.unreachable');
  switch (error.problem.code) {
    case 'portal.not-allowed':
      return t('tokens.notAllowed');
    case 'portal.too-many-attempts':
      return t('tokens.tooMany');
    case 'portal.too-many-tokens':
      return t('tokens.limit');
    case 'portal.day-has-passed':
      return t('tokens.dayPassed');
    default:
      return t('failure.unexpected', { traceId: error.problem.traceId });
  }
}
