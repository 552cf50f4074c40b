import {
  type Clock,
  type ConnectionId,
  type ErpConnection,
  type Journal,
  type ProblemCode,
  type ProblemDraft,
  HOUR,
  isFault,
} from '@abgleich/domain';
import type { ConnectionHealth } from '@abgleich/persistence';
import type { PixiGateway } from '@abgleich/pixi';
import { healthOf } from './connection-health.js';
import { tellProblems } from './connection-problems.js';
import type { Log } from './create-log.js';

export type ConnectionWatch = {
  /** A poll of the connection ended; `thrown: null` = it worked. */
  note(connection: ErpConnection, thrown: unknown): Promise<void>;
  /** Which of the needed procedures the database lacks: asked when a process first meets a connection, and hourly. */
  check(connection: ErpConnection, gateway: PixiGateway): Promise<void>;
};

export type WatchParts = {
  readonly health: ConnectionHealth;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
};

/** One failed poll is a hiccup; so many in a row are worth a person's look. Wrong credentials do not pass by themselves, so they count sooner. */
const FAILURES_BEFORE_PROBLEM = {
  'connection.unreachable': 8,
  'connection.unauthorized': 2,
} as const;
const CHECK_EVERY_MS = HOUR;

/** `heard`: this process had a successful poll already, so that nothing an earlier one told can still be open. */
type Known = {
  failures: number;
  told: ProblemCode | null;
  heard: boolean;
  missing: string;
  checkedAt: number;
};

/** Keeps what the portal shows of a connection, and raises or resolves its problems. One instance per process. */
export function createConnectionWatch({
  health,
  journal,
  clock,
  log,
}: WatchParts): ConnectionWatch {
  const known = new Map<ConnectionId, Known>();
  const stateOf = ({ id }: ErpConnection): Known => {
    const found = known.get(id) ?? {
      failures: 0,
      told: null,
      heard: false,
      missing: '',
      checkedAt: 0,
    };
    known.set(id, found);
    return found;
  };
  const tell = (
    { id, organisationId }: ErpConnection,
    document: string,
    open: readonly ProblemDraft[],
  ): Promise<void> =>
    tellProblems(
      { journal, clock },
      { organisationId, connectionId: id, area: 'connection', document, open },
    );

  return {
    async note(connection, thrown) {
      const report = healthOf(connection, thrown, clock.now());
      if (report === null) return;
      await health.report(report);
      const state = stateOf(connection);
      if (report.failure === null) {
        const mayBeOpen = state.told !== null || !state.heard;
        Object.assign(state, { failures: 0, told: null, heard: true });
        if (mayBeOpen) await tell(connection, 'contact', []);
        return;
      }
      state.failures += 1;
      const code =
        report.failure.code === 'pixi.unauthorized'
          ? 'connection.unauthorized'
          : 'connection.unreachable';
      if (state.told === code || state.failures < FAILURES_BEFORE_PROBLEM[code]) return;
      state.told = code;
      await tell(connection, 'contact', [
        problem(code, 'contact', { connection: connection.name }),
      ]);
    },
    async check(connection, gateway) {
      const state = stateOf(connection);
      const now = clock.now();
      if (state.checkedAt !== 0 && now - state.checkedAt < CHECK_EVERY_MS) return;
      try {
        const { missing } = await gateway.checkConnection();
        const list = missing.join(', ');
        if (state.checkedAt === 0 || list !== state.missing) {
          const open =
            missing.length === 0
              ? []
              : [problem('connection.procedures-missing', 'procedures', { procedures: list })];
          if (missing.length > 0)
            log.error({ connectionId: connection.id, missing }, 'pixi lacks procedures');
          await tell(connection, 'procedures', open);
        }
        Object.assign(state, { checkedAt: now, missing: list });
      } catch (error) {
        if (!isFault(error)) throw error; // the poll that follows meets the same fault and tells it
      }
    },
  };
}

const problem = (
  code: ProblemCode,
  document: string,
  params: Readonly<Record<string, string>>,
): ProblemDraft => ({ code, severity: 'error', document, params });
