import { type OrderFile, type PaymentConfiguration, nextPatientLook } from '@abgleich/domain';
import { type FailedSubject, firstFacts } from './note-failure.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { putOffUntil } from './waits.js';

/**
 * Nobody may look at the order now: its configuration is paused or out of use. Whoever woke it took its wishes back, so it is wished for
 * anew: an order of ours never waits without a date. A person's leave to try refused effects once more stays with it.
 */
export async function putOff(work: OrderWork, file: OrderFile | undefined): Promise<void> {
  if (file === undefined) return;
  const { firstSeenAt, recheckRequestedAt } = file.order;
  const later = nextPatientLook(firstSeenAt, work.parts.clock.now());
  work.changeOrder({
    ...putOffUntil(later),
    ...(recheckRequestedAt === null ? {} : { recheckRequestedAt }),
  });
  await work.commit();
}

type Subject = {
  readonly configuration: PaymentConfiguration;
  readonly subject: FailedSubject;
  readonly file: OrderFile | undefined;
};

/** As `putOff`, for what a list of the ERP names: an order that we never met is kept from now on, or nobody would remember it. */
export async function putOffSubject(
  parts: ReconcilerParts,
  { configuration, subject, file }: Subject,
): Promise<void> {
  const { organisationId, connectionId } = configuration;
  const work = new OrderWork(parts, {
    organisationId,
    connectionId,
    orderNumber: subject.orderNumber,
  });
  if (file !== undefined) return putOff(work, file);
  const now = parts.clock.now();
  work.changeOrder({
    ...firstFacts(subject, configuration),
    ...putOffUntil(nextPatientLook(now, now)),
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
