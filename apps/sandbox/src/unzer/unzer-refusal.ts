/** Unzer says no. Thrown before anything changed, so that nothing of it is remembered. */
export class UnzerRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, merchantMessage: string, status = statusOfCode(code)) {
    super(merchantMessage);
    this.name = 'UnzerRefusal';
    this.code = code;
    this.status = status;
  }
}

const NOT_FOUND = ['API.310.100.003', 'API.510.310.008', 'API.500.100.001', 'API.710.100.001'];
const UNAUTHORIZED = ['API.320.000.002', 'API.710.000.002', 'API.710.000.007', 'COR.100.300.600'];
const FORBIDDEN = ['API.710.000.003', 'API.710.000.005', 'API.000.000.001', 'API.000.000.003'];

/** The HTTP status that goes with a code. Only the classes are documented; clients must decide by the code. */
export function statusOfCode(code: string): number {
  if (NOT_FOUND.includes(code)) return 404;
  if (UNAUTHORIZED.includes(code)) return 401;
  if (FORBIDDEN.includes(code)) return 403;
  if (/^API\.3[2346]0\.000\.004$/.test(code)) return 405;
  if (code === 'API.000.000.999') return 500;
  return 400;
}

export const unknownPayment = (id: string): UnzerRefusal =>
  new UnzerRefusal('API.310.100.003', `Payment with id '${id}' not found with given key`);
export const invalidData = (what: string): UnzerRefusal =>
  new UnzerRefusal('API.500.300.999', `Invalid request data: ${what}`);
/** For the control interface: what a person asked for makes no sense for this payment. */
export const impossible = (sentence: string): UnzerRefusal =>
  new UnzerRefusal('SANDBOX', sentence, 409);
