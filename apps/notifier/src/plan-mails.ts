import { HOUR, type Instant, MINUTE, instant, plusMs } from '@abgleich/domain';
import type { EarlierMail, MailTray, PlannedMail, WaitingAlert } from '@abgleich/persistence';

/** How many e-mails people get at most. Beyond it errors are not lost: they are in the next digest. */
export type MailLimits = {
  /** Equal errors that come within this time after the first one share its mail. */
  readonly collectMs: number;
  /** The span over which mails are counted. */
  readonly spanMs: number;
  /** Mails about one kind of error within the span. */
  readonly groupMailsMax: number;
  /** Mails about single kinds of errors of one organisation within the span. */
  readonly mailsMax: number;
  /** What is over the limits is collected this long before a digest leaves. */
  readonly digestCollectMs: number;
  /** At least this long between two digests. */
  readonly digestEveryMs: number;
};

/** Three mails tell that something is going on and how fast it grows; what comes after them only fills a mailbox. */
const GROUP_MAILS_MAX = 3;
/** A bad configuration shows in several kinds of errors at once; more than ten kinds an hour are one big problem. */
const MAILS_MAX = 10;
/** Four digests an hour are still read. */
const DIGEST_EVERY_MS = 15 * MINUTE;
/** A digest takes in what comes right behind the last single mail. */
const DIGEST_COLLECT_FACTOR = 3;

/** The limits of an installation that collects equal errors for `collectMs`. */
export const mailLimits = (collectMs: number): MailLimits => ({
  collectMs,
  spanMs: HOUR,
  groupMailsMax: GROUP_MAILS_MAX,
  mailsMax: MAILS_MAX,
  digestCollectMs: DIGEST_COLLECT_FACTOR * collectMs,
  digestEveryMs: DIGEST_EVERY_MS,
});

export type MailPlan = {
  readonly mails: readonly PlannedMail[];
  /** When to plan again; `null`: nothing waits, or nothing can leave at present. */
  readonly nextAt: Instant | null;
};

const NOTHING: MailPlan = { mails: [], nextAt: null };

/**
 * Puts an organisation's waiting errors into e-mails: one for each kind of error once it was collected long enough, a digest for
 * everything over the limits. An error is planned exactly once, because whoever stores the plan no longer offers it. While the
 * account fails nothing is planned: what waits is sorted when it works again, so that an outage ends in few mails.
 */
export function planMails(tray: MailTray, limits: MailLimits, now: Instant): MailPlan {
  if (tray.blocked || tray.waiting.length === 0) return NOTHING;
  const earlier = tray.earlier.filter(({ plannedAt }) => plannedAt > now - limits.spanMs);
  const mails: PlannedMail[] = [];
  const over: WaitingAlert[] = [];
  const moments: Instant[] = [];
  for (const [code, alerts] of groupsOf(tray.waiting)) {
    const ripeAt = plusMs(firstArrival(alerts), limits.collectMs);
    if (ripeAt > now) moments.push(ripeAt);
    else if (hasRoom({ code, earlier, planned: mails.length }, limits))
      mails.push({ kind: 'group', code, problemIds: alerts.map(({ problemId }) => problemId) });
    else over.push(...alerts);
  }
  if (over.length > 0) {
    const dueAt = digestDueAt(over, earlier, limits);
    if (dueAt > now) moments.push(dueAt);
    else mails.push({ kind: 'digest', code: null, problemIds: over.map((one) => one.problemId) });
  }
  return { mails, nextAt: earliest(moments) };
}

/** Kinds of errors, the one that waits longest first. */
function groupsOf(waiting: readonly WaitingAlert[]): [string, WaitingAlert[]][] {
  const groups = [...Map.groupBy(waiting, ({ code }) => code)];
  return groups.sort(([, a], [, b]) => firstArrival(a) - firstArrival(b));
}

const firstArrival = (alerts: readonly WaitingAlert[]): Instant =>
  instant(alerts.reduce((first, { arrivedAt }) => Math.min(first, arrivedAt), Infinity));

type Asked = {
  readonly code: string;
  readonly earlier: readonly EarlierMail[];
  /** Mails that this plan already has. */
  readonly planned: number;
};

function hasRoom({ code, earlier, planned }: Asked, limits: MailLimits): boolean {
  const single = earlier.filter(({ kind }) => kind === 'group');
  const same = single.filter((mail) => mail.code === code);
  return same.length < limits.groupMailsMax && single.length + planned < limits.mailsMax;
}

function digestDueAt(
  over: readonly WaitingAlert[],
  earlier: readonly EarlierMail[],
  limits: MailLimits,
): Instant {
  const collected = firstArrival(over) + limits.digestCollectMs;
  const apart = earlier
    .filter(({ kind }) => kind === 'digest')
    .map(({ plannedAt }) => plannedAt + limits.digestEveryMs);
  return instant(Math.max(collected, ...apart));
}

const earliest = (moments: readonly Instant[]): Instant | null =>
  moments.length === 0 ? null : instant(Math.min(...moments));
