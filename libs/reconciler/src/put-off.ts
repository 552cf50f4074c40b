import { type OrderFile, type PaymentConfiguration, nextPatientLook } from '@abgleich/domain';
import type { OrderWork } from './order-work.js';

/**
 * Nobody may look at the order now: its configuration is paused or out of use. Whoever woke it took its wishes back, so it is wished for
 * anew: an order of ours never waits without a date. A person's leave to try refused effects once more stays with it.
 */
export async function putOff(work: OrderWork, file: OrderFile | undefined): Promise<void> {
  if (file === undefined) return;
  const { firstSeenAt, recheckRequestedAt } = file.order;
  const later = nextPatientLook(firstSeenAt, work.parts.clock.now());
  work.changeOrder({
    waits: { later },
    ...(recheckRequestedAt === null ? {} : { recheckRequestedAt }),
  });
  await work.commit();
}

/** The provider refuses the keys as a whole: the configuration is paused, and the order stays as it is until they work again. */
export async function pauseOn(
  work: OrderWork,
  configuration: PaymentConfiguration,
  file: OrderFile | undefined,
): Promise<void> {
  work.discardCalls();
  await work.parts.pauseConfiguration(configuration);
  if (file?.order.nextLookAt === null) await putOff(work, file);
}
