import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation } from '@abgleich/domain';
import {
  aCall,
  aDecision,
  anIntent,
  anOrder,
  anOrderRef,
  aProblem,
  aWrite,
  beginning,
  ending,
  path,
} from '../testing/journal-builders.js';
import { journalContract, type JournalHarness } from '../testing/journal-contract.js';
import { postgresHarness } from '../testing/postgres-harness.js';
import type { TestDatabase } from '../testing/test-database.js';

describe('the journal on PostgreSQL', () => {
  journalContract(postgresHarness);

  describe('what only a database can get wrong', () => {
    let harness: JournalHarness & { test: TestDatabase };
    beforeAll(async () => {
      harness = await postgresHarness();
    });
    afterAll(() => harness.close());

    it('is text that PostgreSQL refuses: NUL characters and broken surrogates are cleaned away', async () => {
      const ref = anOrderRef();
      const intent = anIntent(ref);
      const dirty = 'a\u0000b\ud800';
      await harness.journal.write(
        aWrite(ref, {
          order: anOrder({ methodName: dirty }),
          calls: [aCall({ response: { body: dirty } })],
          decision: { ...aDecision(), facts: { name: dirty } },
          problems: {
            area: 'capture',
            document: null,
            open: [aProblem({ params: { name: dirty } })],
          },
          ...beginning(intent),
        }),
      );
      const refusal = { code: 'x', message: dirty };
      await harness.journal.write(aWrite(ref, ending(intent, { status: 'refused', refusal })));
      const files = await harness.journal.readOrders(ref.connectionId, [ref.orderNumber]);
      expect(files.get(ref.orderNumber)).toMatchObject({
        order: { methodName: 'ab\ufffd' },
        problems: [{ params: { name: 'ab\ufffd' } }],
        operations: [{ refusal: { message: 'ab\ufffd' } }],
      });
    });

    it('is the id of an event: column and envelope hold the same one', async () => {
      const ref = anOrderRef();
      const event = { type: 'order.ignored', data: { reason: 'x', state: 'ignored' } };
      const problems = { area: 'capture', document: null, open: [aProblem()] };
      await harness.journal.write(aWrite(ref, { events: [event, event], problems }));
      const { rows } = await harness.test.pool.query(
        `select count(distinct id) as ids, bool_and(id::text = event->>'id' and type = event->>'type') as equal from messaging.outbox where organisation_id = $1`,
        [ref.organisationId],
      );
      expect(rows).toEqual([{ ids: 3, equal: true }]);
    });

    it('is a connection lost while writing: the fault says so, and the same write again finds what is there', async () => {
      const ref = anOrderRef();
      const entry = aWrite(ref, { order: anOrder(), ...beginning(anIntent(ref)) });
      const blocker = await harness.test.pool.connect();
      await blocker.query('begin');
      await blocker.query('lock table journal.operations in access exclusive mode');
      const attempt = harness.journal.write(entry);
      const kill = async (): Promise<number> => {
        const { rowCount } = await harness.test.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        return rowCount ?? 0;
      };
      const failed = expect(attempt).rejects.toMatchObject({
        code: 'platform.database',
        kind: 'transient',
      });
      while ((await kill()) === 0);
      await failed;
      await blocker.query('rollback');
      blocker.release();
      expect((await harness.journal.write(entry)).kind).toBe('begun');
      expect((await harness.journal.write(entry)).kind).toBe('exists');
    });

    it('is a mass of parallel writes on the same orders: each is written once, none deadlocks', async () => {
      const refs = ['1', '2', '3'].map((orderNumber) => ({
        ...anOrderRef(),
        orderNumber: anOrderRef(orderNumber).orderNumber,
      }));
      const results = await Promise.all(
        Array.from({ length: 90 }, async (_, index) => {
          const ref = refs[index % refs.length] ?? anOrderRef();
          const open = index % 2 === 0 ? [aProblem(), aProblem({ code: 'capture.pending' })] : [];
          const intent = anIntent(ref, { kind: 'comment', document: `c${index}`, paymentId: null });
          return harness.journal.write(
            aWrite(ref, {
              order: anOrder(),
              decision: aDecision(),
              problems: { area: 'capture', document: null, open },
              ...beginning(intent),
            }),
          );
        }),
      );
      expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['begun']));
      for (const ref of refs) {
        expect(await harness.counts(ref)).toEqual({ decisions: 30, calls: 0 });
        const raised = (await harness.events(ref)).filter(
          ({ type }) => type === 'problem.raised',
        ).length;
        expect(await harness.problems(ref)).toHaveLength(raised);
      }
    });

    it('is a wait that another process is about to store: it is woken', async () => {
      const ref = anOrderRef();
      await harness.journal.write(aWrite(ref, { order: anOrder() }));
      const other = await harness.test.pool.connect();
      await other.query('begin');
      await other.query(
        `update journal.orders set waits = '{"cancel-return": 1}' where connection_id = $1 and order_number = $2`,
        [ref.connectionId, ref.orderNumber],
      );
      const event = { type: 'recheck.requested', data: { requestedBy: 'capture', why: 'x' } };
      const order = { state: 'settled', reason: 'settle' } as const;
      const written = harness.journal.write(
        aWrite(ref, { order, wake: { wait: 'cancel-return', event } }),
      );
      const held = async (): Promise<boolean> => {
        const { rowCount } = await harness.test.pool.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        return rowCount !== 0;
      };
      while (!(await held()));
      await other.query('commit');
      other.release();
      await written;
      expect(await harness.events(ref)).toHaveLength(1);
    });

    it('is a thousand records written soon: all arrive, in few commits', async () => {
      const ref = anOrderRef();
      const commits = async (): Promise<number> => {
        const { rows } = await harness.test.pool.query<{ n: number }>(
          `select count(distinct xmin::text) as n from journal.calls where connection_id = $1`,
          [ref.connectionId],
        );
        return rows[0]?.n ?? 0;
      };
      for (let index = 0; index < 1_000; index += 1) {
        harness.journal.writeSoon(aWrite(ref, { calls: [aCall()] }));
      }
      await harness.journal.flush();
      expect(await harness.counts(ref)).toEqual({ decisions: 0, calls: 1_000 });
      expect(await commits()).toBeLessThanOrEqual(6);
    });

    it('is an operation ended by a batch together with its calls', async () => {
      const ref = anOrderRef();
      const intents = ['a', 'b'].map((document) =>
        anIntent(ref, { kind: 'comment', document, paymentId: null }),
      );
      for (const intent of intents) {
        await harness.journal.write(aWrite(ref, { order: anOrder(), ...beginning(intent) }));
        harness.journal.writeSoon(
          aWrite(ref, {
            calls: [aCall()],
            ...ending(intent, { status: 'done', transactionPath: path('x') }),
          }),
        );
      }
      await harness.journal.flush();
      const files = await harness.journal.readOrders(ref.connectionId, [ref.orderNumber]);
      const expected: Partial<Operation> = {
        status: 'done',
        transactionPath: path('x'),
        lookUps: 0,
      };
      expect(files.get(ref.orderNumber)?.operations).toMatchObject([expected, expected]);
    });
  });
});
