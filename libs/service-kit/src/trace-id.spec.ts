import { describe, expect, it } from '@jest/globals';
import { newTraceId, traceIdFrom } from './trace-id.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('traceIdFrom', () => {
  it('continues the trace of the caller', () => {
    expect(traceIdFrom(`00-${TRACE}-00f067aa0ba902b7-01`)).toBe(TRACE);
  });
  it.each([undefined, '', 'x', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${TRACE}`])(
    'begins a new one for %s',
    (header) => {
      expect(traceIdFrom(header)).toMatch(/^[0-9a-f]{32}$/);
      expect(traceIdFrom(header)).not.toBe('0'.repeat(32));
    },
  );
  it('never gives the same id twice', () => {
    expect(new Set(Array.from({ length: 100 }, newTraceId)).size).toBe(100);
  });
});
