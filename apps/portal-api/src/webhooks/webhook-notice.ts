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
const CODE = 'configuration.webhook-missing';

type About = Pick<WebhookRegistration, 'organisationId' | 'connectionIds' | 'publicKey' | 'code'>;

/** Opens or ends the notice that a key pair has no webhook, at each connection that uses it. The public key stands for the pair; the address is not told. */
export async function tellWebhookNotice(
  { journal, clock }: { readonly journal: Pick<Journal, 'write'>; readonly clock: Clock },
  { organisationId, connectionIds, publicKey, code }: About,
  isOpen: boolean,
): Promise<void> {
  const document = publicKey;
  const notice: ProblemDraft = {
    code: CODE,
    severity: PROBLEM_CATALOG[CODE].severity,
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
