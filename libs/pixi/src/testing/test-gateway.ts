import {
  Fault,
  instant,
  Secret,
  type CallContext,
  type CallWindow,
  type Clock,
  type ForeignCall,
  type Instant,
} from '@abgleich/domain';
import { createPixiGateway, type PixiGateway } from '../create-pixi-gateway.js';
import type { PixiGatewayOptions } from '../service/pixi-options.js';

/** A gateway with everything a test looks at. */
export type TestGateway = {
  readonly gateway: PixiGateway;
  readonly ctx: CallContext;
  readonly calls: ForeignCall[];
  readonly badRows: Fault[];
};

export const NOON: Instant = instant(Date.parse('2026-11-21T17:36:00Z'));
export const standingClock: Clock = { now: () => NOON };
export const alwaysOpen: CallWindow = { closedUntil: () => null };

/** A gateway without limits against `url`; `options` change what a test is about. */
export function testGateway(url: string, options: Partial<PixiGatewayOptions> = {}): TestGateway {
  const calls: ForeignCall[] = [];
  const badRows: Fault[] = [];
  const gateway = createPixiGateway({
    endpointUrl: url,
    username: 'pixiABC',
    password: new Secret('pass:wörd'),
    clock: standingClock,
    window: alwaysOpen,
    requestsPerSecond: 0,
    readTimeoutMs: 5_000,
    writeTimeoutMs: 5_000,
    onBadRow: (fault) => badRows.push(fault),
    ...options,
  });
  return { gateway, calls, badRows, ctx: { traceId: 't', record: (call) => calls.push(call) } };
}

/** The fault a promise ends with; fails the test when it ends otherwise. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof Fault) return outcome.error;
  throw new Error(`Expected a fault, got ${JSON.stringify(outcome)}`);
}
