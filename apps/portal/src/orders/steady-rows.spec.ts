import type { OrderRow } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import { steadyRows } from './steady-rows.js';

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
const order = (number: number, state = 'waiting'): OrderRow => ({
  connectionId: 'c',
  connectionName: 'Live',
  orderNumber: String(number),
  shopOrderNumber: null,
  shopId: 'DEM',
  paymentCode: 'K',
  methodName: null,
  paymentId: null,
  total: null,
  state,
  reason: 'r',
  erpStatus: null,
  paymentState: null,
  firstSeenAt: at(number),
  updatedAt: at(number),
  nextLookAt: null,
  deadline: null,
  problem: null,
});
const shown = (rows: readonly { order: OrderRow }[]) =>
  rows.map(({ order: row }) => row.orderNumber);

describe('the rows of the list between two refreshes', () => {
  it('stay in their places and take on what changed', () => {
    const result = steadyRows([order(2), order(1)], {
      orders: [order(2, 'settled'), order(1)],
      next: null,
    });
    expect(shown(result.rows)).toEqual(['2', '1']);
    expect(result.rows[0]?.order.state).toBe('settled');
    expect(result).toMatchObject({ added: 0, gone: 0 });
  });

  it('are not pushed down by new orders, which are only counted', () => {
    const result = steadyRows([order(2), order(1)], {
      orders: [order(4), order(3), order(2), order(1)],
      next: null,
    });
    expect(shown(result.rows)).toEqual(['2', '1']);
    expect(result.added).toBe(2);
  });

  it('are marked when they left the selection', () => {
    const result = steadyRows([order(3), order(2), order(1)], {
      orders: [order(3), order(1)],
      next: null,
    });
    expect(result.rows.map((row) => row.gone)).toEqual([false, true, false]);
    expect(result.gone).toBe(1);
  });

  it('are not called gone when newer ones only pushed them to the next page', () => {
    const result = steadyRows([order(2), order(1)], {
      orders: [order(3), order(2)],
      next: 'cursor',
    });
    expect(result).toMatchObject({ added: 1, gone: 0 });
  });

  it('do not count an older order as new when it moves up onto the page', () => {
    const result = steadyRows([order(4), order(3)], {
      orders: [order(4), order(2)],
      next: null,
    });
    expect(result).toMatchObject({ added: 0, gone: 1 });
  });

  it('are marked when they left although others came and the page is full', () => {
    const result = steadyRows([order(3), order(2), order(1)], {
      orders: [order(4), order(3), order(1)],
      next: 'cursor',
    });
    expect(result.rows.map((row) => row.gone)).toEqual([false, true, false]);
    expect(result).toMatchObject({ added: 1, gone: 1 });
  });

  it('are counted by their places, whatever the list is sorted by', () => {
    const result = steadyRows([order(1), order(5), order(3)], {
      orders: [order(1), order(2), order(5)],
      next: 'cursor',
    });
    expect(result).toMatchObject({ added: 1, gone: 0 });
  });
});
