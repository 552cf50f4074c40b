import { describe, expect, it } from '@jest/globals';
import { FAULT_CATALOG, isFault } from '@abgleich/domain';
import { readAnswer } from './answer-faults.js';
import type { CallEffect } from './call.js';
import { ERROR_CODES, INFORMATION_CODES, meaningOfErrorCode } from './error-codes.js';

/** code | when reading | when money may have moved. Written from Unzer's documents, not from the table under test. */
const EXPECTED = `
  API.000.000.999 | transient unzer.busy | uncertain unzer.answer-lost
  API.000.000.001 | config unzer.keys-rejected | =
  API.000.000.003 | config unzer.keys-rejected | =
  API.310.100.003 | rejected unzer.payment-unknown | =
  API.320.000.002 | config unzer.keys-rejected | =
  API.320.000.004 | rejected unzer.not-allowed | =
  API.320.100.008 | rejected unzer.rejected | =
  API.320.100.203 | rejected unzer.rejected | =
  API.320.200.138 | rejected unzer.rejected | =
  API.320.200.143 | rejected unzer.rejected | =
  API.320.200.145 | rejected unzer.payment-unknown | =
  API.330.000.004 | rejected unzer.not-allowed | =
  API.330.100.007 | rejected unzer.amount-exceeded | =
  API.330.100.008 | rejected unzer.rejected | =
  API.330.100.023 | rejected unzer.rejected | =
  API.330.100.024 | bug unzer.reason-missing | =
  API.330.100.106 | rejected unzer.rejected | =
  API.330.100.202 | rejected unzer.rejected | =
  API.340.000.004 | rejected unzer.not-allowed | =
  API.340.100.014 | rejected unzer.already-cancelled | =
  API.340.100.015 | rejected unzer.already-charged-back | =
  API.340.100.017 | rejected unzer.amount-exceeded | =
  API.340.100.018 | rejected unzer.already-charged | =
  API.340.100.024 | bug unzer.reason-missing | =
  API.340.200.130 | bug unzer.wrong-request | =
  API.340.540.108 | rejected unzer.not-allowed | =
  API.360.000.004 | rejected unzer.not-allowed | =
  API.360.100.025 | bug unzer.wrong-request | =
  API.380.200.152 | rejected unzer.rejected | =
  API.410.100.100 | rejected unzer.rejected | =
  API.410.200.001 | rejected unzer.rejected | =
  API.410.200.004 | rejected unzer.rejected | =
  API.410.200.010 | rejected unzer.rejected | =
  API.410.200.013 | rejected unzer.rejected | =
  API.500.100.001 | rejected unzer.not-found | =
  API.500.300.999 | bug unzer.wrong-request | =
  API.510.310.008 | rejected unzer.not-found | =
  API.510.310.009 | rejected unzer.already-registered | =
  API.710.000.002 | config unzer.keys-rejected | =
  API.710.000.003 | config unzer.keys-rejected | =
  API.710.000.005 | config unzer.keys-rejected | =
  API.710.000.007 | config unzer.keys-rejected | =
  API.710.100.001 | rejected unzer.not-found | =
  API.710.200.100 | bug unzer.wrong-request | =
  COR.100.100.303 | rejected unzer.rejected | =
  COR.100.300.600 | config unzer.keys-rejected | =
  COR.400.100.101 | rejected unzer.rejected | =
  COR.700.400.800 | rejected unzer.already-shipped | =
  COR.800.400.205 | rejected unzer.rejected | =
  SDM.CURRENT_INSURANCE_EVENT | rejected unzer.rejected | =
  SDM.LIMIT_EXCEEDED | rejected unzer.rejected | =
  SDM.NEGATIVE_TRAIT_FOUND | rejected unzer.rejected | =
  SDM.INCREASED_RISK | rejected unzer.rejected | =
  SDM.DATA_FORMAT_ERROR | rejected unzer.rejected | =
  API.710.000.099 | config unzer.keys-rejected | =
  API.700.000.001 | config unzer.keys-rejected | =
  API.330.999.999 | rejected unzer.rejected | =
  COR.999.999.999 | rejected unzer.rejected | =
  SDM.SOMETHING_NEW | rejected unzer.rejected | =
  XYZ | rejected unzer.rejected | =
`;
const ROWS = EXPECTED.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([code = '', read = '', act = '']) => [code, read, act === '=' ? read : act] as const);

function faultOf(effect: CallEffect, status: number, code: string): string {
  const errors = [{ code, merchantMessage: 'why' }];
  try {
    readAnswer(effect, {
      status,
      retryAfter: null,
      text: JSON.stringify({ isError: true, errors }),
    });
    return 'none';
  } catch (error) {
    return isFault(error) ? `${error.kind} ${error.code}` : 'no fault';
  }
}

describe('an error code of Unzer', () => {
  it.each(ROWS)('%s means %s when reading, %s when money may have moved', (code, read, act) => {
    expect(faultOf('read', 400, code)).toBe(read);
    expect(faultOf('act', 400, code)).toBe(act);
  });

  it.each(ROWS)('%s means the same with a 2xx status', (code, read, act) => {
    expect(faultOf('read', 200, code)).toBe(read);
    expect(faultOf('act', 201, code)).toBe(act);
  });

  it.each(ERROR_CODES)('$code is of the kind that the catalogue of faults names', (row) => {
    expect(row.kind).toBe(FAULT_CATALOG[row.faultCode].kind);
  });

  it('has a row in this test for every row of the table', () => {
    const tested = ROWS.map(([code]) => code);
    expect(ERROR_CODES.map(({ code }) => code).filter((code) => !tested.includes(code))).toEqual(
      [],
    );
    expect(new Set(ERROR_CODES.map(({ code }) => code)).size).toBe(ERROR_CODES.length);
  });

  it.each(INFORMATION_CODES)('%s is no error', (code) => {
    expect(meaningOfErrorCode(code)).toBeNull();
  });
});
