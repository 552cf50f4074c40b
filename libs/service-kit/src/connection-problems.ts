import type {
  Clock,
  ConnectionId,
  Journal,
  OrderNumber,
  OrganisationId,
  ProblemDraft,
} from '@abgleich/domain';
import { newTraceId } from './trace-id.js';

/** Problems of a connection or configuration belong to no order. */
export const NO_ORDER = '' as OrderNumber;

export type ProblemsOf = {
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  readonly area: 'connection' | 'configuration';
  readonly document: string | null;
  /** The whole truth: what is open and not in it is resolved. */
  readonly open: readonly ProblemDraft[];
};

/** Raises and resolves problems that concern no single order. Throws `Fault` `platform.database`. */
export async function tellProblems(
  { journal, clock }: { journal: Journal; clock: Clock },
  { organisationId, connectionId, area, document, open }: ProblemsOf,
): Promise<void> {
  await journal.write({
    ref: { organisationId, connectionId, orderNumber: NO_ORDER },
    now: clock.now(),
    traceId: newTraceId(),
    problems: { area, document, open },
  });
}
