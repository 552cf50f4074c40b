import {
  DAY,
  type FaultKind,
  type Instant,
  MINUTE,
  SECOND,
  assertNever,
  plusMs,
} from '@abgleich/domain';

/** A server that restarts is back in a minute; one that is down is asked twice an hour. */
const SOON_MS = [
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
];
/** What a person must repair is tried seldom: every try with a wrong password counts against the account at some providers. */
const SELDOM_MS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];
/** A week covers a holiday. After it the e-mail would tell old news; the portal still shows the errors. */
const GIVE_UP_AFTER_MS = 7 * DAY;

export type FailedMail = {
  readonly kind: FaultKind;
  /** The try that failed, counted from 1. */
  readonly attempt: number;
  readonly plannedAt: Instant;
  readonly now: Instant;
};

/** When a mail that did not leave is tried again; `null` = given up. */
export function nextTryAt({ kind, attempt, plannedAt, now }: FailedMail): Instant | null {
  if (now - plannedAt >= GIVE_UP_AFTER_MS) return null;
  const ladder = ladderOf(kind);
  const wait = ladder[Math.min(attempt, ladder.length) - 1] ?? MINUTE;
  return plusMs(now, wait);
}

function ladderOf(kind: FaultKind): readonly number[] {
  switch (kind) {
    case 'transient':
    case 'uncertain':
      return SOON_MS;
    case 'config':
    case 'rejected':
    case 'data':
    case 'bug':
      return SELDOM_MS;
    default:
      return assertNever(kind);
  }
}
