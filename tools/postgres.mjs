// Starts a real PostgreSQL from npm's binaries, for `npm start` without a server and for tests. The binaries are driven
// directly: the npm wrapper passes its password through a file in /tmp, installs exit hooks and rejects with `undefined`.
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile, chown, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { postgresBinaries } from './postgres-binaries.mjs';
import { claimDataDirectory } from './postgres-owner.mjs';
import { spawnPlan, systemUser } from './postgres-user.mjs';

const READY_WITHIN_MS = 60_000; // crash recovery after a power cut replays up to max_wal_size
const STOP_WITHIN_MS = 20_000;
const POLL_MS = 25;
const LOG_LINES_KEPT = 40;
const PASSWORD_FILE = 'abgleich.password';

/** Small memory and few processes: the product shares one machine with this server. Loopback TCP only, no socket files. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  io_method: 'sync',
  max_parallel_workers: '0',
  max_worker_processes: '2',
  max_logical_replication_workers: '0',
  jit: 'off',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts PostgreSQL on `dataDir`, creating it when new. Loopback is open to every user of the machine, so the server asks
 * for a random password (scram-sha-256) that is kept in the data directory. As root it runs as an unprivileged user.
 * Throws an Error with a clear sentence when the directory or the port belongs to somebody else.
 * @param {{ dataDir: string, port?: number, user?: string, settings?: Record<string, string>, onLog?: (line: string) => void }} options `port` 0 picks a free one
 * @returns {Promise<{ url: string, pid: number, port: number, stop: () => Promise<void> }>}
 */
export async function startEmbeddedPostgres({
  dataDir,
  port = 0,
  user = 'abgleich',
  settings = {},
  onLog = () => undefined,
}) {
  const directory = resolve(dataDir);
  const binaries = await postgresBinaries();
  await mkdir(resolve(directory, '..'), { recursive: true });
  const release = await claimDataDirectory(directory);
  try {
    const account = await systemUser(directory);
    await createCluster({ directory, user, binaries, account });
    const chosenPort = port === 0 ? await freePort() : port;
    await assertPortFree(chosenPort);
    const run = { directory, port: chosenPort, binaries, account, settings, onLog };
    const child = await launch(run);
    const password = (await readFile(join(directory, PASSWORD_FILE), 'utf8')).trim();
    const url = `postgres://${encodeURIComponent(user)}:${password}@127.0.0.1:${chosenPort}/postgres`;
    return { url, pid: child.pid, port: chosenPort, stop: () => stop(child, release) };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Creates the database `name` on the server of `url` unless it exists, and returns the URL of that database.
 * @param {string} url
 * @param {string} name
 * @param {{ template?: string }} [options]
 * @returns {Promise<string>}
 */
export async function createDatabase(url, name, { template } = {}) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const from = template === undefined ? '' : ` template ${client.escapeIdentifier(template)}`;
    await client.query(`create database ${client.escapeIdentifier(name)}${from}`);
  } catch (error) {
    if (error.code !== '42P04') throw error; // it exists already
  } finally {
    await client.end();
  }
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(name)}`;
  return target.href;
}

/** initdb works in a sibling directory that is renamed when complete: a crash in between leaves nothing half made. */
async function createCluster({ directory, user, binaries, account }) {
  if (await exists(join(directory, 'PG_VERSION'))) return;
  const content = await readdir(directory).catch(() => []);
  if (content.length > 0) {
    throw new Error(
      `${directory} holds something else than a PostgreSQL database. Choose another directory; nothing was changed.`,
    );
  }
  const draft = `${directory}.unfinished`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = `${directory}.password`;
  await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account !== null) {
    await chown(draft, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  await runToEnd(
    spawnPlan(binaries.initdb, initdbArguments({ draft, user, passwordFile }), {
      account,
      mustReach: draft,
    }),
  );
  await rename(passwordFile, join(draft, PASSWORD_FILE));
  await rename(draft, directory); // takes the place of an empty directory that somebody prepared
}

const initdbArguments = ({ draft, user, passwordFile }) => [
  `--pgdata=${draft}`,
  `--username=${user}`,
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
];

async function launch({ directory, port, binaries, account, settings, onLog }) {
  const wanted = { ...SETTINGS, ...settings, port: String(port) };
  const flags = Object.entries(wanted).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const plan = spawnPlan(binaries.postgres, ['-D', directory, ...flags], {
      account,
      mustReach: directory,
    });
    const child = start(plan, onLog);
    const failure = await untilReady(child, directory, deadline);
    if (failure === null) return child;
    // The children of a killed postmaster need a moment to notice; until then the shared memory counts as in use.
    const leftovers = /pre-existing shared memory block/.test(failure);
    if (!leftovers || performance.now() > deadline) {
      throw new Error(`PostgreSQL did not start in ${directory}:\n${failure}`);
    }
    await pause(10 * POLL_MS);
  }
}

/** Its own session: Ctrl-C in the terminal reaches only us, and we stop the database last. */
function start({ command, args, options }, onLog) {
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = [];
  child.recentLog = () => lines.join('\n');
  child.on('error', (error) => lines.push(String(error)));
  child.stderr.setEncoding('utf8').on('data', (text) => {
    for (const line of text.split('\n').filter((part) => part !== '')) {
      lines.push(line);
      if (lines.length > LOG_LINES_KEPT) lines.shift();
      onLog(line);
    }
  });
  child.stopOnExit = () => child.kill('SIGINT');
  process.on('exit', child.stopOnExit);
  child.on('exit', () => process.off('exit', child.stopOnExit));
  child.unref();
  child.stderr.unref();
  return child;
}

/** `null` when ready; else what the server said. Reads the status line of postmaster.pid, which speaks no human language. */
async function untilReady(child, directory, deadline) {
  while (performance.now() < deadline) {
    if (hasEnded(child) || child.pid === undefined) {
      await pause(POLL_MS); // the last lines of stderr
      return child.recentLog();
    }
    const lines = await readFile(join(directory, 'postmaster.pid'), 'utf8').then(
      (text) => text.split('\n'),
      () => [],
    );
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return null;
    await pause(POLL_MS);
  }
  child.kill('SIGQUIT');
  return `not ready within ${READY_WITHIN_MS} ms\n${child.recentLog()}`;
}

/** SIGINT = fast shutdown: running transactions are rolled back, everything committed is checkpointed. */
async function stop(child, release) {
  if (!hasEnded(child)) {
    const ended = new Promise((done) => child.once('exit', done));
    child.ref();
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
  await release();
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

async function runToEnd({ command, args, options }) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new Error(`${command} failed (${code}):\n${output}`);
}

async function freePort() {
  const server = createServer();
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function assertPortFree(port) {
  const server = createServer();
  await new Promise((done, fail) => {
    server.once('error', (error) =>
      fail(new Error(`Port ${port} on 127.0.0.1 is not free for PostgreSQL (${error.code}).`)),
    );
    server.listen(port, '127.0.0.1', done);
  });
  await new Promise((done) => server.close(done));
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );
