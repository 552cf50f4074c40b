import type { OrderRow } from '@abgleich/contracts';
import { FINAL_STATES, MINUTE } from '@abgleich/domain';

/** person: nobody else can · soon: Abgleich looks by itself · event: something in pixi or at Unzer must happen · nothing. */
export type NextStep = 'person' | 'soon' | 'event' | 'nothing';

/** Who is to move next. */
export function nextStepOf({
  problem,
  state,
  nextLookAt,
}: Pick<OrderRow, 'problem' | 'state' | 'nextLookAt'>): NextStep {
  if (problem?.severity === 'error' || (state === 'stuck' && problem !== null)) return 'person';
  if (nextLookAt !== null) return 'soon';
  const isFinal = FINAL_STATES.some((final) => final === state);
  return isFinal ? 'nothing' : 'event';
}

/** The words for a look that is so far ahead: below a minute there is no number to tell, and what is past stands to be made. */
export function nextLookWords(aheadMs: number): 'nextLookDue' | 'nextLookSoon' | 'nextLook' {
  if (aheadMs <= 0) return 'nextLookDue';
  return aheadMs < MINUTE ? 'nextLookSoon' : 'nextLook';
}
