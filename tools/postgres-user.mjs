// PostgreSQL refuses to run as root. Decides as whom it runs, and how that user reaches its files.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Tried in this order; both exist on usual systems, and neither can sign in. */
const USERS = ['postgres', 'nobody'];
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * The account to run as when we are root, `null` otherwise. An existing data directory keeps its owner.
 * @param {string} directory
 * @returns {Promise<{ uid: number, gid: number } | null>}
 */
export async function systemUser(directory) {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(directory).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const user of USERS) {
    const fields = accounts.find((line) => line.startsWith(`${user}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return NOBODY;
}

/**
 * How to spawn `program`. Where the account cannot enter a directory on the way (a checkout below /root, a private
 * temporary directory), it keeps the one capability that lets it: CAP_DAC_OVERRIDE, through setpriv of util-linux.
 * @param {string} program
 * @param {string[]} args
 * @param {{ account: { uid: number, gid: number } | null, mustReach: string }} options
 */
export function spawnPlan(program, args, { account, mustReach }) {
  const options = { cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  if (account === null) return { command: program, args, options };
  if (canEnter(program, account) && canEnter(mustReach, account)) {
    return { command: program, args, options: { ...options, ...account } };
  }
  return {
    command: setpriv(mustReach),
    args: [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
      program,
      ...args,
    ],
    options,
  };
}

function canEnter(path, { uid, gid }) {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const needed = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function setpriv(directory) {
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' });
    return 'setpriv';
  } catch {
    throw new Error(
      `Started as root, PostgreSQL runs as an unprivileged user, which cannot reach ${directory}. ` +
        'Put the project where other users may enter, install util-linux (setpriv), or set DATABASE_URL.',
    );
  }
}
