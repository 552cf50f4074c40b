import type { Decision, OrderChange, OrderFile } from '@abgleich/domain';

/**
 * What a decision says of the order beyond what the journal held when the facts were read. A flow that only confirms what it found must
 * not write it once more: another flow may have gone on meanwhile, and a cancelled order would be called released again.
 */
export function wordOn(
  file: Pick<OrderFile, 'order'> | undefined,
  { state, reason }: Pick<Decision<string>, 'state' | 'reason'>,
): Pick<OrderChange, 'state' | 'reason'> {
  if (file === undefined) return { state, reason };
  return {
    ...(file.order.state === state ? {} : { state }),
    ...(file.order.reason === reason ? {} : { reason }),
  };
}
