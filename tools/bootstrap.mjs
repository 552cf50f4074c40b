// What a fresh checkout with only Node and npm needs before anything of ours can run: packages, the pinned Node, dist folders.
// Imports nothing but Node's own modules, because there may be nothing else yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The oldest Node that npm and this file work with; everything else runs on the pinned one. */
const OLDEST = [20, 19];
/** How often we look whether npm is still there. */
const PARENT_LOOK_MS = 1_000;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** Installs what is missing. Does nothing when what is installed is what the lock file says. Ends the process when npm fails. */
export function installWhatIsMissing() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    leave(`Node ${process.versions.node} is too old: install Node ${OLDEST.join('.')} or newer.`);
  }
  const why = whyInstall();
  if (why === null) return;
  say(`${why}: running npm ci (a minute or two the first time) …`);
  const npm = process.env.npm_execpath;
  // Its warnings speak of the Node that runs it; ours is the pinned one, which it is about to install.
  const install = ['ci', '--loglevel=error'];
  const [command, ...words] =
    npm === undefined ? ['npm', ...install] : [process.execPath, npm, ...install];
  // npm's words go to standard error: standard output belongs to the one line of --json.
  const result = spawnSync(command, words, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    leave('npm ci failed. Its message is above; mend that and start again.');
  }
}

/** Why packages must be installed; `null` when all that the lock file asks of this platform is there. */
export function whyInstall() {
  const wanted = packagesOf('package-lock.json');
  const there = packagesOf(join('node_modules', '.package-lock.json'));
  if (there === null) return 'No packages are installed yet';
  const stale = Object.entries(wanted ?? {}).find(
    ([path, entry]) =>
      path !== '' && !entry.optional && !entry.peer && there[path]?.version !== entry.version,
  );
  return stale === undefined ? null : `${stale[0]} is missing or not the wanted version`;
}

function packagesOf(file) {
  const path = join(ROOT, file);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/** The pinned Node where npm has one for this platform, else the one that runs this, if it is new enough. */
export function pinnedNode() {
  const pinned = join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(pinned)) return pinned;
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return process.execPath;
  return leave(
    `No Node 24 for ${process.platform}-${process.arch} came with the packages. Install Node 24 and start again.`,
  );
}

/** Builds what changed since the last build. Ends the process when that fails. */
export function buildWhatChanged(projects = []) {
  const build = join(ROOT, 'tools', 'build.mjs');
  const result = spawnSync(pinnedNode(), [build, ...projects], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) leave('The build failed; its message is above.');
}

/** What Node compiled once is kept: the next start is a third quicker. */
const COMPILED = join(ROOT, '.cache', 'compiled');

/** Runs a program of ours in our place: signals go to it, its exit code becomes ours, and it does not outlive us. */
export function become(program, words) {
  const child = spawn(pinnedNode(), ['--enable-source-maps', join(ROOT, program), ...words], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ABGLEICH_STOP_WITH_PARENT: '1' },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill('SIGTERM'));
  child.on('error', (error) => leave(`Could not start ${program}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1)));
}

/** npm that is killed outright tells nobody; without this the product would go on unseen and refuse the next `npm start`. */
export function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = callers();
  const look = setInterval(() => {
    if (callers() === before) return;
    clearInterval(look);
    onGone();
  }, PARENT_LOOK_MS).unref();
}

/** Who called us and who called them: npm runs scripts through a shell, and a shell outlives npm. */
function callers() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return `${parent} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(parent); // no /proc here: the shell is all that can be watched
  }
}

export const say = (sentence) => console.error(sentence);

function leave(sentence) {
  console.error(sentence);
  process.exit(1);
}
