import { HOUR, MINUTE, SECOND, instant, plusMs } from '@abgleich/domain';
import type { EarlierMail, PlannedMail, WaitingAlert } from '@abgleich/persistence';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MailLimits, mailLimits, planMails } from './plan-mails.js';

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const LIMITS = mailLimits(20 * SECOND);

const ago = (ms: number, code = 'release.payment-unknown', count = 1): WaitingAlert[] =>
  Array.from({ length: count }, (_unused, index) => ({
    problemId: `${code}/${ms}/${index}`,
    code,
    arrivedAt: plusMs(NOW, -ms),
  }));
const mailAgo = (ms: number, code: string | null = 'release.payment-unknown'): EarlierMail => ({
  kind: code === null ? 'digest' : 'group',
  code,
  plannedAt: plusMs(NOW, -ms),
});

type Case = {
  readonly rule: string;
  readonly waiting: readonly WaitingAlert[];
  readonly earlier?: readonly EarlierMail[];
  readonly blocked?: boolean;
  /** `group CODE COUNT` or `digest COUNT`. */
  readonly mails: readonly string[];
  /** Seconds from now; `null`: not again by itself. */
  readonly again: number | null;
};
const OTHER = 'capture.refused';
const threeAlready = [mailAgo(50 * MINUTE), mailAgo(40 * MINUTE), mailAgo(30 * MINUTE)];
const tenAlready = Array.from({ length: 10 }, (_unused, index) => mailAgo(HOUR / 2, `x.${index}`));

const CASES: readonly Case[] = [
  { rule: 'nothing waits: nothing to do', waiting: [], mails: [], again: null },
  { rule: 'an error is collected for 20 s', waiting: ago(19_999), mails: [], again: 0.001 },
  {
    rule: 'after 20 s it leaves',
    waiting: ago(20_000),
    mails: ['group release.payment-unknown 1'],
    again: null,
  },
  {
    rule: 'equal errors share one mail, the latest with the first',
    waiting: [...ago(20_000), ...ago(1, undefined, 5)],
    mails: ['group release.payment-unknown 6'],
    again: null,
  },
  {
    rule: 'different errors get a mail each, each in its own time',
    waiting: [...ago(20_000), ...ago(5_000, OTHER)],
    mails: ['group release.payment-unknown 1'],
    again: 15,
  },
  {
    rule: 'the fourth mail of a kind within an hour is left for the digest, a minute after its first error',
    waiting: ago(20_000, undefined, 7),
    earlier: threeAlready,
    mails: [],
    again: 40,
  },
  {
    rule: 'the digest takes all that is over the limit',
    waiting: [...ago(60_000, undefined, 7), ...ago(25_000, undefined, 3)],
    earlier: threeAlready,
    mails: ['digest 10'],
    again: null,
  },
  {
    rule: 'the next digest waits until a quarter of an hour after the last',
    waiting: ago(60_000, undefined, 7),
    earlier: [...threeAlready, mailAgo(10 * MINUTE, null)],
    mails: [],
    again: 300,
  },
  {
    rule: 'another kind still has its own three mails',
    waiting: [...ago(60_000), ...ago(60_000, OTHER)],
    earlier: threeAlready,
    mails: [`group ${OTHER} 1`, 'digest 1'],
    again: null,
  },
  {
    rule: 'after ten mails within an hour every kind goes into the digest',
    waiting: ago(60_000),
    earlier: tenAlready,
    mails: ['digest 1'],
    again: null,
  },
  {
    rule: 'what was an hour ago no longer counts',
    waiting: ago(60_000),
    earlier: [mailAgo(HOUR), mailAgo(HOUR), mailAgo(HOUR + 1)],
    mails: ['group release.payment-unknown 1'],
    again: null,
  },
  {
    rule: 'while the account fails everything waits',
    waiting: ago(HOUR, undefined, 500),
    blocked: true,
    mails: [],
    again: null,
  },
];

const shown = ({ kind, code, problemIds }: PlannedMail): string =>
  kind === 'digest' ? `digest ${problemIds.length}` : `group ${code} ${problemIds.length}`;

describe('planning mails', () => {
  it.each(CASES)('$rule', ({ waiting, earlier = [], blocked = false, mails, again }) => {
    const plan = planMails({ waiting, earlier, blocked }, LIMITS, NOW);
    expect(plan.mails.map(shown)).toEqual(mails);
    expect(plan.nextAt === null ? null : (plan.nextAt - NOW) / SECOND).toEqual(again);
  });

  it.each([
    { minutes: 1, kinds: ['group', 'group', 'group'] },
    { minutes: 2, kinds: ['group', 'group', 'group', 'digest'] },
    { minutes: 5, kinds: ['group', 'group', 'group', 'digest', 'digest'] },
  ])('tells 1,000 equal errors of $minutes minutes in $kinds', ({ minutes, kinds }) => {
    const arrivals = Array.from({ length: 1_000 }, (_unused, index) => ({
      atMs: Math.floor((index * minutes * MINUTE) / 1_000),
      code: OTHER,
    }));
    const mails = simulate(arrivals, LIMITS).sent;
    expect(mails.map(({ kind }) => kind)).toEqual(kinds);
    expect(mails.flatMap(({ problemIds }) => problemIds)).toHaveLength(1_000);
  });
});

type Arrival = { readonly atMs: number; readonly code: string };
type Sent = PlannedMail & { readonly atMs: number };

/** Lets errors arrive and plans whenever the planner asked for it, as the notifier does. */
function simulate(arrivals: readonly Arrival[], limits: MailLimits) {
  const todo = arrivals
    .map(({ atMs, code }, index) => ({ problemId: `p${index}`, code, arrivedAt: instant(atMs) }))
    .sort((a, b) => a.arrivedAt - b.arrivedAt);
  const waiting = new Map<string, WaitingAlert>();
  const sent: Sent[] = [];
  const moments = new Set(todo.map(({ arrivedAt }) => arrivedAt + limits.collectMs));
  for (let rounds = 0; moments.size > 0; rounds += 1) {
    if (rounds > 10_000) throw new Error('the planner never comes to an end');
    const now = instant(Math.min(...moments));
    moments.delete(now);
    while (todo[0] !== undefined && todo[0].arrivedAt <= now) {
      const alert = todo.shift();
      if (alert) waiting.set(alert.problemId, alert);
    }
    const earlier = sent.map(({ kind, code, atMs }) => ({ kind, code, plannedAt: instant(atMs) }));
    const tray = { waiting: [...waiting.values()], earlier, blocked: false };
    const { mails, nextAt } = planMails(tray, limits, now);
    for (const mail of mails) {
      sent.push({ ...mail, atMs: now });
      mail.problemIds.forEach((id) => waiting.delete(id));
    }
    if (nextAt !== null) {
      expect(nextAt).toBeGreaterThan(now);
      moments.add(nextAt);
    }
  }
  return { sent, left: waiting.size };
}

const history = fc.array(
  fc.record({
    atMs: fc.oneof(fc.integer({ min: 0, max: 2 * MINUTE }), fc.integer({ min: 0, max: 3 * HOUR })),
    code: fc.constantFrom(...Array.from({ length: 15 }, (_unused, index) => `kind.${index % 12}`)),
  }),
  { maxLength: 300 },
);
/** The most that lie within any span of this length. */
const mostWithin = (moments: readonly number[], spanMs: number): number =>
  Math.max(
    0,
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + spanMs).length),
  );

describe('whatever errors come, and whenever', () => {
  it('every error is in exactly one mail or digest', () => {
    fc.assert(
      fc.property(history, (arrivals) => {
        const { sent, left } = simulate(arrivals, LIMITS);
        const told = sent.flatMap(({ problemIds }) => problemIds);
        expect(left).toBe(0);
        expect(told.toSorted()).toEqual(arrivals.map((_unused, index) => `p${index}`).toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('the limits hold in every hour', () => {
    fc.assert(
      fc.property(history, (arrivals) => {
        const { sent } = simulate(arrivals, LIMITS);
        const groups = sent.filter(({ kind }) => kind === 'group');
        const digests = sent.filter(({ kind }) => kind === 'digest').map(({ atMs }) => atMs);
        expect(
          mostWithin(
            groups.map(({ atMs }) => atMs),
            HOUR,
          ),
        ).toBeLessThanOrEqual(10);
        expect(mostWithin(digests, 15 * MINUTE)).toBeLessThanOrEqual(1);
        for (const same of Map.groupBy(groups, ({ code }) => code).values()) {
          expect(
            mostWithin(
              same.map(({ atMs }) => atMs),
              HOUR,
            ),
          ).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a mail about one kind holds only that kind, and no error waits longer than a digest takes', () => {
    fc.assert(
      fc.property(history, (arrivals) => {
        for (const { kind, code, problemIds, atMs } of simulate(arrivals, LIMITS).sent) {
          for (const id of problemIds) {
            const arrival = arrivals[Number(id.slice(1))];
            if (kind === 'group') expect(arrival?.code).toBe(code);
            const waitedMs = atMs - (arrival?.atMs ?? 0);
            expect(waitedMs).toBeLessThanOrEqual(LIMITS.digestEveryMs + LIMITS.digestCollectMs);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
