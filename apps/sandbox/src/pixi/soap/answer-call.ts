import type { ServerResponse } from 'node:http';
import type { InjectedFault } from '../../kernel/faults.js';
import { clientLeft, waitFor } from '../../kernel/http-server.js';
import { RAISED_BY_PROCEDURE, type EngineAnswer, type PixiEngine } from '../pixi-engine.js';
import { writeBrokenAnswer } from './broken-answer.js';
import type { SoapRequest } from './read-request.js';
import type { ProcedureAnswer, ResultStreamWriter } from './result-stream.js';
import { faultXml, SoapFault } from './soap-fault.js';

/** What went out, for the call log; status 0 = no answer. */
export type Sent = {
  readonly name: string;
  readonly status: number;
  readonly orderNr: string | null;
};

type Answering = {
  readonly call: SoapRequest;
  readonly fault: InjectedFault | null;
  readonly engine: PixiEngine;
  readonly write: ResultStreamWriter;
};

/** A deadlock victim: the error a busy SQL Server really gives, with nothing done. */
const DEADLOCK = {
  number: 1205,
  text: 'Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
};

/** Carries out a call and answers it, or does to it what an injected fault says. */
export async function answerCall(response: ServerResponse, answering: Answering): Promise<Sent> {
  const { fault } = answering;
  const refused = fault ? await refusedBefore(response, answering, fault) : null;
  if (refused) return refused;
  if (fault?.kind === 'duplicate') carryOut(answering);
  const { xml, status, orderNr } = carryOut(answering);
  const sent = { name: answering.call.procedure, status, orderNr };
  if (fault?.kind === 'lost-answer') {
    response.destroy();
    return { ...sent, status: 0 };
  }
  if (fault && fault.delayMs > 0 && !(await waitFor(response, fault.delayMs)))
    return { ...sent, status: 0 };
  if (fault?.kind === 'malformed') {
    writeBrokenAnswer(response, { good: xml, occurrence: fault.occurrence });
    return sent;
  }
  const type = answering.call.soapVersion === '1.2' ? 'application/soap+xml' : 'text/xml';
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(xml);
  return sent;
}

function carryOut({ call, engine, write }: Answering): {
  xml: string;
  status: number;
  orderNr: string | null;
} {
  try {
    const { procedure, answer, orderNr } = engine.call(call);
    return { xml: write(procedure, answer, call.soapVersion), status: 200, orderNr };
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    return { xml: faultXml(error), status: 500, orderNr: null };
  }
}

/** Faults with which nothing is done; `null` = the call is carried out after all. */
async function refusedBefore(
  response: ServerResponse,
  answering: Answering,
  fault: InjectedFault,
): Promise<Sent | null> {
  const name = answering.call.procedure;
  const instead = answerInstead(answering, fault);
  if (instead) {
    const { procedure, answer, orderNr } = instead;
    const xml = answering.write(procedure, answer, answering.call.soapVersion);
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(xml);
    return { name, status: 200, orderNr };
  }
  return await transportFault(response, { name, fault });
}

function answerInstead(
  { call, engine }: Answering,
  { kind, code }: InjectedFault,
): EngineAnswer | null {
  const refusal = (answer: ProcedureAnswer): EngineAnswer => ({
    procedure: engine.definitionOf(call.procedure),
    answer: { resultCode: 1, ...answer },
    orderNr: null,
  });
  if (kind === 'sql-message') return refusal({ message: DEADLOCK });
  if (kind === 'business-code') {
    const number = Number(code) || RAISED_BY_PROCEDURE;
    return refusal({ message: { number, text: `Error in procedure: ${number} - injected` } });
  }
  if (kind !== 'return-error') return null;
  const columns = engine.definitionOf(call.procedure).rowSets[0]?.columns ?? [];
  if (!columns.some(({ key }) => key === 'returnCode')) return refusal({});
  return refusal({ rows: [{ returnCode: 'ERROR', errorMessage: 'Injected error' }] });
}

/** Faults of the transport; `null` = the fault is of another kind. Also used for the WSDL. */
export async function transportFault(
  response: ServerResponse,
  { name, fault }: { name: string; fault: InjectedFault },
): Promise<Sent | null> {
  const page = (status: number, title: string): Sent => {
    response.writeHead(status, { 'Content-Type': 'text/html' });
    response.end(`<html><body><h1>${title}</h1></body></html>`);
    return { name, status, orderNr: null };
  };
  switch (fault.kind) {
    case 'error-500':
      return page(500, 'Internal Server Error');
    case 'unauthorized':
      response.setHeader('WWW-Authenticate', 'Basic realm="pixi"');
      return page(401, 'Unauthorized');
    case 'rate-limit':
      response.setHeader('Retry-After', '1');
      return fault.occurrence % 2 === 0
        ? page(503, 'Service Unavailable')
        : page(429, 'Too Many Requests');
    case 'fault': {
      const xml = faultXml({ subcode: 'LoginFailed', message: 'Injected fault' });
      response.writeHead(500, { 'Content-Type': 'text/xml; charset=utf-8' }).end(xml);
      return { name, status: 500, orderNr: null };
    }
    case 'timeout':
      await clientLeft(response);
      return { name, status: 0, orderNr: null };
    case 'drop':
      response.destroy();
      return { name, status: 0, orderNr: null };
    default:
      return null;
  }
}
