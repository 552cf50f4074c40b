import {
  type Fault,
  type Instant,
  type OrderFile,
  type OrderState,
  type PaymentConfiguration,
  plusMs,
} from '@abgleich/domain';
import type { Area } from './conclude.js';
import type { OrderWork } from './order-work.js';
import { resting } from './waits.js';

const BACKOFF_FIRST_MS = 2_000;
const BACKOFF_MAX_MS = 10 * 60_000;
/** After so many doublings the longest wait is reached anyway. */
const DOUBLINGS_MAX = 10;

/** How long to leave an order alone after `failures` transient faults in a row; the other side's own wish counts if longer. */
export function backoffMs(failures: number, retryAfterMs: number | null): number {
  const doubled = BACKOFF_FIRST_MS * 2 ** Math.min(failures, DOUBLINGS_MAX);
  return Math.max(Math.min(doubled, BACKOFF_MAX_MS), retryAfterMs ?? 0);
}

/** Ends the work on an order whose effect certainly did not happen: saved, and looked at again after a while. */
export async function tryLater(
  work: OrderWork,
  {
    fault,
    file,
    configuration,
    area,
  }: {
    fault: Fault;
    file: OrderFile | undefined;
    configuration: PaymentConfiguration;
    area: Area;
  },
): Promise<null> {
  const failures = (file?.order.failures ?? 0) + 1;
  const wait = backoffMs(failures - 1, fault.retryAfterMs);
  work.changeOrder({
    state: stateBefore(file),
    ...resting(area, { failures, nextLookAt: plusMs(work.parts.clock.now(), wait) }),
  });
  await work.commit();
  if (fault.code === 'unzer.keys-rejected') await work.parts.pauseConfiguration(configuration);
  return null;
}

/** The first refusal of the ERP may be a passing one (a deadlock, a locked record); the second in a row is worth a person's look. */
const REFUSALS_BEFORE_PROBLEM = 2;

/** When a step that the ERP refused is tried again. */
export type Retry = {
  readonly failures: number;
  readonly nextLookAt: Instant;
  readonly tellPeople: boolean;
};

export function retryAfterRefusal(work: OrderWork, file: OrderFile | undefined): Retry {
  const failures = (file?.order.failures ?? 0) + 1;
  const nextLookAt = plusMs(work.parts.clock.now(), backoffMs(failures - 1, null));
  return { failures, nextLookAt, tellPeople: failures >= REFUSALS_BEFORE_PROBLEM };
}

/** Ends the work quietly: the refused step comes again after its back-off. */
export async function retryQuietly(
  work: OrderWork,
  { file, area, retry }: { file: OrderFile | undefined; area: Area; retry: Retry },
): Promise<null> {
  work.changeOrder({ state: stateBefore(file), ...resting(area, retry) });
  await work.commit();
  return null;
}

/** Ends the work on an order whose effect has no outcome yet: a look-up goes on. Until then the order stands where it stood. */
export async function outcomeOpen(work: OrderWork, file: OrderFile | undefined): Promise<null> {
  work.changeOrder({ state: stateBefore(file) });
  await work.commit();
  return null;
}

const stateBefore = (file: OrderFile | undefined): OrderState => file?.order.state ?? 'waiting';
