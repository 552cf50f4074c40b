import { describe, expect, it } from '@jest/globals';
import { isFault, type Fault } from '@abgleich/domain';
import { readAnswer } from './answer-faults.js';
import type { CallEffect, HttpAnswer } from './call.js';

const answer = (status: number, body: unknown, retryAfter: string | null = null): HttpAnswer => ({
  status,
  retryAfter,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

function faultOf(effect: CallEffect, of: HttpAnswer): Fault {
  try {
    readAnswer(effect, of);
  } catch (error) {
    if (isFault(error)) return error;
  }
  throw new Error('no fault was thrown');
}
const nameOf = ({ kind, code }: Fault) => `${kind} ${code}`;

const HTML = '<html>Bad Gateway</html>';
const UNKNOWN = { isError: true, errors: [{ code: 'API.310.100.003' }] };

describe('an answer of Unzer', () => {
  it.each([
    ['a success', answer(201, { id: 's-chg-1', isSuccess: true })],
    ['a pending one', answer(200, { id: 's-chg-1', isPending: true })],
    ['an empty error list', answer(200, { id: 's-pay-1', errors: [] })],
  ])('that is %s is given on', (_name, good) => {
    expect(readAnswer('act', good)).toEqual(JSON.parse(good.text));
  });

  it('of a failed transaction is a good reading of it, and a refusal of the call that made it', () => {
    const failed = answer(200, {
      id: 's-chg-1',
      isError: true,
      message: { code: 'COR.100.100.303' },
    });
    expect(readAnswer('read', failed)).toMatchObject({ isError: true });
    expect(nameOf(faultOf('act', failed))).toBe('rejected unzer.rejected');
    expect(faultOf('act', failed).params.unzerCode).toBe('COR.100.100.303');
  });

  it.each([
    [500, HTML, 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [503, '', 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [504, {}, 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    // Not even a code that says no counts with a 5xx: it may have been one part of the system only.
    [
      500,
      { errors: [{ code: 'API.330.100.007' }] },
      'transient unzer.busy',
      'uncertain unzer.answer-lost',
    ],
    [200, HTML, 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [200, '{"id":"s-chg', 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [200, '', 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [302, '', 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [400, HTML, 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [404, HTML, 'transient unzer.busy', 'uncertain unzer.answer-lost'],
    [404, UNKNOWN, 'rejected unzer.payment-unknown', 'rejected unzer.payment-unknown'],
    [401, '', 'config unzer.keys-rejected', 'config unzer.keys-rejected'],
    [401, HTML, 'config unzer.keys-rejected', 'config unzer.keys-rejected'],
    [403, UNKNOWN, 'config unzer.keys-rejected', 'config unzer.keys-rejected'],
    [429, HTML, 'transient unzer.rate-limited', 'transient unzer.rate-limited'],
    [400, { isError: true }, 'rejected unzer.rejected', 'rejected unzer.rejected'],
    [
      200,
      { isSuccess: true, errors: [{ code: 'API.330.100.007' }] },
      'data unzer.malformed-answer',
      'uncertain unzer.answer-lost',
    ],
  ])('%i %j is "%s" when reading, "%s" when money may have moved', (status, body, read, act) => {
    expect(nameOf(faultOf('read', answer(status, body)))).toBe(read);
    expect(nameOf(faultOf('act', answer(status, body)))).toBe(act);
  });

  it('is tried again where a second time does no harm', () => {
    expect(nameOf(faultOf('repeat', answer(500, HTML)))).toBe('transient unzer.busy');
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    [null, 1_000],
    ['Sat, 21 Nov 2026 18:00:00 GMT', 1_000],
    ['999999', 300_000],
  ])('with Retry-After %j asks for %i ms', (header, ms) => {
    expect(faultOf('read', answer(429, '', header)).retryAfterMs).toBe(ms);
  });

  it('gives code, text and ids on, for support', () => {
    const body = {
      id: 's-err-1',
      traceId: 't-1',
      errors: [{ code: '' }, { code: 'API.330.100.007', merchantMessage: 'too much' }],
    };
    expect(faultOf('act', answer(400, body)).params).toEqual({
      httpStatus: '400',
      unzerCode: 'API.330.100.007',
      message: 'too much (API.330.100.007)',
      errorId: 's-err-1',
      traceId: 't-1',
    });
  });
});
