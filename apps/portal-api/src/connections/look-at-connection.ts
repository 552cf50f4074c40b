import type { ConnectionTest, ConnectionTestCause } from '@abgleich/contracts';
import { CONNECTION_TEST_CAUSES } from '@abgleich/contracts';
import { type Clock, type ErpConnection, type Fault, isFault, toIso } from '@abgleich/domain';
import type { StoredConnectionCheck } from '@abgleich/persistence';
import type { ProbeWish } from '@abgleich/service-kit';
import type { Outside } from '../outside.js';

/** What came of a look: `check: null` = none was made, because pixi is left alone until then. */
export type Look = {
  readonly test: ConnectionTest;
  readonly check: StoredConnectionCheck | null;
};

/** Looks at a connection and says what came of it. Throws only what is our own mistake. */
export async function lookAtConnection(
  connection: ErpConnection,
  wish: ProbeWish,
  { outside, clock }: { readonly outside: Outside; readonly clock: Clock },
): Promise<Look> {
  const check = await checkOf(connection, wish, { outside, clock });
  if ('until' in check)
    return { test: { result: 'quiet-window', until: check.until }, check: null };
  return { test: testOf(check), check };
}

async function checkOf(
  connection: ErpConnection,
  wish: ProbeWish,
  { outside, clock }: { readonly outside: Outside; readonly clock: Clock },
): Promise<StoredConnectionCheck | { readonly until: string }> {
  const nothing = { status: null, lacking: [], skewMs: null, paymentMethods: null, shops: null };
  try {
    const found = await outside.probe(connection, wish);
    const checkedAt = toIso(clock.now());
    return {
      ...nothing,
      checkedAt,
      cause: null,
      lacking: found.lacking,
      skewMs: found.serverTimeSkewMs,
      paymentMethods:
        found.paymentMethods?.map(({ code, name, xmlTag, importsOnHold }) => ({
          code,
          name,
          xmlTag,
          importsOnHold,
        })) ?? null,
      shops: found.shops,
      listsAt: wish.lists ? checkedAt : null,
    };
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    const { until } = error.params;
    if (error.code === 'pixi.quiet-window' && until !== undefined) return { until };
    const checkedAt = toIso(clock.now());
    const status = error.params['status'] ?? null;
    return { ...nothing, checkedAt, cause: causeOf(error), status, listsAt: null };
  }
}

const BY_REASON: Readonly<Record<string, ConnectionTestCause>> = {
  'host-unknown': 'host-unknown',
  timeout: 'timeout',
  certificate: 'certificate',
};

/** Why it failed, in words about the form's fields rather than about orders. */
function causeOf({ code, params }: Fault): ConnectionTestCause {
  switch (code) {
    case 'pixi.unauthorized':
      return 'login-refused';
    case 'pixi.address-not-allowed':
      return 'address-not-allowed';
    case 'pixi.unreachable':
      if (params['status'] !== undefined) return 'not-found';
      return BY_REASON[params['reason'] ?? ''] ?? 'unreachable';
    case 'pixi.malformed-answer':
    case 'pixi.answer-too-large':
      return 'not-pixi';
    case 'pixi.busy':
      return 'busy';
    case 'pixi.rejected':
    case 'pixi.procedure-missing':
      return 'refused';
    default:
      return 'other';
  }
}

const SECOND_MS = 1_000;
const causes: readonly string[] = CONNECTION_TEST_CAUSES;
const isCause = (text: string): text is ConnectionTestCause => causes.includes(text);

/** A look that was kept, as the portal shows it. */
export function testOf(check: StoredConnectionCheck): ConnectionTest {
  const { checkedAt: at, cause, status, lacking, skewMs } = check;
  if (cause !== null)
    return { result: 'failed', at, cause: isCause(cause) ? cause : 'other', status };
  if (lacking.length > 0) return { result: 'lacking', at, lacking: [...lacking] };
  const clockAheadSeconds = skewMs === null ? null : Math.round(skewMs / SECOND_MS);
  return { result: 'passed', at, clockAheadSeconds };
}
