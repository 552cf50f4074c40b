import { add, eur, money, subtract } from '../money.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentPolicy } from '../configuration.js';
import type { Instant } from '../time.js';
import {
  cancel,
  giveBack,
  later,
  newPreviewWorld,
  PREVIEW_GAP,
  PREVIEW_ORDER,
  receive,
  ship,
  type PreviewPayment,
  type PreviewWorld,
} from './preview-world.js';

/** What happens around an order, one after the other; Abgleich looks after each. Every beat has its sentence in the portal. */
export const PREVIEW_BEATS = [
  'authorized',
  'charged',
  'requested',
  'within-tolerance',
  'too-little',
  'unfinished',
  'failed',
  'time-passes',
  'received',
  'received-too-little',
  'received-too-much',
  'shipped',
  'shipped-in-part',
  'cancelled',
  'cancelled-rest',
  'returned',
] as const;
export type PreviewBeat = (typeof PREVIEW_BEATS)[number];

export const PREVIEW_SITUATIONS = [
  'good',
  'charged-in-shop',
  'within-tolerance',
  'too-little',
  'unfinished',
  'failed',
  'expiring',
  'received',
  'received-too-little',
  'received-too-much',
  'shipped',
  'shipped-then-paid',
  'shipped-in-part',
  'cancelled',
  'cancelled-paid',
  'cancelled-in-part',
  'returned',
  'returned-unpaid',
] as const;
/** "Was passiert bei …?" */
export type PreviewSituation = (typeof PREVIEW_SITUATIONS)[number];

/** The story of a situation for a method; `null`: it cannot come about with this method. */
export function beatsOf(
  situation: PreviewSituation,
  method: PaymentMethodCode,
): readonly PreviewBeat[] | null {
  const { authorizes, paidByTransfer, goodsWaitForTransfer, family } = traitsOf(method);
  const paid: PreviewBeat = paidByTransfer ? 'requested' : authorizes ? 'authorized' : 'charged';
  /** Where goods wait for the transfer, the story reaches the shipment only with it. */
  const ready: readonly PreviewBeat[] = goodsWaitForTransfer ? [paid, 'received'] : [paid];
  /** Everything there is to be given back lies with us: taken, reserved, or transferred after the goods. */
  const complete: readonly PreviewBeat[] =
    paidByTransfer && !goodsWaitForTransfer ? [paid, 'shipped', 'received'] : [...ready, 'shipped'];
  const when = (isOffered: boolean, ...beats: readonly PreviewBeat[]) => (isOffered ? beats : null);
  switch (situation) {
    case 'good':
      return [paid];
    case 'charged-in-shop':
      return when(family === 'direct', 'charged');
    case 'within-tolerance':
    case 'too-little':
    case 'unfinished':
    case 'failed': {
      const more: readonly PreviewBeat[] = situation === 'unfinished' ? ['time-passes'] : [];
      return when(!paidByTransfer, situation, ...more);
    }
    case 'expiring':
      return when(authorizes, paid, 'time-passes');
    case 'received':
    case 'received-too-little':
    case 'received-too-much':
      return when(goodsWaitForTransfer, paid, situation);
    case 'shipped':
      return [...ready, 'shipped'];
    case 'shipped-then-paid':
      return when(paidByTransfer && !goodsWaitForTransfer, paid, 'shipped', 'received');
    case 'shipped-in-part':
      return [...ready, 'shipped-in-part'];
    case 'cancelled':
      return [paid, 'cancelled'];
    case 'cancelled-paid':
      return when(paidByTransfer, paid, 'received', 'cancelled');
    case 'cancelled-in-part':
      return [...ready, 'shipped-in-part', 'cancelled-rest'];
    case 'returned':
      return [...complete, 'returned'];
    case 'returned-unpaid':
      return when(paidByTransfer && !goodsWaitForTransfer, paid, 'shipped', 'returned');
  }
}

/** The world as the first beat of a story leaves it. */
export function beginPreview(
  beat: PreviewBeat,
  method: PaymentMethodCode,
  { policy, now }: { readonly policy: PaymentPolicy; readonly now: Instant },
): PreviewWorld {
  return newPreviewWorld(method, paymentAfter(beat, policy), now);
}

function paymentAfter(beat: PreviewBeat, policy: PaymentPolicy): PreviewPayment {
  const { total } = PREVIEW_ORDER;
  switch (beat) {
    case 'charged':
      return { amount: total, as: 'charged' };
    case 'within-tolerance': {
      const less = money(Math.min(policy.toleranceMinor, total.minor - 1), total.currency);
      return { amount: subtract(total, less), as: 'good' };
    }
    case 'too-little': {
      const less = money(
        Math.min(Math.max(PREVIEW_GAP.minor, policy.toleranceMinor + 1), total.minor - 1),
        total.currency,
      );
      return { amount: subtract(total, less), as: 'good' };
    }
    case 'unfinished':
      return { amount: total, as: 'unfinished' };
    case 'failed':
      return { amount: total, as: 'failed' };
    default:
      return { amount: total, as: 'good' };
  }
}

/** The world after a later beat; `time-passes` is the caller's, who knows what is waited for. */
export function afterBeat(
  world: PreviewWorld,
  beat: PreviewBeat,
  { toleranceMinor }: Pick<PaymentPolicy, 'toleranceMinor'>,
): PreviewWorld {
  const next = later(world);
  const { total } = PREVIEW_ORDER;
  const gap = money(Math.max(PREVIEW_GAP.minor, toleranceMinor + 1), total.currency);
  switch (beat) {
    case 'received':
      return receive(next, total);
    case 'received-too-little':
      return receive(next, gap.minor < total.minor ? subtract(total, gap) : eur('0.01'));
    case 'received-too-much':
      return receive(next, add(total, gap));
    case 'shipped':
      return ship(next, ['1', '2']);
    case 'shipped-in-part':
      return ship(next, ['1']);
    case 'cancelled':
      return cancel(next, ['1', '2']);
    case 'cancelled-rest':
      return cancel(next, ['2']);
    case 'returned':
      return giveBack(next);
    default:
      return next;
  }
}
