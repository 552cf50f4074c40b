import { type HttpAnswer, type UnzerCall, type UnzerOptions, networkFault } from '@abgleich/unzer';
import type { Simulation } from '../simulation.js';
import { type Outcome, type Served, send } from './link.js';
import type { SimulatedProcess } from './simulated-process.js';

/** Refusals of the acquirer that stay in the payment's history, and the code that means "later". */
const DECLINED = 'COR.800.100.152';
const PENDING = 'COR.000.200.000';
const BUSY = [500, 429, 503] as const;

/** The way of one process to Unzer: the product's own client above it, the sandbox's own interface below it, no network between. */
export function unzerWire(
  simulation: Simulation,
  process: SimulatedProcess,
): NonNullable<UnzerOptions['send']> {
  return async (wanted, target) => {
    const about = `${wanted.paymentId ?? ''} ${referenceOf(wanted)}`.trim();
    const name = `${wanted.method} ${wanted.path.split('/').slice(3).join('/') || wanted.path.split('/')[1]}`;
    const effect = wanted.effect === 'act' ? 'act' : 'read';
    const call = { side: 'unzer', name, effect, about } as const;
    const outcome = await send({ simulation, process }, call, (how, id) =>
      execute({ simulation, wanted, authorization: target.authorization }, how, id),
    );
    return answerFrom(wanted, outcome);
  };
}

const referenceOf = ({ body }: UnzerCall): string => body?.['paymentReference'] ?? '';

type Wanted = {
  readonly simulation: Simulation;
  readonly wanted: UnzerCall;
  readonly authorization: string;
};

function execute(
  { simulation, wanted, authorization }: Wanted,
  how: Served,
  id: string,
): { value: HttpAnswer; word: string } {
  const dice = simulation.dice.of(`unzer ${id}`);
  if (how === 'busy') {
    const status = dice.pick(BUSY);
    return { value: { status, retryAfter: null, text: '' }, word: `HTTP ${status}` };
  }
  const arrived = {
    method: wanted.method,
    path: `/v1${wanted.path}`,
    authorization,
    body: wanted.body === null ? '' : JSON.stringify(wanted.body),
    base: 'https://unzer.simulated/v1',
  };
  const fault = simulation.acquirer(wanted.effect === 'act', id, {
    declined: DECLINED,
    pending: PENDING,
  });
  const before = simulation.paymentOf(wanted.paymentId);
  const answer = simulation.unzer.answer(arrived, fault);
  if (answer.kind !== 'answer') throw new Error('The simulated Unzer always answers');
  if (wanted.effect === 'act') simulation.judge.afterUnzer(wanted, before);
  const word = answer.status < 300 ? 'ok' : `HTTP ${answer.status} ${codeIn(answer.body)}`;
  const text = how === 'garbled' ? answer.body.slice(0, answer.body.length / 2) : answer.body;
  return { value: { status: answer.status, retryAfter: null, text }, word };
}

const codeIn = (body: string): string => /"code":"([^"]+)"/.exec(body)?.[1] ?? '';

function answerFrom(wanted: UnzerCall, outcome: Outcome<HttpAnswer>): HttpAnswer {
  if (outcome.kind === 'answered') return outcome.value;
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' });
  if (outcome.kind === 'not-sent') throw networkFault(wanted.effect, refused);
  const name = outcome.reason === 'timeout' ? 'TimeoutError' : 'ECONNRESET';
  throw networkFault(wanted.effect, Object.assign(new Error(name), { name }));
}
