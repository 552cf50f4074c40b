import type { DomainEvent } from '@abgleich/contracts';
import type { Clock, ConnectionId, OrganisationId } from '@abgleich/domain';
import { markHandled } from '@abgleich/messaging';
import {
  type Alert,
  type Database,
  databaseFault,
  inTransaction,
  keepAlert,
  resolveAlert,
  withdrawAlert,
} from '@abgleich/persistence';
import { mailParams } from './mail-params.js';

export type ProblemEvent = Extract<DomainEvent, { type: 'problem.raised' | 'problem.resolved' }>;

/** Under this name the notifier reads events and remembers which it has handled. */
export const NOTIFIER_GROUP = 'notifier';

/**
 * Notes what an event means for the mails to come, once per event. Answers whether there may be an error to tell. Throws `Fault`
 * `platform.database`; then nothing was noted and the event comes again.
 */
export async function noteProblem(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  event: ProblemEvent,
): Promise<boolean> {
  const alert = { ...alertOf(event), now: clock.now() };
  const isError = event.data.severity === 'error';
  const isRaised = event.type === 'problem.raised';
  try {
    return await inTransaction(database.pool, async (client) => {
      if (!(await markHandled(client, NOTIFIER_GROUP, event.id))) return false;
      if (!isError) await withdrawAlert(client, alert);
      else if (isRaised) await keepAlert(client, alert);
      else await resolveAlert(client, alert);
      return isError && isRaised;
    });
  } catch (error) {
    throw databaseFault(error);
  }
}

/** What is kept of an event: who, which order, which error; of its values only those that may be told. */
function alertOf({ organisationId, connectionId, orderNumber, data }: ProblemEvent): Alert {
  return {
    problemId: data.problemId,
    // Both were parsed as UUIDs by the contract.
    organisationId: organisationId as OrganisationId,
    connectionId: connectionId as ConnectionId,
    orderNumber: orderNumber ?? '',
    code: data.code,
    document: data.document,
    params: mailParams(data.params),
  };
}
