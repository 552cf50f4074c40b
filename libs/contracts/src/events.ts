import { z } from 'zod';

const amount = z.object({ minor: z.number().int(), currency: z.string().length(3) });
const moneyEvent = z.object({
  paymentId: z.string(),
  document: z.string(),
  amount,
  transactionPath: z.string(),
});
const stateEvent = z.object({ reason: z.string(), state: z.string() });
const documentEvent = z.object({
  documentNumber: z.string(),
  shopId: z.string(),
  shopOrderNumber: z.string().nullable(),
  paymentCode: z.string(),
  customerKey: z.string().nullable(),
  issuedAt: z.iso.datetime().nullable(),
  amount,
  bookingCode: z.string(),
  transactionId: z.string(),
});
const problemEvent = z.object({
  problemId: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'notice']),
  document: z.string().nullable(),
  params: z.record(z.string(), z.string()),
});

/** Every event between services: type -> schema of its data. Past-tense facts; `poll.due` and `recheck.requested` say that a moment came. */
export const EVENT_DATA = {
  'order.seen': z.object({
    shopId: z.string(),
    paymentCode: z.string(),
    paymentId: z.string().nullable(),
  }),
  'order.released': stateEvent,
  'order.locked': stateEvent,
  'order.unlocked': stateEvent,
  'order.waiting': stateEvent,
  'order.ignored': stateEvent,
  'payment.captured': moneyEvent,
  'payment.reversed': moneyEvent,
  'payment.refunded': moneyEvent,
  'payment.shipped': moneyEvent,
  'payment.received': moneyEvent,
  'payment.charged-back': moneyEvent,
  'invoice.settled': documentEvent,
  'credit-note.settled': documentEvent,
  'problem.raised': problemEvent,
  'problem.resolved': problemEvent,
  'recheck.requested': z.object({ requestedBy: z.string(), why: z.string() }),
  'config.changed': z.object({
    configurationId: z.string().nullable(),
    version: z.number().int().nullable(),
  }),
  'poll.due': z.object({
    procedure: z.enum(['release-queue', 'capture-queue', 'changed-orders']),
    dueAt: z.iso.datetime(),
  }),
} as const satisfies Record<string, z.ZodType>;

/** `why` of a request to look again that a person made. */
export const ASKED_BY_PERSON = 'click';
/** How `why` of a request begins that a notification of the provider caused; the name of its event follows. */
export const ASKED_BY_WEBHOOK = 'webhook:';

/**
 * Whether a request to look again also allows refused steps to be tried once more. Only a person's does: a webhook can be sent by
 * anybody and comes in any number, and our own look-ups ask by themselves. Those are looks: the rules are applied to what is there now.
 */
export const permitsRetry = ({ why }: { readonly why: string }): boolean => why === ASKED_BY_PERSON;

/** Key in a travelling event that addresses it to one group: an event that was put back concerns only the group that parked it. */
export const ADDRESSED_TO = 'onlyGroup';

export type EventType = keyof typeof EVENT_DATA;
export const EVENT_TYPES = Object.keys(EVENT_DATA) as EventType[];
export const EVENT_VERSION = 1;

const envelope = z.object({
  id: z.uuid(),
  version: z.literal(EVENT_VERSION),
  at: z.iso.datetime(),
  organisationId: z.uuid(),
  connectionId: z.uuid(),
  /** `null` for events about a connection as a whole. */
  orderNumber: z.string().nullable(),
  traceId: z.string(),
});

/** An event as it travels. `eventKey` gives the partition: one order's events stay in order. */
export type DomainEvent<T extends EventType = EventType> = {
  [K in T]: z.infer<typeof envelope> & { type: K; data: z.infer<(typeof EVENT_DATA)[K]> };
}[T];

/** Made once: zod compiles a schema when it is first used. */
const head = envelope.extend({ type: z.enum(EVENT_TYPES as [EventType, ...EventType[]]) });

/** Parses an event from outside. Throws a ZodError that names the path; such a message is parked, not retried. */
export function parseEvent(input: unknown): DomainEvent {
  const { type, ...rest } = head.parse(input);
  const data = EVENT_DATA[type].parse(Reflect.get(Object(input), 'data'));
  return { ...rest, type, data } as DomainEvent;
}

/** Partition key: connection + order, or the connection alone. */
export function eventKey(event: Pick<DomainEvent, 'connectionId' | 'orderNumber'>): string {
  return event.orderNumber === null
    ? event.connectionId
    : `${event.connectionId}/${event.orderNumber}`;
}
