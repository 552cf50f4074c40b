import { type Frame, type Stoppable, createLog, runProcess } from '@abgleich/service-kit';
import type { Environment } from './foundation.js';
import { type StandaloneOptions, parseOptions } from './standalone-options.js';
import { terminalLine } from './terminal-line.js';

type Start = (options: StandaloneOptions, env: Environment, frame: Frame) => Promise<Stoppable>;

/** Reads the command line and runs `start` until a signal; what goes wrong is told in sentences. */
export function runFromTerminal(start: Start): void {
  const parsed = parseOptions(process.argv.slice(2));
  if ('help' in parsed) {
    console.log(parsed.help);
    return;
  }
  if ('wrong' in parsed) {
    console.error(parsed.wrong);
    process.exitCode = 1;
    return;
  }
  const write = (line: string): boolean => process.stderr.write(terminalLine(line));
  const terminal = createLog('abgleich', { to: { write } });
  runProcess(terminal, (frame) => start(parsed.options, process.env, frame));
}
