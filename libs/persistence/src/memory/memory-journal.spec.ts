import { describe, expect, it } from '@jest/globals';
import type { Fault, JournalWrite, OrderRef } from '@abgleich/domain';
import { aDecision, anOrderRef, aWrite } from '../testing/journal-builders.js';
import { journalContract, type JournalHarness } from '../testing/journal-contract.js';
import { createMemoryJournal } from './memory-journal.js';

async function memoryHarness(): Promise<JournalHarness> {
  let outboxCalls = 0;
  const lost: { fault: Fault; entry: JournalWrite }[] = [];
  const journal = createMemoryJournal({
    onOutbox: () => (outboxCalls += 1),
    onLost: (fault, entry) => lost.push({ fault, entry }),
    isAlive: (owner) => owner !== 'gone',
  });
  const of = (ref: OrderRef) => (item: { connectionId: string; orderNumber: string | null }) =>
    item.connectionId === ref.connectionId && item.orderNumber === ref.orderNumber;
  return {
    journal,
    aliveOwner: 'alive',
    deadOwner: 'gone',
    lost,
    outboxCalls: () => outboxCalls,
    events: async (ref) => journal.outbox.filter(of(ref)),
    problems: async (ref) =>
      journal.problems
        .filter(of(ref))
        .map(({ ...problem }) => {
          Reflect.deleteProperty(problem, 'area');
          return problem;
        })
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    counts: async (ref) => ({
      decisions: journal.decisions.filter(of(ref)).length,
      calls: journal.calls.filter(of(ref)).length,
    }),
    close: async () => undefined,
  };
}

describe('the journal in memory', () => {
  journalContract(memoryHarness);

  it('loses what was written soon when it crashes, and nothing else', async () => {
    const journal = createMemoryJournal();
    const ref = anOrderRef();
    await journal.write(aWrite(ref, { decision: aDecision('kept') }));
    journal.writeSoon(aWrite(ref, { decision: aDecision('lost') }));
    journal.crash();
    await journal.flush();
    expect(journal.decisions).toMatchObject([{ reason: 'kept' }]);
  });

  it('gives the same ids in every run', async () => {
    const run = async (): Promise<unknown> => {
      const journal = createMemoryJournal();
      const event = { type: 'order.ignored', data: { reason: 'x', state: 'ignored' } };
      await journal.write(aWrite(anOrderRef(), { events: [event, event] }));
      return journal.outbox.map(({ id }) => id);
    };
    expect(await run()).toEqual(await run());
  });
});
