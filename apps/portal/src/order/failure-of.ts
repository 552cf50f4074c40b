import { isRefusal } from '../api/request.js';

/** The text that says why something about orders was not done. */
export function failureOf(error: Error) {
  if (isRefusal(error, 403)) return 'action.notAllowed';
  if (isRefusal(error, 404)) return 'action.gone';
  if (isRefusal(error, 429)) return 'action.tooMany';
  return 'action.failed';
}
