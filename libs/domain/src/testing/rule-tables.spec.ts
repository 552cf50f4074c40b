import { describe, expect, it } from '@jest/globals';
import { printCell } from './rule-table.js';
import { RULE_TABLES } from './rule-tables.js';

describe.each(RULE_TABLES)('$title', ({ rows }) => {
  const cells = rows.flatMap(({ observed, checks }) =>
    checks.map((check) => ({ ...check, observed })),
  );

  it.each(cells)('$observed | $column ($method, $mode) | $want', ({ decision, want }) => {
    expect(printCell(decision)).toBe(want);
  });
});
