import type { OrderRow } from '@abgleich/contracts';
import { FINAL_STATES } from '@abgleich/domain';

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
