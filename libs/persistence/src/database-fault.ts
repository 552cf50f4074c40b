import { Fault, isFault } from '@abgleich/domain';

/** SQLSTATE classes after which nothing was done and trying again makes sense: no connection, no room, conflict, shutdown. */
const TRANSIENT_CLASSES = ['08', '53', '40', '57', '55'];
/** Wrong password, no such database, no permission: somebody must change the database URL or the server's grants. */
const MISCONFIGURED = ['28', '3D', '42501'];
/** Node's codes for a server that could not be reached: the statement never left. */
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** A connection that broke while a statement was on it: it may have been committed. */
const BROKEN = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/**
 * Translates an error of pg. transient: nothing was done · uncertain: the connection broke under the statement, which may have
 * been committed (our writes are safe to repeat) · config: the URL or the grants are wrong · bug: the statement itself is wrong.
 */
export function databaseFault(error: unknown): Fault {
  if (isFault(error)) return error;
  const state = sqlState(error);
  const kind = faultKind(error, state);
  const params = state === null ? {} : { sqlState: state };
  return new Fault({ kind, code: 'platform.database', params, cause: error });
}

function faultKind(
  error: unknown,
  state: string | null,
): 'transient' | 'uncertain' | 'config' | 'bug' {
  if (state === null) return faultKindByMessage(error);
  if (MISCONFIGURED.some((prefix) => state.startsWith(prefix))) return 'config';
  if (UNREACHED.includes(state)) return 'transient';
  if (BROKEN.includes(state)) return 'uncertain';
  // 57P01 ends the session and rolls back; 57P02 (crash) may come after the commit was written.
  if (state === '57P02') return 'uncertain';
  return TRANSIENT_CLASSES.includes(state.slice(0, 2)) ? 'transient' : 'bug';
}

/** pg tells some of its own troubles by message only. */
function faultKindByMessage(error: unknown): 'transient' | 'uncertain' | 'bug' {
  const message = error instanceof Error ? error.message : '';
  if (/connection terminated|connection ended|query read timeout/i.test(message))
    return 'uncertain';
  return /timeout|not queryable|pool after calling end/i.test(message) ? 'transient' : 'bug';
}

/** SQLSTATE, or Node's error code; `null` when there is none. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
