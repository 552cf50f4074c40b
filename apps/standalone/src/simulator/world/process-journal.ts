import { type Journal, type JournalWrite, Fault, SECOND } from '@abgleich/domain';
import type { Simulation } from '../simulation.js';
import type { SimulatedProcess } from './simulated-process.js';

const ROUND_TRIP_MAX_MS = 40;
/** As the real one gathers what can wait. */
const SOON_MS = SECOND / 5;

/**
 * One process's way to the one journal: takes time, fails at times, and ends with the process. A write that was on its way when
 * the process died may have been committed or not.
 */
export function processJournal(simulation: Simulation, process: SimulatedProcess): Journal {
  const { journal: shared, time, trace, dice } = simulation;
  const gone = <T>(): Promise<T> => new Promise(() => undefined);
  async function ask<T>(what: string, question: () => Promise<T>): Promise<T> {
    const id = simulation.nth(`journal ${what}`);
    const chance = dice.of(id);
    if (!process.isAlive()) return gone();
    if (simulation.meets('crash-before', id)) process.die(`before ${id}`);
    await time.sleep(chance.between(1, ROUND_TRIP_MAX_MS));
    if (!process.isAlive() && chance.chance(0.5)) return gone();
    if (simulation.isAway('journal') || simulation.meets('write-lost', id))
      throw new Fault({ kind: 'transient', code: 'platform.database' });
    const answer = await question().catch((error: unknown) => {
      if (process.isAlive()) throw error;
      return gone<T>();
    });
    if (simulation.meets('crash-after', id)) process.die(`after ${id}`);
    await time.sleep(chance.between(1, ROUND_TRIP_MAX_MS));
    if (!process.isAlive()) return gone();
    if (simulation.meets('write-unanswered', id))
      throw new Fault({ kind: 'uncertain', code: 'platform.database' });
    return answer;
  }
  return {
    readOrders: (connectionId, orderNumbers) =>
      ask(`read ${orderNumbers.length === 1 ? orderNumbers[0] : 'many'}`, () =>
        shared.readOrders(connectionId, orderNumbers),
      ),
    write: (entry: JournalWrite) =>
      ask(
        `write ${entry.ref.orderNumber} ${entry.begin?.intent.key.split('/').slice(1).join('/') ?? ''}`,
        async () => {
          const result = await shared.write(entry).catch((error: unknown) => {
            trace.add(`${process.name} journal ${summaryOf(entry)} refused`);
            throw error;
          });
          simulation.onWrite(entry);
          trace.add(
            `${process.name} journal ${summaryOf(entry)}${result.kind === 'nothing-begun' ? '' : ` -> ${result.kind}`}`,
          );
          return result;
        },
      ),
    writeSoon(entry) {
      time.after(SOON_MS, () => {
        if (!process.isAlive()) return;
        shared.writeSoon(entry);
        void shared.flush();
      });
    },
    operationsToLookUp: (filter) =>
      ask(`look-ups of ${filter.kinds[0]}`, () => shared.operationsToLookUp(filter)),
    ordersToLookAt: (filter) => ask('orders to look at', () => shared.ordersToLookAt(filter)),
    claimLookUp: (key, expected, until) =>
      ask(`claim ${key.split('/').slice(1).join('/')}`, () =>
        shared.claimLookUp(key, expected, until),
      ),
    flush: () => shared.flush(),
  };
}

/** A write in one line. */
function summaryOf({ ref, order, finish, begin, problems, events = [] }: JournalWrite): string {
  return [
    ref.orderNumber,
    order &&
      (order.state ?? order.reason) !== undefined &&
      `${order.state ?? ''}/${order.reason ?? ''}`,
    finish && `end ${finish.key.split('/').slice(1).join('/')} ${finish.outcome.status}`,
    begin && `begin ${begin.intent.key.split('/').slice(1).join('/')}`,
    problems && `problems [${problems.open.map(({ code }) => code).join(' ')}]`,
    events.map(({ type }) => type).join(' '),
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ');
}
