import { describe, expect, it } from '@jest/globals';
import { databaseFault } from './database-fault.js';
import { parseBigint, parseTimestamptz } from './postgres-types.js';
import { toJsonText } from './journal/statement-params.js';

describe('column types', () => {
  it('make a number of a bigint, and refuse one that a number cannot hold', () => {
    expect(parseBigint('-9007199254740991')).toBe(-Number.MAX_SAFE_INTEGER);
    expect(() => parseBigint('9007199254740993')).toThrow('platform.bug');
  });

  it.each([
    ['2026-11-21 12:00:00+00', Date.UTC(2026, 10, 21, 12)],
    ['2026-11-21 12:00:00.123+00', Date.UTC(2026, 10, 21, 12, 0, 0, 123)],
    ['2026-11-21 13:00:00.123456+01', Date.UTC(2026, 10, 21, 12, 0, 0, 123)],
    ['2026-11-21 17:30:00+05:30', Date.UTC(2026, 10, 21, 12)],
  ])('make epoch milliseconds of the timestamp %s', (text, epochMs) => {
    expect(parseTimestamptz(text)).toBe(epochMs);
  });

  it('refuse a moment that is none', () => {
    expect(() => parseTimestamptz('infinity')).toThrow('platform.bug');
  });
});

describe('JSON for the database', () => {
  it('loses NUL characters and broken surrogates, which PostgreSQL refuses, and nothing else', () => {
    const value = {
      a: 'x\u0000y',
      b: 'lone \ud800 end',
      c: 'fine \ud83d\ude00',
      d: 'back\\u0000slash',
    };
    expect(JSON.parse(toJsonText(value))).toEqual({
      a: 'xy',
      b: 'lone \ufffd end',
      c: 'fine \ud83d\ude00',
      d: 'back\\u0000slash',
    });
  });
});

describe('errors of the database', () => {
  const withCode = (code: string): Error => Object.assign(new Error('x'), { code });
  it.each([
    ['a refused connection', withCode('ECONNREFUSED'), 'transient'],
    ['a deadlock', withCode('40P01'), 'transient'],
    ['too many connections', withCode('53300'), 'transient'],
    ['a shutdown of the server', withCode('57P01'), 'transient'],
    [
      'no free connection in time',
      new Error('timeout exceeded when trying to connect'),
      'transient',
    ],
    ['a connection that broke under a statement', withCode('ECONNRESET'), 'uncertain'],
    [
      'a server that ended under a statement',
      new Error('Connection terminated unexpectedly'),
      'uncertain',
    ],
    ['a crash of the server', withCode('57P02'), 'uncertain'],
    ['a wrong password', withCode('28P01'), 'config'],
    ['a database that is not there', withCode('3D000'), 'config'],
    ['a wrong statement', withCode('42601'), 'bug'],
    ['a check that fails', withCode('23514'), 'bug'],
    ['anything else that was thrown', new TypeError('undefined is not a function'), 'bug'],
  ])('tell of %s', (_name, error, kind) => {
    expect(databaseFault(error)).toMatchObject({ kind, code: 'platform.database', cause: error });
  });

  it('leave a fault as it is', () => {
    const fault = databaseFault(withCode('40P01'));
    expect(databaseFault(fault)).toBe(fault);
  });
});
