import { Fault } from '@abgleich/domain';
import {
  PIXI_PROCEDURES,
  type PixiProcedure,
  type PixiProcedureName,
  type PixiWire,
  type SoapAnswer,
  type SoapCall,
  type SoapResult,
  builtInDescription,
} from '@abgleich/pixi';
import { answerTree, resultOf } from '@abgleich/sandbox';
import type { Simulation } from '../simulation.js';
import { type Outcome, type Served, send } from './link.js';
import type { SimulatedProcess } from './simulated-process.js';

const NAMESPACE = 'http://pixi.simulated/';
const description = builtInDescription(NAMESPACE);
/** What tells the client that there is SOAP to read; it was parsed already. */
const ENVELOPE = '<Envelope>';
/** A deadlock victim: the error a busy SQL Server really gives, with nothing done. */
const DEADLOCK = { number: 1205, text: 'Transaction was deadlocked. Rerun the transaction.' };
/** pixi's own code says no. */
const REFUSAL = { number: 50_000, text: 'Error in procedure: 50000 - the record is in use' };

/** The way of one process to pixi: the product's own client above it, the sandbox's own engine below it, no XML and no network between. */
export function pixiWire(simulation: Simulation, process: SimulatedProcess): PixiWire {
  const way = { simulation, process };
  return {
    async describe() {
      const call = { side: 'pixi', name: 'WSDL', effect: 'read', about: '' } as const;
      const ended = simulation.windowWatch.begin(process, 'WSDL');
      const outcome = await send(way, call, (how) => ({
        value: how,
        word: how === 'well' ? 'ok' : how,
      }));
      ended();
      if (outcome.kind === 'answered' && outcome.value === 'well') return description;
      throw new Fault({ kind: 'transient', code: 'pixi.unreachable' });
    },
    async call(wanted) {
      const { writes } = procedureOf(wanted);
      const about = wanted.args['OrderNR'] ?? wanted.args['InvoiceNr'] ?? aboutOf(wanted);
      const name = wanted.procedure.replace(/^pixi(Pay)?/, '');
      const call = { side: 'pixi', name, effect: writes ? 'act' : 'read', about } as const;
      const ended = simulation.windowWatch.begin(process, `${name} ${about}`);
      const outcome = await send(way, call, (how, id) => execute(simulation, wanted, { how, id }));
      ended();
      return resultFrom(outcome);
    },
  };
}

/** Procedures are known by name only on this side. */
const procedureOf = ({ procedure }: SoapCall): PixiProcedure =>
  PIXI_PROCEDURES[procedure as PixiProcedureName];

const aboutOf = ({ args }: SoapCall): string => {
  const [name, value] =
    Object.entries(args).find(([key]) => /order|invoice|paymentcode|type/i.test(key)) ?? [];
  return name === undefined ? '' : String(value);
};

function execute(
  simulation: Simulation,
  wanted: SoapCall,
  { how, id }: { how: Served; id: string },
): { value: SoapAnswer; word: string } {
  const procedure = procedureOf(wanted);
  const instead = (message: { number: number; text: string }): SoapAnswer => ({
    kind: 'response',
    response: { [`${procedure.name}Result`]: resultOf(procedure, { message, resultCode: 1 }) },
  });
  if (how === 'busy') return { value: instead(DEADLOCK), word: 'busy' };
  if (procedure.writes && simulation.meets('refused', id)) {
    return { value: instead(REFUSAL), word: 'refused' };
  }
  const params = Object.entries(wanted.args).map(([name, value]) => ({ name, value }));
  const before = simulation.judge.standing(wanted);
  const value = answerTree(simulation.world.pixi, {
    soapVersion: '1.1',
    procedure: wanted.procedure,
    params,
  });
  if (procedure.writes) simulation.judge.afterPixi(wanted, before);
  const word = procedure.writes ? wordOf(value) : 'ok';
  if (how === 'garbled') return { value: { kind: 'unreadable', cause: 'garbled' }, word: `${word}, garbled` };
  return { value, word };
}

/** `ok`, or pixi's own words of refusal. */
function wordOf(answer: SoapAnswer): string {
  if (answer.kind !== 'response') return answer.kind;
  const text = JSON.stringify(answer.response);
  const message = /"(?:Message|ErrorMessage|errorMessage)":"([^"]+)"/.exec(text)?.[1];
  return message === undefined ? 'ok' : `no (${message})`;
}

function resultFrom(outcome: Outcome<SoapAnswer>): SoapResult {
  const nothing: SoapAnswer = { kind: 'unreadable', cause: outcome.kind };
  switch (outcome.kind) {
    case 'answered': {
      const answered = { kind: 'answered', status: 200, retryAfter: null, body: ENVELOPE } as const;
      return { outcome: answered, answer: outcome.value };
    }
    case 'not-sent':
      return { outcome: { kind: 'not-sent', reason: 'unreachable', cause: null }, answer: nothing };
    case 'no-answer':
      return {
        outcome: { kind: 'no-answer', reason: outcome.reason, cause: null },
        answer: nothing,
      };
  }
}
