// A real Kafka broker without Docker: jars from Maven Central into a cache outside git, KRaft combined mode on loopback.
// import { startKafka } from './kafka.mjs'; or `node tools/kafka.mjs [port]` to run one in the foreground.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** 4.4.0 exists, but Maven Central lacks its kafka-tools-api. 4.3.1 runs on Java 17 and speaks every API version kafkajs 2.2.4 asks for. */
export const KAFKA_VERSION = '4.3.1';
const SLF4J_VERSION = '1.7.36'; // what Kafka 4.3.1 itself depends on; without a binding its log stays silent
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const JAVA_MIN = 17; // KIP-1013: brokers from 4.0 on need it
const READY_WITHIN_MS = 120_000; // a cold JVM on a busy two-core machine took up to 25 s
const STOP_WITHIN_MS = 15_000;
const OUTPUT_LINES_KEPT = 40;
const INSTALL_HINT =
  'Install both (Debian: apt-get install openjdk-17-jre-headless maven) or set KAFKA_BROKERS to a broker that runs already.';
const MEMORY = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Says in one sentence why no broker of our own can be started here, or null when it can. */
export async function whyNoKafka({ cacheDir } = {}) {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8', env: process.env });
  if (java.error)
    return `Kafka needs Java ${JAVA_MIN} or newer, but "java" was not found. ${INSTALL_HINT}`;
  const major = Number(/version "(?:1\.)?(\d+)/.exec(java.stderr)?.[1] ?? Number.NaN);
  if (!(major >= JAVA_MIN))
    return `Kafka needs Java ${JAVA_MIN} or newer, but "java" is ${major}. ${INSTALL_HINT}`;
  if (await isFolder(jarsFolder(cacheDir))) return null;
  const maven = spawnSync('mvn', ['-v'], { encoding: 'utf8', env: process.env });
  if (maven.error) return `Fetching Kafka needs Maven, but "mvn" was not found. ${INSTALL_HINT}`;
  return null;
}

/** Downloads the broker's jars unless the cache has them; answers the folder. Safe to run in several processes at once. */
export async function fetchKafka({ cacheDir, log = () => {} } = {}) {
  const folder = jarsFolder(cacheDir);
  if (await isFolder(folder)) return folder;
  const obstacle = await whyNoKafka({ cacheDir });
  if (obstacle !== null) throw new Error(obstacle);
  log(`Fetching Kafka ${KAFKA_VERSION} with Maven (about 45 MB, once) ...`);
  const partial = `${folder}.partial-${process.pid}-${Date.now()}`;
  await mkdir(partial, { recursive: true });
  try {
    await writeFile(join(partial, 'pom.xml'), pom());
    const goals = [`${DEPENDENCY_PLUGIN}:copy-dependencies`, '-DincludeScope=runtime'];
    await run('mvn', [
      '-B',
      '-q',
      '-C',
      '-f',
      join(partial, 'pom.xml'),
      ...goals,
      `-DoutputDirectory=${partial}`,
    ]);
    await rename(partial, folder).catch(async (error) => {
      if (!(await isFolder(folder))) throw error; // another process was quicker: its jars are the same
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Starts one broker on 127.0.0.1 and resolves when it serves requests. With KAFKA_BROKERS set it answers those brokers instead
 * (pid null, stop and kill do nothing) unless `own` asks for a broker that may be killed. Rejects with a sentence that says what is missing.
 */
export async function startKafka({
  cacheDir,
  port = 0,
  dataDir,
  own = false,
  log = () => {},
} = {}) {
  const given = process.env.KAFKA_BROKERS;
  if (given && !own) {
    const nothing = async () => {};
    return {
      brokers: given.split(',').map((s) => s.trim()),
      pid: null,
      stop: nothing,
      kill: nothing,
    };
  }
  const obstacle = await whyNoKafka({ cacheDir });
  if (obstacle !== null) throw new Error(obstacle);
  const jars = await fetchKafka({ cacheDir, log });
  const home = dataDir ?? (await mkdtemp(join(tmpdir(), 'abgleich-kafka-')));
  const brokerPort = port === 0 ? await freePort() : port;
  await mkdir(join(home, 'log'), { recursive: true });
  const settings = join(home, 'server.properties');
  await writeFile(settings, properties({ home, brokerPort, controllerPort: await freePort() }));
  const java = ['-cp', join(jars, '*'), ...MEMORY, ...LOGGING];
  if (!(await isFile(join(home, 'log', 'meta.properties')))) {
    await run('java', [
      ...java,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'YWJnbGVpY2gta2Fma2EtMQ',
      '-c',
      settings,
    ]);
  }
  const broker = await launch([...java, 'kafka.Kafka', settings], join(home, 'broker.log'));
  const cleanUp = async () => {
    if (dataDir === undefined) await rm(home, { recursive: true, force: true });
  };
  return {
    brokers: [`127.0.0.1:${brokerPort}`],
    pid: broker.child.pid,
    stop: async () => {
      await broker.end('SIGTERM');
      await cleanUp();
    },
    kill: async () => {
      await broker.end('SIGKILL');
      await cleanUp();
    },
  };
}

async function launch(args, logFile) {
  const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  void exited.then(() => process.removeListener('exit', killWithUs));
  const output = [];
  const file = createWriteStream(logFile, { flags: 'a' });
  let timer;
  const ready = new Promise((resolve, reject) => {
    const fail = (what) =>
      reject(new Error(`Kafka ${what}. Its last words:\n${output.join('\n')}`));
    const onLine = (line) => {
      file.write(`${line}\n`);
      output.push(line);
      if (output.length > OUTPUT_LINES_KEPT) output.shift();
      if (line.includes('Kafka Server started')) resolve();
    };
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', onLine);
    child.once('error', reject);
    void exited.then((code) => fail(`ended with code ${code} before it was ready`));
    timer = setTimeout(
      () => fail(`was not ready after ${READY_WITHIN_MS / 1000} s`),
      READY_WITHIN_MS,
    );
  });
  try {
    await ready;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(hard);
    await new Promise((resolve) => file.end(resolve));
  };
  return { child, end };
}

const LOGGING = [
  '-Dorg.slf4j.simpleLogger.logFile=System.out',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
  '-Dlog4j2.disable.jmx=true',
];

// One broker, small tables: a topic of consumer offsets with 50 partitions and a 128 MB cleaner buffer would not fit 256 MB of heap.
const properties = ({ home, brokerPort, controllerPort }) => `
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${brokerPort},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${brokerPort}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.quorum.voters=1@127.0.0.1:${controllerPort}
log.dirs=${join(home, 'log')}
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
controlled.shutdown.enable=false
log.cleaner.dedupe.buffer.size=8388608
num.network.threads=2
num.io.threads=2
background.threads=2
`;

const pom = () => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>abgleich</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>${SLF4J_VERSION}</version></dependency>
  </dependencies>
</project>
`;

function jarsFolder(cacheDir) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  return join(
    cacheDir ?? process.env.ABGLEICH_CACHE_DIR ?? join(root, '.cache'),
    'kafka',
    KAFKA_VERSION,
  );
}

const isFolder = (path) =>
  readdir(path).then(
    () => true,
    () => false,
  );
const isFile = (path) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const words = Buffer.concat(output).toString().trim().split('\n').slice(-OUTPUT_LINES_KEPT);
      reject(new Error(`${command} ended with code ${code}:\n${words.join('\n')}`));
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const broker = await startKafka({
    port: Number(process.argv[2] ?? 9092),
    own: true,
    log: console.log,
  });
  console.log(JSON.stringify({ brokers: broker.brokers, pid: broker.pid }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void broker.stop());
}
