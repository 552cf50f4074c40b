import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A call to a foreign system that takes longer than two minutes was given up long before. */
const CALL_BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** What every service counts, under names that stay. Labels are closed words (procedure, reason, code), never ids or numbers of orders. */
export type Metrics = {
  readonly registry: Registry;
  /** One call to pixi (`erp`) or Unzer (`psp`) ended. */
  call(call: { side: string; name: string; outcome: string; durationMs: number }): void;
  /** A rule decided. */
  decision(service: string, reason: string): void;
  /** An operation of ours got an outcome. */
  operation(kind: string, status: string): void;
  /** A problem was raised. */
  problem(code: string, severity: string): void;
  /** Age of the oldest thing that waits in a queue (outbox, consumer group, look-ups); 0 = nothing waits. */
  queueLag(queue: string, seconds: number): void;
};

/** A registry of its own, so that several services in one process, and tests, never share counters. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Histogram({
    name: 'abgleich_call_seconds',
    help: 'Duration of calls to foreign systems by outcome (ok, or the fault code).',
    labelNames: ['side', 'name', 'outcome'] as const,
    buckets: CALL_BUCKETS_SECONDS,
    registers,
  });
  const decisions = new Counter({
    name: 'abgleich_decisions_total',
    help: 'Decisions by service and reason.',
    labelNames: ['service', 'reason'] as const,
    registers,
  });
  const operations = new Counter({
    name: 'abgleich_operations_total',
    help: 'Outcomes of our own effects by kind and status.',
    labelNames: ['kind', 'status'] as const,
    registers,
  });
  const problems = new Counter({
    name: 'abgleich_problems_total',
    help: 'Problems raised by code and severity.',
    labelNames: ['code', 'severity'] as const,
    registers,
  });
  const lag = new Gauge({
    name: 'abgleich_queue_lag_seconds',
    help: 'Age of the oldest thing that waits in a queue; 0 = nothing waits.',
    labelNames: ['queue'] as const,
    registers,
  });
  measureProcess(registers);
  return {
    registry,
    call: ({ side, name, outcome, durationMs }) =>
      calls.observe({ side, name, outcome }, durationMs / 1_000),
    decision: (service, reason) => decisions.inc({ service, reason }),
    operation: (kind, status) => operations.inc({ kind, status }),
    problem: (code, severity) => problems.inc({ code, severity }),
    queueLag: (queue, seconds) => lag.set({ queue }, seconds),
  };
}

/** Memory and CPU, read when asked. The library's own default metrics keep a 10 ms timer running, which an idle service should not. */
function measureProcess(registers: Registry[]): void {
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'User and system CPU time of the process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });
}
