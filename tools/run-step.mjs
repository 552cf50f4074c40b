// One step of the test run: a program on the pinned Node, its output shown as it comes or, for steps side by side, when it ends.
import { spawn } from 'node:child_process';
import { ROOT, pinnedNode, say } from './bootstrap.mjs';

/** Runs `words` with the pinned Node and gives the exit code. `quiet`: keep the output until the end, so that two steps do not mix. */
export async function runStep(name, words, { quiet = false } = {}) {
  const began = performance.now();
  if (!quiet) say(`\n── ${name}`);
  const child = spawn(pinnedNode(), words, {
    cwd: ROOT,
    // Standard output belongs to the closing line; what steps say goes to standard error.
    stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    env: { ...process.env, NX_DAEMON: 'false', NO_COLOR: '1' },
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      done(1);
    });
    child.on('close', (exitCode) => done(exitCode ?? 1));
  });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  if (quiet) say(`\n── ${name}\n${output.trimEnd()}`);
  say(`── ${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
  return code;
}
