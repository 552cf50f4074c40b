import { currency, Fault, type CallContext, type ErpGateway } from '@abgleich/domain';
import { checkConnection, type ConnectionCheck } from './gateway/check-connection.js';
import { creditNotesSince } from './gateway/credit-note-reads.js';
import type { GatewayParts } from './gateway/gateway-parts.js';
import { invoiceReads } from './gateway/invoice-reads.js';
import { orderReads } from './gateway/order-reads.js';
import { otherReads } from './gateway/other-reads.js';
import {
  probeConnection,
  type ConnectionProbe,
  type ProbeWish,
} from './gateway/probe-connection.js';
import { releaseMark } from './gateway/release-mark.js';
import { writes } from './gateway/writes.js';
import { DEFAULTS, type PixiGatewayOptions } from './service/pixi-options.js';
import { PixiService } from './service/pixi-service.js';

/** The ERP port on one pixi database. */
export type PixiGateway = ErpGateway & {
  /** WSDL and one harmless call: address, credentials, missing procedures, clock skew. Throws `Fault`. */
  checkConnection(ctx?: CallContext): Promise<ConnectionCheck>;
  /** As `checkConnection`, in words of what is needed; what a person chooses from on request. Throws `Fault`. */
  probeConnection(wish: ProbeWish, ctx?: CallContext): Promise<ConnectionProbe>;
  /** Closes idle connections; calls under way end as they would have. */
  close(): void;
};

const unrecorded: CallContext = { traceId: 'check-connection', record: () => undefined };

/** One gateway per connection, so that limits and a hanging database stay its own. Throws `config` for an address that is none. */
export function createPixiGateway(options: PixiGatewayOptions): PixiGateway {
  for (const url of [options.endpointUrl, options.wsdlUrl ?? options.endpointUrl]) requireUrl(url);
  const service = new PixiService(options);
  const parts: GatewayParts = {
    service,
    defaultCurrency: currency(options.defaultCurrency ?? DEFAULTS.defaultCurrency),
    payCode: options.payCode ?? DEFAULTS.payCode,
    userName: options.userName ?? DEFAULTS.userName,
    onBadRow: options.onBadRow ?? (() => undefined),
  };
  return {
    ...orderReads(parts),
    ...invoiceReads(parts),
    creditNotesSince: (from, ctx) => creditNotesSince(parts, from, ctx),
    ...otherReads(parts),
    ...writes(parts),
    ...releaseMark(parts),
    checkConnection: (ctx = unrecorded) => checkConnection(parts, options.clock, ctx),
    probeConnection: (wish, ctx = unrecorded) =>
      probeConnection(parts, { ...wish, clock: options.clock }, ctx),
    close: () => service.close(),
  };
}

function requireUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return;
  throw new Fault({
    kind: 'config',
    code: 'platform.setting-invalid',
    params: { setting: 'endpointUrl' },
  });
}
