import { EVENT_VERSION, eventKey } from '@abgleich/contracts';
import { type EventDraft, type JournalWrite, toIso } from '@abgleich/domain';

/** What all events of one write share. */
export type EventContext = Pick<JournalWrite, 'ref' | 'now' | 'traceId'>;

/** An event as `parseEvent` of the contracts reads it; the type of its data is the drafter's business. */
export type EventEnvelope = EventDraft & {
  readonly id: string;
  readonly version: typeof EVENT_VERSION;
  readonly at: string;
  readonly organisationId: string;
  readonly connectionId: string;
  readonly orderNumber: string | null;
  readonly traceId: string;
};

/** Everything of the envelope but what differs from event to event. */
export const sharedEnvelope = ({
  ref,
  now,
  traceId,
}: EventContext): Omit<EventEnvelope, 'id' | 'type' | 'data'> => ({
  version: EVENT_VERSION,
  at: toIso(now),
  organisationId: ref.organisationId,
  connectionId: ref.connectionId,
  orderNumber: ref.orderNumber,
  traceId,
});

/** Puts a draft into its envelope. */
export const envelope = (context: EventContext, draft: EventDraft, id: string): EventEnvelope => ({
  ...sharedEnvelope(context),
  id,
  type: draft.type,
  data: draft.data,
});

/** The partition key of the write's events. */
export const keyOf = ({ ref }: EventContext): string =>
  eventKey({ connectionId: ref.connectionId, orderNumber: ref.orderNumber });
