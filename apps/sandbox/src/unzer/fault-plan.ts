import type { InjectedFault } from '../kernel/faults.js';
import type { AcquirerAnswer } from './commands.js';
import { UnzerRefusal } from './unzer-refusal.js';

/** Answers as they go over the wire. `cut` = the connection is destroyed, `hang` = nothing ever comes. */
export type RawAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly delayMs: number;
    }
  | { readonly kind: 'cut' }
  | { readonly kind: 'hang' };

export const raw = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body,
  delayMs: 0,
});

const HTML = '<html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>';
const PENDING_CODE = 'COR.000.200.000';
/** Refusals of the acquirer and of the risk partner: these were tried, so they stay in the payment's history. */
const DECLINE = /^(?:COR|SDM)\./;

/**
 * What a fault does before the books are asked: an answer of its own, and then nothing was done. `null` = the books are asked.
 * Throws `UnzerRefusal` where the answer is an ordinary error body.
 */
export function answerInstead(fault: InjectedFault | null, method: string): RawAnswer | null {
  switch (fault?.kind) {
    case 'timeout':
      return { kind: 'hang' };
    case 'drop':
      return { kind: 'cut' };
    case 'error-500':
      return raw(500, '<html><body>Internal Server Error</body></html>', {
        'content-type': 'text/html',
      });
    case 'fault':
    case 'sql-message':
      throw new UnzerRefusal(fault.code ?? 'API.000.000.999', 'General error', 500);
    case 'return-error':
      throw new UnzerRefusal(fault.code ?? 'API.500.300.999', 'Request refused', 200);
    case 'unauthorized':
      throw new UnzerRefusal('API.320.000.002', 'Key is unknown or invalid');
    case 'rate-limit':
      return raw(429, '', { 'retry-after': String(Math.ceil(fault.delayMs / 1_000) || 1) });
    case 'business-code':
      if (fault.code !== null && (method === 'GET' || !DECLINE.test(fault.code)))
        throw new UnzerRefusal(fault.code, `Refused with ${fault.code}`);
      return null;
    default:
      return null;
  }
}

/** How the acquirer answers while a fault holds: a decline, or "pending" for the code that means it. */
export function acquirerUnder(fault: InjectedFault | null): AcquirerAnswer {
  if (fault?.kind !== 'business-code' || fault.code === null) return 'success';
  if (fault.code === PENDING_CODE) return 'pending';
  return DECLINE.test(fault.code) ? { declined: fault.code } : 'success';
}

/** What a fault does to an answer after the books were changed: lose it, delay it, garble it. */
export function spoil(answer: RawAnswer, fault: InjectedFault | null): RawAnswer {
  if (answer.kind !== 'answer') return answer;
  if (fault?.kind === 'lost-answer') return { kind: 'cut' };
  if (fault?.kind === 'slow') return { ...answer, delayMs: fault.delayMs };
  if (fault?.kind !== 'malformed') return answer;
  return fault.occurrence % 2 === 0
    ? { ...answer, headers: { 'content-type': 'text/html' }, body: HTML }
    : { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}
