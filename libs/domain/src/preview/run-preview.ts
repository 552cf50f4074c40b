import { decideCancelReturn } from '../cancel-return/decide-cancel-return.js';
import { isCancelledLine, isCreditNote } from '../cancel-return/return-case.js';
import { decideCapture } from '../capture/decide-capture.js';
import type { PaymentPolicy } from '../configuration.js';
import type { Command, CommentDraft, Decision, OrderState } from '../decision.js';
import type { PaymentMethodCode } from '../payment-methods.js';
import type { ProblemDraft } from '../problem-codes.js';
import { decideRelease } from '../release/decide-release.js';
import { DAY, type Instant } from '../time.js';
import { afterCommand } from './preview-effects.js';
import {
  afterBeat,
  beatsOf,
  beginPreview,
  type PreviewBeat,
  type PreviewSituation,
} from './preview-situations.js';
import type { PreviewWorld } from './preview-world.js';

/** Rounds until no rule asks for anything more; a story needs three or four. */
const ROUNDS_MAX = 20;
/** Looks while nothing happens: once a day at the latest, and no warning is set to more than a year. */
const LOOKS_MAX = 500;

/** Which service decides; its reasons have sentences of their own. */
export type PreviewService = 'order-release' | 'capture' | 'cancel-return';

/** One decision of a rule that did or told something. */
export type PreviewStep = {
  readonly service: PreviewService;
  readonly document: string | null;
  readonly reason: string;
  readonly state: OrderState;
  readonly commands: readonly Command[];
  readonly problems: readonly ProblemDraft[];
  /** `null` also where the order carries this comment already. */
  readonly comment: CommentDraft | null;
};
/** What happened, how both sides stood then, and what came of it. */
export type PreviewPart = {
  readonly beat: PreviewBeat;
  readonly before: PreviewWorld;
  readonly steps: readonly PreviewStep[];
  readonly after: PreviewWorld;
};
export type Preview = {
  readonly parts: readonly PreviewPart[];
  /** Problems that are open at the end. */
  readonly problems: readonly ProblemDraft[];
};
export type PreviewInput = {
  readonly method: PaymentMethodCode;
  readonly situation: PreviewSituation;
  readonly policy: PaymentPolicy;
  readonly now: Instant;
};

/**
 * Tells what Abgleich would do: the rules themselves decide, every step goes well on the other side, and they are asked again until none
 * asks for anything. Bank details and addresses count as right. `null`: the situation cannot come about with the method.
 */
export function runPreview({ method, situation, policy, now }: PreviewInput): Preview | null {
  const beats = beatsOf(situation, method);
  const [first, ...rest] = beats ?? [];
  if (first === undefined) return null;
  const teller: Teller = { policy, said: new Map(), written: new Set() };
  const parts = [look(teller, first, beginPreview(first, method, { policy, now }))];
  for (const beat of rest) {
    const world = parts.at(-1)?.after ?? parts[0]?.before;
    if (world === undefined) break;
    parts.push(
      beat === 'time-passes'
        ? waitUntilTold(teller, world)
        : look(teller, beat, afterBeat(world, beat, policy)),
    );
  }
  return { parts, problems: [...teller.said.values()].flatMap(({ problems }) => problems) };
}

type Said = { readonly reason: string; readonly problems: readonly ProblemDraft[] };
type Teller = {
  readonly policy: PaymentPolicy;
  /** The last word of each rule on each document. */
  readonly said: Map<string, Said>;
  /** Comments that the order carries. */
  readonly written: Set<string>;
};
type Asked = Pick<PreviewStep, 'service' | 'document'> & { readonly decision: Decision<string> };

/** All rules that the services would ask now, in the order of an order's life. */
function askAll({ policy }: Teller, world: PreviewWorld): readonly Asked[] {
  const { order, lines, documents, now, firstSeenAt, operations } = world;
  const payment = { kind: 'found', payment: world.payment } as const;
  const memory = { firstSeenAt, operations, recheckRequestedAt: null };
  const facts = { order, policy, payment, memory, now };
  const captures = documents
    .filter((one) => !isCreditNote(one))
    .map((invoice) => ({
      service: 'capture' as const,
      document: invoice.invoiceNumber,
      decision: decideCapture({
        ...facts,
        invoice,
        otherInvoices: documents.filter((one) => one !== invoice),
        orderTotal: order.total,
        orderStatus: order.status,
      }),
    }));
  const mayAsk =
    order.status === 'closed' || lines.some(isCancelledLine) || documents.some(isCreditNote);
  const giving = {
    service: 'cancel-return' as const,
    document: null,
    decision: decideCancelReturn({ ...facts, lines, documents }),
  };
  return [
    { service: 'order-release', document: null, decision: decideRelease(facts) },
    ...captures,
    ...(mayAsk ? [giving] : []),
  ];
}

function look(teller: Teller, beat: PreviewBeat, before: PreviewWorld): PreviewPart {
  const steps: PreviewStep[] = [];
  let world = before;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const asked = askAll(teller, world);
    const acting = asked.find(({ decision }) => decision.commands.length > 0);
    if (acting === undefined) {
      steps.push(...asked.filter((one) => isNews(teller, one)).map((one) => tell(teller, one)));
      const last = asked.at(-1);
      if (steps.length === 0 && last !== undefined) steps.push(tell(teller, last));
      break;
    }
    steps.push(tell(teller, acting));
    for (const command of acting.decision.commands) world = afterCommand(world, command);
  }
  return { beat, before, steps, after: world };
}

/** Looks when the rules want to, or once a day, until one of them has something to say. */
function waitUntilTold(teller: Teller, start: PreviewWorld): PreviewPart {
  let world = start;
  for (let count = 0; count < LOOKS_MAX; count += 1) {
    const asked = askAll(teller, world);
    if (count > 0 && asked.some((one) => one.decision.commands.length > 0 || isNews(teller, one)))
      break;
    world = { ...world, now: nextLook(asked, world.now) };
  }
  return look(teller, 'time-passes', world);
}

function nextLook(asked: readonly Asked[], now: Instant): Instant {
  const wanted = asked.flatMap(({ decision: { lookAgain } }) =>
    lookAgain !== null && lookAgain > now ? [lookAgain] : [],
  );
  const daily = (now + DAY) as Instant; // a moment and a length make a moment
  return wanted.reduce((soonest, one) => (one < soonest ? one : soonest), daily);
}

/** Decisions that say nothing new of an order by themselves. */
const QUIET_REASONS: readonly string[] = [
  'already-released',
  'order-closed',
  'already-settled',
  'nothing-to-do',
];

const keyOf = ({ service, document }: Pick<Asked, 'service' | 'document'>): string =>
  `${service}/${document ?? ''}`;
const codes = (problems: readonly ProblemDraft[]): string =>
  problems
    .map(({ code, document }) => `${code}/${document ?? ''}`)
    .sort()
    .join();

function isNews(teller: Teller, asked: Asked): boolean {
  const { reason, problems, comment } = asked.decision;
  const before = teller.said.get(keyOf(asked));
  if (codes(before?.problems ?? []) !== codes(problems)) return true;
  if (QUIET_REASONS.includes(reason)) return false;
  return before?.reason !== reason || (comment !== null && !teller.written.has(nameOf(comment)));
}

const nameOf = ({ code, document }: CommentDraft): string => `${code}:${document}`;

function tell(teller: Teller, asked: Asked): PreviewStep {
  const { service, document, decision } = asked;
  const { reason, state, commands, problems } = decision;
  const comment = commentOf(teller, asked);
  if (comment !== null) teller.written.add(nameOf(comment));
  teller.said.set(keyOf(asked), { reason, problems });
  return { service, document, reason, state, commands, problems, comment };
}

/** As the services write them: once each, and not before what the comment tells of has been judged once more. */
function commentOf({ written }: Teller, { service, decision }: Asked): CommentDraft | null {
  const { comment, commands } = decision;
  if (comment === null || written.has(nameOf(comment))) return null;
  const kinds = commands.map(({ kind }) => kind);
  if (service === 'order-release' && kinds.includes('capture')) return null;
  const isMoved = kinds.includes('capture') || kinds.includes('announce-shipment');
  if (service === 'capture' && isMoved && !kinds.includes('settle')) return null;
  return comment;
}
