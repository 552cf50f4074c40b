import { randomBytes } from 'node:crypto';

/** W3C trace context: version, trace id, parent id, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NOBODY = '0'.repeat(32);

/** A new trace id: 32 hex digits, as OpenTelemetry and W3C trace context write it. */
export const newTraceId = (): string => randomBytes(16).toString('hex');

/** The trace id of the `traceparent` header a caller sent, or a new one when there is none that can be used. */
export function traceIdFrom(traceparent: string | undefined): string {
  const found = TRACEPARENT.exec(traceparent ?? '')?.[1];
  return found === undefined || found === NOBODY ? newTraceId() : found;
}
