import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startKafka } from '../../../tools/kafka.mjs';
import type { Foundation } from './foundation.js';
import type { StopList } from './stop-list.js';
import { watchPid } from './watch-pid.js';

const PID_FILE = 'kafka.pid';
/** A broker that was told to end and does not is killed; its log is made for that. */
const END_WITHIN_MS = 10_000;
const LOOK_MS = 100;

type OwnKafka = {
  readonly foundation: Foundation;
  readonly port: number;
  readonly stops: StopList;
  readonly onLost: (sentence: string) => void;
};

/** The brokers of KAFKA_BROKERS, or one started on this data directory after ending one that a killed instance left on it. */
export async function startOwnKafka({
  foundation,
  port,
  stops,
  onLost,
}: OwnKafka): Promise<string[]> {
  const { directory, log } = foundation;
  const dataDir = join(directory.path, 'kafka');
  const pidFile = join(directory.path, PID_FILE);
  await endLeftover(pidFile, dataDir);
  const kafka = await startKafka({ dataDir, port, log: (line) => log.info({ line }, 'kafka') });
  const { pid } = kafka;
  if (pid === null) return kafka.brokers; // somebody else's
  await writeFile(pidFile, String(pid));
  const words = `Kafka (process ${pid}) ended by itself. Its last words are in ${join(dataDir, 'broker.log')}.`;
  const watch = watchPid(pid, () => onLost(words));
  stops.add('kafka', async () => {
    clearInterval(watch);
    await kafka.stop();
    await rm(pidFile, { force: true });
  });
  return kafka.brokers;
}

async function endLeftover(pidFile: string, dataDir: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1) return;
  const deadline = performance.now() + END_WITHIN_MS;
  if (isBrokerOf(pid, dataDir)) process.kill(pid, 'SIGTERM');
  while (isBrokerOf(pid, dataDir)) {
    if (performance.now() > deadline) process.kill(pid, 'SIGKILL');
    await pause(LOOK_MS);
  }
  await rm(pidFile, { force: true });
}

/** Process numbers come round again: only a broker that was started on this very directory is ours to end. */
function isBrokerOf(pid: number, dataDir: string): boolean {
  try {
    const words = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return words.includes('kafka.Kafka') && words.includes(join(dataDir, 'server.properties'));
  } catch {
    return false; // there is no such process
  }
}
