import { describe, expect, it } from '@jest/globals';
import type { PixiProcedure, PixiSuccess } from '../mapping/procedure-definition.js';
import type { PixiAnswer } from './answer.js';
import { judgeAnswer } from './judge-answer.js';

const procedure = (success: PixiSuccess): PixiProcedure => ({
  name: 'p',
  writes: true,
  success,
  params: [],
  rowSets: [],
});
type Row = Readonly<Record<string, string>>;
function answer(rows: Row[], rest: Partial<PixiAnswer> = {}): PixiAnswer {
  const sets = rows.length === 0 ? [] : [{ rows: rows.map(toMap), layout: null }];
  return { sets, messages: [], rowCount: null, resultCode: null, scalar: null, ...rest };
}
const toMap = (row: Row): Map<string, string> => new Map(Object.entries(row));
const message = (severity: number) => ({ messages: [{ severity, number: 50000, text: 'x' }] });

describe('the error order', () => {
  it.each<[string, PixiSuccess, PixiAnswer, string]>([
    ['an error message beats rows', 'rows', answer([{ a: '1' }], message(16)), 'refused message'],
    ['class 11 is an error', 'rows', answer([], message(11)), 'refused message'],
    ['class 10 is none', 'rows', answer([{ a: '1' }], message(10)), 'done'],
    ['class 0 is none', 'resultCode', answer([], { ...message(0), resultCode: 0 }), 'done'],
    [
      'an error message beats ReturnCode OK',
      'returnCode',
      answer([{ returncode: 'OK' }], message(16)),
      'refused message',
    ],
    ['ReturnCode OK', 'returnCode', answer([{ returncode: 'OK' }]), 'done'],
    ['ReturnCode INFO', 'returnCode', answer([{ returncode: 'Info' }]), 'done'],
    ['ReturnCode ERROR', 'returnCode', answer([{ returncode: 'ERROR' }]), 'refused row'],
    [
      'ReturnCode ERROR beats return value 0',
      'returnCode',
      answer([{ returncode: 'error' }], { resultCode: 0 }),
      'refused row',
    ],
    [
      'ReturnCode OK beats a return value',
      'returnCode',
      answer([{ returncode: 'OK' }], { resultCode: 3 }),
      'done',
    ],
    ['an unknown ReturnCode', 'returnCode', answer([{ returncode: 'MAYBE' }]), 'silent'],
    ['ErrorMessage alone', 'returnCode', answer([{ errormessage: 'no' }]), 'refused row'],
    ['return value alone, 0', 'returnCode', answer([], { resultCode: 0 }), 'done'],
    ['return value alone, 1', 'returnCode', answer([], { resultCode: 1 }), 'refused result-code'],
    ['nothing at all', 'returnCode', answer([]), 'silent'],
    ['Status ERROR', 'status', answer([{ status: 'Error' }]), 'refused row'],
    ['a status that is data', 'rows', answer([{ status: 'ERROR' }]), 'done'],
    ['ErrorNr 404', 'status', answer([{ errornr: '404', errormessage: 'x' }]), 'refused row'],
    ['ErrorNr 200 with Status OK', 'status', answer([{ errornr: '200', status: 'OK' }]), 'done'],
    ['Result 0', 'result0', answer([{ result: '0' }]), 'done'],
    ['Result 1', 'result0', answer([{ result: '1' }], { resultCode: 0 }), 'refused row'],
    ['no Result, return value 0', 'result0', answer([], { resultCode: 0 }), 'done'],
    ['return value 0', 'resultCode', answer([], { resultCode: 0 }), 'done'],
    ['return value 1', 'resultCode', answer([], { resultCode: 1 }), 'refused result-code'],
    ['a procedure without columns that says nothing', 'resultCode', answer([]), 'done'],
    ['a return value that does not count', 'rows', answer([], { resultCode: 1 }), 'done'],
    ['a bare value', 'scalar', answer([], { scalar: '0' }), 'done'],
  ])('%s (%s)', (_, success, given, expected) => {
    const verdict = judgeAnswer(procedure(success), given);
    expect(verdict.kind === 'refused' ? `refused ${verdict.by}` : verdict.kind).toBe(expected);
  });
});
