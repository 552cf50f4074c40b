import { type Journal, type JournalWrite, Fault, instant } from '@abgleich/domain';
import type { MemoryJournal } from '@abgleich/persistence';
import type { Dice } from './dice.js';
import type { VirtualTime } from './virtual-time.js';

export type ProcessJournalParts = {
  readonly shared: MemoryJournal;
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly isAlive: () => boolean;
  readonly note: (line: string) => void;
  /** How likely the database is away. */
  readonly outage: () => number;
};

const ROUND_TRIP_MAX_MS = 40;
/** As the real one gathers what can wait. */
const SOON_MS = 200;

/**
 * One process's way to the one journal: takes time, fails at times, and ends with the process. A write that was on its way when
 * the process died may have been committed or not.
 */
export function processJournal(parts: ProcessJournalParts): Journal {
  const { shared, time, dice, isAlive } = parts;
  const trip = (): Promise<void> => time.sleep(dice.between(1, ROUND_TRIP_MAX_MS));
  const gone = <T>(): Promise<T> => new Promise(() => undefined);
  async function ask<T>(question: () => Promise<T>): Promise<T> {
    const sentByLiving = isAlive();
    await trip();
    if (!sentByLiving || (!isAlive() && dice.chance(0.5))) return gone();
    if (dice.chance(parts.outage()))
      throw new Fault({ kind: 'transient', code: 'platform.database' });
    const answer = await question().catch((error: unknown) => {
      if (isAlive()) throw error;
      return gone<T>();
    });
    await trip();
    if (!isAlive()) return gone();
    if (dice.chance(parts.outage()))
      throw new Fault({ kind: 'uncertain', code: 'platform.database' });
    return answer;
  }
  return {
    readOrders: (connectionId, orderNumbers) =>
      ask(() => shared.readOrders(connectionId, orderNumbers)),
    write: (entry: JournalWrite) =>
      ask(async () => {
        const result = await shared.write(entry).catch((error: unknown) => {
          parts.note(`journal ${summaryOf(entry)} refused`);
          throw error;
        });
        parts.note(`journal ${summaryOf(entry)} ${result.kind}`);
        return result;
      }),
    writeSoon(entry) {
      time.after(SOON_MS, () => {
        if (!isAlive()) return;
        shared.writeSoon(entry);
        void shared.flush();
      });
    },
    operationsToLookUp: (filter) => ask(() => shared.operationsToLookUp(filter)),
    ordersToLookAt: (filter) => ask(() => shared.ordersToLookAt(filter)),
    claimLookUp: (key, expected, until) =>
      ask(() => shared.claimLookUp(key, expected, instant(until))),
    flush: () => shared.flush(),
  };
}

/** A write in one line. */
function summaryOf({ ref, order, finish, begin, problems, events = [] }: JournalWrite): string {
  return [
    ref.orderNumber,
    order && `${order.state ?? ''}/${order.reason ?? ''}`,
    finish && `end ${finish.key.split('/').slice(1).join('/')} ${finish.outcome.status}`,
    begin && `begin ${begin.intent.key.split('/').slice(1).join('/')}`,
    problems && `problems [${problems.open.map(({ code }) => code).join(' ')}]`,
    events.map(({ type }) => type).join(' '),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
