import type { Random } from './clock.js';

/** Where a fault can be injected. `webhook` is the way out of the payment side, the others are ways in. */
export const FAULT_TARGETS = ['pixi', 'unzer', 'smtp', 'webhook'] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];

/** What can go wrong. `timeout` = nothing was done; `lost-answer` = it was done and the connection is cut. */
export const FAULT_KINDS = [
  'error-500',
  'fault',
  'sql-message',
  'return-error',
  'timeout',
  'lost-answer',
  'slow',
  'malformed',
  'unauthorized',
  'rate-limit',
  'business-code',
  'duplicate',
  'drop',
  'reorder',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault as somebody asks for it. `match` absent = everything at the target; `times` absent = until cleared. */
export type FaultRequest = {
  readonly target: FaultTarget;
  readonly match?: string | undefined;
  readonly kind: FaultKind;
  readonly times?: number | undefined;
  readonly probability?: number | undefined;
  readonly delayMs?: number | undefined;
  readonly code?: string | undefined;
};

/** A fault that hits this very request. `occurrence` counts from 0, so that a kind with variants can rotate. */
export type InjectedFault = {
  readonly id: string;
  readonly kind: FaultKind;
  readonly delayMs: number;
  readonly code: string | null;
  readonly occurrence: number;
};

/** A registered fault as `list` shows it; `timesLeft` is `null` when it stays until cleared. */
export type RegisteredFault = FaultRequest & {
  readonly id: string;
  readonly timesLeft: number | null;
  readonly hits: number;
};

export type FaultRegistry = {
  /** Registers a fault and returns its id. Throws `FaultRequestError` with a sentence when the request makes no sense. */
  add(request: FaultRequest): string;
  /**
   * The fault that hits this request, or `null`; uses it up. `name` = procedure, or `POST /v1/payments/s-pay-1/charges`. Where only
   * some kinds can happen, `can` names them: others wait for their place.
   */
  take(target: FaultTarget, name: string, can?: readonly FaultKind[]): InjectedFault | null;
  clear(): void;
  list(): readonly RegisteredFault[];
};

/** A fault request that makes no sense; the message is a sentence for the caller. */
export class FaultRequestError extends Error {}

/** More registered faults than this is a test that forgot to clear. */
const FAULTS_MAX = 1_000;
/** Long enough to outlive every client's patience, short enough not to hold a test run for ever. */
const DELAY_MAX_MS = 600_000;
/** A `slow` without `delayMs`: noticeable, and below usual time-outs. */
const DELAY_DEFAULT_MS = 2_000;

type Entry = {
  id: string;
  request: FaultRequest;
  matches: (name: string) => boolean;
  timesLeft: number | null;
  hits: number;
};

/** Faults that wait for a matching request. The oldest matching one wins; `random` decides where `probability` is set. */
export function createFaultRegistry({ random }: { random: Random }): FaultRegistry {
  let entries: Entry[] = [];
  let lastId = 0;
  return {
    add(request) {
      refuseNonsense(request, entries.length);
      lastId += 1;
      const id = `fault-${lastId}`;
      const matches = request.match === undefined ? () => true : matcherOf(request.match);
      entries.push({ id, request, matches, timesLeft: request.times ?? null, hits: 0 });
      return id;
    },
    take(target, name, can = FAULT_KINDS) {
      for (const entry of entries) {
        if (entry.request.target !== target || !entry.matches(name)) continue;
        if (!can.includes(entry.request.kind)) continue;
        if (random() >= (entry.request.probability ?? 1)) continue;
        if (entry.timesLeft !== null) entry.timesLeft -= 1;
        if (entry.timesLeft === 0) entries = entries.filter((other) => other !== entry);
        return injected(entry);
      }
      return null;
    },
    clear() {
      entries = [];
    },
    list: () =>
      entries.map(({ id, request, timesLeft, hits }) => ({ ...request, id, timesLeft, hits })),
  };
}

function injected(entry: Entry): InjectedFault {
  const occurrence = entry.hits;
  entry.hits += 1;
  const { kind, delayMs, code } = entry.request;
  const delay = delayMs ?? (kind === 'slow' ? DELAY_DEFAULT_MS : 0);
  return { id: entry.id, kind, delayMs: delay, code: code ?? null, occurrence };
}

/**
 * Compares without case. `*` stands for anything but a slash, `**` for anything. A leading `/v1` of the real path is
 * optional in the pattern: `POST /payments/*\/charges` also hits `POST /v1/payments/s-pay-1/charges`.
 */
function matcherOf(pattern: string): (name: string) => boolean {
  const source = pattern
    .trim()
    .split('**')
    .map((part) => part.split('*').map(escaped).join('[^/]*'))
    .join('.*');
  const expression = new RegExp(`^${source}$`, 'i');
  return (name) => {
    const withoutQuery = name.split('?')[0] ?? name;
    const withoutVersion = withoutQuery.replace(/^(\S+ )\/v\d+(?=\/)/, '$1');
    return expression.test(withoutQuery) || expression.test(withoutVersion);
  };
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function refuseNonsense(request: FaultRequest, present: number): void {
  const { target, kind, match, times, probability, delayMs, code } = request;
  if (!FAULT_TARGETS.includes(target)) refuse(`target must be one of ${FAULT_TARGETS.join(', ')}.`);
  if (!FAULT_KINDS.includes(kind)) refuse(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
  if (match !== undefined && match.trim() === '')
    refuse('match is empty; leave it out to hit everything.');
  if (times !== undefined && !(Number.isInteger(times) && times >= 1))
    refuse('times must be a whole number from 1.');
  if (probability !== undefined && !(probability > 0 && probability <= 1))
    refuse('probability must be above 0 and at most 1.');
  if (delayMs !== undefined && !(delayMs >= 0 && delayMs <= DELAY_MAX_MS))
    refuse(`delayMs must be between 0 and ${DELAY_MAX_MS}.`);
  if (kind === 'reorder' && target !== 'webhook') refuse('kind reorder exists for webhook only.');
  if (kind === 'business-code' && (code === undefined || code === ''))
    refuse('kind business-code needs a code.');
  if (present >= FAULTS_MAX) refuse(`More than ${FAULTS_MAX} faults are registered; clear them.`);
}

function refuse(sentence: string): never {
  throw new FaultRequestError(sentence);
}
