import { amountText } from '../amount-text.js';
import type { CommentDraft } from '../decision.js';
import type { ReleaseFacts } from '../facts.js';
import { isPositive } from '../money.js';
import { traitsOf } from '../payment-methods.js';
import type { PaymentStanding } from '../payment-standing.js';
import type { PaymentSnapshot, TransferDetails } from '../payment.js';
import type { ProblemDraft } from '../problem-codes.js';
import { toErpText } from '../erp-text.js';
import { COMMENT_LENGTH, COMMENT_PREFIX } from '../comments.js';
import { DAY, plusMs, type Instant } from '../time.js';
import {
  releaseComment,
  releaseProblem,
  type GoodRemarks,
  type ReleaseDecision,
} from './release-effects.js';

/** Where the contract sets an authorisation's life and the interface does not tell it, this is when to warn. Source: provider's advice, product rule. */
export const WARN_DAYS_UNKNOWN_LIFE = 21;

/** What is worth a person's attention although the order may go on. */
export function remarksOn(
  facts: ReleaseFacts,
  payment: PaymentSnapshot,
  standing: PaymentStanding,
): GoodRemarks {
  const expiry = expiryOf(facts, payment, standing);
  const address = addressProblems(facts);
  return {
    problems: [...expiry.problems, ...address, ...transferProblems(facts)],
    lookAgain: expiry.lookAgain,
    comment: commentOf(facts, { expiring: expiry.problems, address, standing }),
  };
}

function commentOf(
  facts: ReleaseFacts,
  {
    address,
    expiring,
    standing,
  }: {
    readonly address: readonly ProblemDraft[];
    readonly expiring: readonly ProblemDraft[];
    readonly standing: PaymentStanding;
  },
): CommentDraft | null {
  if (address.length > 0) {
    const code = facts.address?.changeable ? 'release.address-differs' : 'release.address-final';
    return releaseComment(facts, code, { problem: code });
  }
  if (expiring.length === 0 || standing.kind !== 'authorized') return null;
  const code = 'release.authorization-expiring';
  return releaseComment(facts, code, { amounts: { open: standing.capturable }, problem: code });
}

/** A reserved amount lapses one day: warned of while something can still be done, looked at daily from then on. */
function expiryOf(
  facts: ReleaseFacts,
  payment: PaymentSnapshot,
  standing: PaymentStanding,
): { readonly problems: readonly ProblemDraft[]; readonly lookAgain: Instant | null } {
  const none = { problems: [], lookAgain: null };
  if (standing.kind !== 'authorized' || !isPositive(standing.capturable)) return none;
  const since = payment.transactions.findLast(
    ({ kind, status }) => kind === 'authorization' && status === 'success',
  )?.at;
  if (since === undefined || payment.method === null) return none;
  const { authorizationDays } = traitsOf(payment.method);
  const ofMethod = authorizationDays === null ? WARN_DAYS_UNKNOWN_LIFE : authorizationDays - 1;
  const warnDays = facts.policy.warnBeforeExpiryDays ?? ofMethod;
  const warnAt = plusMs(since, warnDays * DAY);
  if (facts.now < warnAt) return { problems: [], lookAgain: warnAt };
  const days = Math.floor((facts.now - since) / DAY);
  const params = { days: String(warnDays), open: amountText(standing.capturable) };
  return {
    // The text names the days of the warning, not today's count: a problem whose values change daily would be told daily.
    problems: [releaseProblem(facts, 'release.authorization-expiring', { params })],
    lookAgain: plusMs(since, (days + 1) * DAY),
  };
}

function addressProblems(facts: ReleaseFacts): readonly ProblemDraft[] {
  const { address } = facts;
  if (address === null || address === undefined || address.matches) return [];
  return [
    releaseProblem(facts, address.changeable ? 'release.address-differs' : 'release.address-final'),
  ];
}

/** What the customer must transfer to, where the ERP would print something else; `null` when it holds just that. */
function missingDetails({ transfer }: ReleaseFacts): TransferDetails | null {
  const atProvider = transfer?.atProvider ?? null;
  if (atProvider === null) return null;
  const inErp = transfer?.inErp ?? null;
  return inErp !== null && printed(inErp) === printed(atProvider) ? null : atProvider;
}

/** People group IBANs and write holders in capitals; that is no difference. */
const printed = (details: TransferDetails): string =>
  [details.holder, details.iban, details.bic, details.reference]
    .map((text) => text.replace(/\s+/g, '').toLowerCase())
    .join('|');

const transferProblems = (facts: ReleaseFacts): readonly ProblemDraft[] =>
  missingDetails(facts) === null ? [] : [releaseProblem(facts, 'release.transfer-details-missing')];

const TOLD = '+transfer-details';

/** Puts the bank details into the decision's comment where the ERP lacks them: once per order. */
export function withTransferDetails(
  facts: ReleaseFacts,
  decision: ReleaseDecision,
): ReleaseDecision {
  const details = missingDetails(facts);
  if (details === null) return decision;
  const { comment } = decision;
  const code = `${comment?.code ?? 'release'}${TOLD}`;
  const told = facts.memory.operations.find(
    ({ kind, document, status }) =>
      kind === 'comment' && status !== 'refused' && document.includes(`${TOLD}:`),
  );
  if (told !== undefined && told.document !== `${code}:order`) return decision;
  const say = releaseComment(facts, 'release.transfer-details', { params: details });
  return { ...decision, comment: joined(comment, say, code) };
}

function joined(
  first: CommentDraft | null,
  second: CommentDraft | null,
  code: string,
): CommentDraft | null {
  if (second === null || first === null) return second === null ? first : { ...second, code };
  const more = second.text.slice(COMMENT_PREFIX.length);
  return { ...first, code, text: toErpText(`${first.text} ${more}`, COMMENT_LENGTH) };
}
