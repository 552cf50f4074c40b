import { describe, expect, it } from '@jest/globals';
import { refusalFault } from './refusal-fault.js';

const said = (number: number | null, severity: number | null, text: string, writes = true) => {
  const call = { procedure: 'p', writes, ref: { orderNumber: '1' } };
  const by = severity === null ? ('row' as const) : ('message' as const);
  const fault = refusalFault(call, { kind: 'refused', by, number, severity, text });
  expect(fault.ref).toEqual({ orderNumber: '1' });
  return `${fault.kind} ${fault.code}`;
};

describe('a refusal', () => {
  it.each<[string, string, string]>([
    ['a user error', said(50000, 16, 'Invoice unknown'), 'rejected pixi.rejected'],
    [
      '"already"',
      said(50000, 16, 'Invoice X is already set to paid'),
      'rejected pixi.already-done',
    ],
    ['"bereits"', said(null, null, 'Rechnung ist bereits bezahlt'), 'rejected pixi.already-done'],
    ['"already" of a read', said(50000, 16, 'already', false), 'rejected pixi.rejected'],
    ['a deadlock, which undid everything', said(1205, 13, 'deadlock'), 'transient pixi.busy'],
    ['a procedure that is not there', said(2812, 16, ''), 'config pixi.procedure-missing'],
    ['a missing permission', said(229, 14, 'EXECUTE denied'), 'config pixi.unauthorized'],
    ['a database that is closed just now', said(4060, 11, 'Cannot open'), 'transient pixi.busy'],
    ['a failed login', said(18456, 14, 'Login failed'), 'config pixi.unauthorized'],
    ['a server in trouble, on a write', said(823, 24, 'I/O'), 'uncertain pixi.answer-lost'],
    ['a server in trouble, on a read', said(823, 24, 'I/O', false), 'transient pixi.busy'],
    ['a row that says 1205 of its own', said(1205, null, 'x'), 'rejected pixi.rejected'],
  ])('%s', (_, outcome, expected) => {
    expect(outcome).toBe(expected);
  });
});
