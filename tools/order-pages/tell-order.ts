import type { OrderDetail, ProblemView, TimelineEntry } from '@abgleich/contracts';
import { PROBLEM_CATALOG, type ProblemCode, type ProblemEntry, reasonText } from '@abgleich/domain';
import { de } from '../../apps/portal/src/i18n/de/all.js';
import { problemText } from '../../apps/portal/src/texts/problem-text.js';
import { anchorOf, needsPerson } from '../docs/runbook-page.mjs';
import type { PixiOrder, UnzerPayment } from '../../apps/standalone/src/testing/control-client.js';

/** One thing that happened, with a key that stays the same as long as it is the same thing. */
export type Row = {
  readonly key: string;
  readonly at: string;
  readonly where: string;
  readonly what: string;
};
export type Sides = {
  readonly portal: OrderDetail;
  readonly pixi: PixiOrder;
  readonly unzer: UnzerPayment | null;
};
type Timed = { readonly at: string };
type Transaction = UnzerPayment['transactions'][number] & Timed;

/** Looks that found nothing to do, or not yet; when and how often they happen is chance, and nobody is told. */
const QUIET_REASONS = [
  'nothing-to-do',
  'already-released',
  'already-settled',
  'order-closed',
  'payment-busy',
  'capture-uncertain',
];
const RUNBOOK = '../../operate/runbook.md';

/** Everything that happened to an order on both sides and what Abgleich decided, oldest first. */
export function tellOrder({ portal, pixi, unzer }: Sides): readonly Row[] {
  return [
    ...portal.timeline.flatMap(tellEntry),
    ...portal.problems.flatMap(tellResolved),
    ...(unzer?.transactions ?? []).map((one) => tellTransaction(one as Transaction)), // the view has the moment too
    ...pixi.bookings.map((one, index) => tellBooking(one as typeof one & Timed, index)), // so has this one
    ...tellComments(pixi),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function tellEntry(entry: TimelineEntry): readonly Row[] {
  switch (entry.kind) {
    case 'decision':
      return tellDecision(entry);
    case 'operation':
      return tellOperation(entry);
    case 'problem':
      return tellRaised(entry.problem);
    default:
      return [];
  }
}

function tellDecision({
  at,
  service,
  reason,
  document,
}: Extract<TimelineEntry, { kind: 'decision' }>): readonly Row[] {
  if (QUIET_REASONS.includes(reason)) return [];
  const words: Readonly<Record<string, string>> = de.service;
  const about = document === null ? '' : ` (${document})`;
  const what = `*${words[service] ?? service}*${about}: ${reasonText(reason, 'de', service) ?? reason}`;
  return [{ key: `decision ${service} ${reason} ${document}`, at, where: 'Abgleich', what }];
}

const IN_PIXI: Readonly<Record<string, string>> = {
  release: 'the order goes from HOLD to OPEN',
  lock: 'the shipping lock is set',
  unlock: 'the shipping lock is lifted',
};
function tellOperation(entry: Extract<TimelineEntry, { kind: 'operation' }>): readonly Row[] {
  const { operation, status, finishedAt, at } = entry;
  const what = IN_PIXI[operation];
  if (what === undefined || status !== 'done') return [];
  return [{ key: `operation ${operation} ${at}`, at: finishedAt ?? at, where: 'pixi', what }];
}

function tellTransaction({ type, id, amount, status, at, ...ours }: Transaction): Row {
  const reference = ours.paymentReference || ours.invoiceId || '';
  const named = reference === '' ? '' : `, reference ${reference}`;
  const what = `\`${type}\` ${amount}: ${status}${named}`;
  return { key: `transaction ${id} ${amount} ${status}`, at, where: 'Unzer', what };
}

function tellBooking(one: PixiOrder['bookings'][number] & Timed, index: number): Row {
  const what = `booking \`${one.eventId}\` ${one.amount} on ${one.matchedTo ?? 'no document'}`;
  return { key: `booking ${index}`, at: one.at, where: 'pixi', what };
}

/** pixi keeps the reason of a lock as a comment of its own; the same text is told once. */
function tellComments({ comments }: PixiOrder): readonly Row[] {
  const texts = comments.map(({ text }) => text);
  return comments.flatMap(({ at, text }, index) =>
    texts.indexOf(text) < index
      ? []
      : [{ key: `comment ${index}`, at, where: 'comment', what: `„${text}“` }],
  );
}

type Problem = ProblemView;
const entryOf = ({ code }: Problem): ProblemEntry => PROBLEM_CATALOG[code as ProblemCode]; // the product under test raised it
const markOf = ({ severity }: Problem): string =>
  severity === 'error' ? de.mark.problem : de.mark.notice;

/** With a link to what to do, where there is something to do. */
function nameOf(problem: Problem): string {
  const { number, code } = problem;
  const entry = entryOf(problem);
  const named = needsPerson(entry) ? `[${number}](${RUNBOOK}#${anchorOf(code, entry)})` : number;
  return `**${markOf(problem)} ${named}**`;
}

function tellRaised(problem: Problem): readonly Row[] {
  const { id, raisedAt: at } = problem;
  const what = `${nameOf(problem)}: ${problemText(problem, 'de').what}`;
  return [{ key: `raised ${id}`, at, where: 'portal', what }];
}

function tellResolved(problem: Problem): readonly Row[] {
  const { id, number, resolvedAt: at } = problem;
  if (at === null) return [];
  return [
    { key: `resolved ${id}`, at, where: 'portal', what: `${markOf(problem)} ${number} is gone` },
  ];
}

/** Where the order stands now: the portal's word and both sides' figures. */
export function tellStand({ portal, pixi, unzer }: Sides): readonly string[] {
  const states: Readonly<Record<string, string>> = de.state;
  const lock = pixi.locked ? ', locked' : '';
  const money =
    unzer === null
      ? ''
      : ` · Unzer: ${unzer.charged} charged, ${unzer.canceled} given back, ${unzer.remaining} open`;
  const stand = `**${states[portal.order.state] ?? portal.order.state}** · pixi: ${pixi.status}${lock}${money}`;
  return [`| **now** | ${stand} |`];
}
