import { expect } from '@jest/globals';
import type { PortalClient } from '../portal-client.js';
import { complaints, explain } from './judge-chaos.js';
import type { Chaos } from './run-chaos.js';

/** Asks until nothing is wrong any more; at the end of the patience what is wrong, and how it came, is the failure. */
export async function untilAtRest(
  chaos: Chaos,
  portal: PortalClient,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let found = await complaints(chaos, portal);
  while (found.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    found = await complaints(chaos, portal);
  }
  expect(found.length === 0 ? '' : await explain(chaos, found)).toBe('');
}
