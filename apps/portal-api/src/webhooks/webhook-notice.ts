import {
  type Clock,
  type Journal,
  type OrderNumber,
  PROBLEM_CATALOG,
  type ProblemDraft,
} from '@abgleich/domain';
import type { WebhookRegistration } from '@abgleich/persistence';
import { newTraceId } from '@abgleich/service-kit';

/** Problems of a key pair belong to no order. */
const NO_ORDER = '' as OrderNumber;
const MISSING = 'configuration.webhook-missing';
/** Somebody had deleted it; stored as the registration's code while its notice is open. */
export const REMOVED = 'configuration.webhook-removed';

type About = Pick<WebhookRegistration, 'organisationId' | 'connectionIds' | 'publicKey' | 'code'>;

/** Opens or ends the notice that a key pair has no webhook, or had none until now, at each connection that uses it. The public key stands for the pair; the address is not told. */
export async function tellWebhookNotice(
  { journal, clock }: { readonly journal: Pick<Journal, 'write'>; readonly clock: Clock },
  { organisationId, connectionIds, publicKey, code }: About,
  isOpen: boolean,
): Promise<void> {
  const document = publicKey;
  const problem = code === REMOVED ? REMOVED : MISSING;
  const notice: ProblemDraft = {
    code: problem,
    severity: PROBLEM_CATALOG[problem].severity,
    document,
    params: { publicKey, fault: code ?? '-' },
  };
  for (const connectionId of connectionIds)
    await journal.write({
      ref: { organisationId, connectionId, orderNumber: NO_ORDER },
      now: clock.now(),
      traceId: newTraceId(),
      problems: { area: 'webhooks', document, open: isOpen ? [notice] : [] },
    });
}
