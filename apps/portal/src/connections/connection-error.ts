import type { TFunction } from 'i18next';
import { ApiRefusal } from '../api/request.js';
import { connections as german } from '../i18n/de/connections.js';

/** The sentence for a word with which a form or the server refuses a field. */
export function fieldErrorText(t: TFunction, word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const known = Object.hasOwn(german.error, word) ? word : 'invalid';
  return t(`connections.error.${known}` as 'connections.error.invalid'); // looked up just before
}

/** The fields that the server refused, with the word for each; empty when it was something else. */
export function refusedFields(error: unknown): readonly { path: string; code: string }[] {
  if (!(error instanceof ApiRefusal)) return [];
  return (error.problem?.errors ?? []).map(({ path, code, fix }) => ({
    path,
    code: error.status === 400 ? fix : code, // a schema's own word stands in the message
  }));
}

/** One sentence for what kept the server from doing what was asked. */
export function refusalText(t: TFunction, error: Error): string {
  if (!(error instanceof ApiRefusal) || error.problem === null) return t('failure.unreachable');
  const { code, traceId } = error.problem;
  if (code === 'portal.connections-full') return t('connections.error.full');
  if (code === 'portal.too-many-attempts') return t('connections.error.tooMany');
  if (code === 'portal.secret-unreadable') return t('connections.error.secretUnreadable');
  return t('failure.unexpected', { traceId });
}
