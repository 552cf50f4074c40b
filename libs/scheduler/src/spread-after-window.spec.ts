import { describe, expect, it } from '@jest/globals';
import { fromIso, MINUTE, type ConnectionId } from '@abgleich/domain';
import { createQuietWindow } from './quiet-window.js';
import { spreadAfterWindow } from './spread-after-window.js';

const window = createQuietWindow('00:00-04:00');
const reopens = fromIso('2026-07-15T02:00:00Z');
const connections = Array.from({ length: 200 }, (_, n) => `connection-${n}` as ConnectionId);
const overMs = 10 * MINUTE;

describe('work after the quiet window', () => {
  it('begins at a different moment for each connection, all within ten minutes', () => {
    const begins = connections.map((id) => spreadAfterWindow(window, id, { now: reopens, overMs }));
    const offsets = begins.map((at) => (at ?? reopens) - reopens);
    expect(Math.max(...offsets)).toBeLessThan(overMs);
    expect(new Set(offsets).size).toBeGreaterThan(195);
    const perMinute = Array.from(
      { length: 10 },
      (_, m) => offsets.filter((ms) => Math.floor(ms / MINUTE) === m).length,
    );
    expect(Math.max(...perMinute)).toBeLessThan(40); // 20 on average
  });

  it('names the same moment whether it is asked inside the window or after it', () => {
    const [id] = connections;
    if (id === undefined) throw new Error('no connection');
    const inside = spreadAfterWindow(window, id, { now: fromIso('2026-07-14T23:00:00Z'), overMs });
    expect(spreadAfterWindow(window, id, { now: reopens, overMs })).toBe(inside);
  });

  it('holds nobody up during the day or without a window', () => {
    const now = fromIso('2026-07-15T02:10:00Z');
    const off = createQuietWindow('off');
    for (const id of connections) {
      expect(spreadAfterWindow(window, id, { now, overMs })).toBeNull();
      expect(spreadAfterWindow(off, id, { now: reopens, overMs })).toBeNull();
    }
  });
});
