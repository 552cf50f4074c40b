import type { Fault } from '@abgleich/domain';
import type { Verdict } from '../answer/judge-answer.js';
import { answerLost, fault, type CallNature } from '../transport/classify-exchange.js';
import { redactText } from './redact.js';
import type { SoapFault } from './soap-caller.js';

type Refused = Extract<Verdict, { kind: 'refused' }>;

/** SQL Server took everything back to end a deadlock: nothing was done, the same call may be made again. */
const DEADLOCK = 1205;
const NO_SUCH_PROCEDURE = 2812;
/** The database cannot be opened just now (it is being restored, or restarts): nothing was done. */
const DATABASE_CLOSED = 4060;
/** No permission, not a user of the database, login failed. */
const NOT_ALLOWED = [229, 916, 18456];
/** From this class on the server itself is in trouble (resources, hardware), and what it did before is unknown. */
const SERVER_TROUBLE_CLASS = 17;
/** pixi's own words for a write that was made before. */
const ALREADY = /\balready\b|\bbereits\b/i;

/** The fault for a procedure that said no. */
export function refusalFault(call: CallNature, refused: Refused): Fault {
  const params = {
    text: redactText(refused.text),
    ...(refused.number === null || Number.isNaN(refused.number)
      ? {}
      : { number: String(refused.number) }),
  };
  if (refused.by === 'message') {
    if (refused.number === DEADLOCK || refused.number === DATABASE_CLOSED)
      return fault(call, { kind: 'transient', code: 'pixi.busy', params });
    if (refused.number === NO_SUCH_PROCEDURE)
      return fault(call, { kind: 'config', code: 'pixi.procedure-missing', params });
    if (refused.number !== null && NOT_ALLOWED.includes(refused.number))
      return fault(call, { kind: 'config', code: 'pixi.unauthorized', params });
    if ((refused.severity ?? 0) >= SERVER_TROUBLE_CLASS)
      return call.writes
        ? answerLost(call, `SQL Server class ${refused.severity}`)
        : fault(call, { kind: 'transient', code: 'pixi.busy', params });
  }
  const code = call.writes && ALREADY.test(refused.text) ? 'pixi.already-done' : 'pixi.rejected';
  return fault(call, { kind: 'rejected', code, params });
}

/**
 * The fault for a SOAP fault. Those that blame the request mean that nothing was executed, and so does a login that failed
 * inside the server (our credentials were good: HTTP 401 says otherwise); the others tell nothing of it.
 */
export function soapFaultFault(call: CallNature, soap: SoapFault): Fault {
  const said = [soap.code, soap.text, ...soap.words].join(' ');
  const params = { text: redactText(soap.text) };
  const blamesRequest = /\b(Client|Sender)$/i.test(soap.code);
  if (/LoginFailed/i.test(said))
    return blamesRequest
      ? fault(call, { kind: 'config', code: 'pixi.unauthorized', params })
      : fault(call, { kind: 'transient', code: 'pixi.busy', params });
  if (/UnsupportedOperation|could not find stored procedure/i.test(said))
    return fault(call, { kind: 'config', code: 'pixi.procedure-missing', params });
  if (/InvalidXml|InvalidParameter/i.test(said) || blamesRequest)
    return fault(call, { kind: 'rejected', code: 'pixi.rejected', params });
  if (call.writes) return answerLost(call, 'SOAP fault');
  return fault(call, { kind: 'transient', code: 'pixi.busy', params });
}
