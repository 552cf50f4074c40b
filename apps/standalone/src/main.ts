import { createLog, runProcess } from '@abgleich/service-kit';
import { parseOptions } from './standalone-options.js';
import { startStandalone } from './start-standalone.js';
import { terminalLine } from './terminal-line.js';

const parsed = parseOptions(process.argv.slice(2));
if ('help' in parsed) {
  console.log(parsed.help);
} else if ('wrong' in parsed) {
  console.error(parsed.wrong);
  process.exitCode = 1;
} else {
  const terminal = createLog('abgleich', {
    to: { write: (line) => process.stderr.write(terminalLine(line)) },
  });
  runProcess(terminal, (frame) => startStandalone(parsed.options, process.env, frame));
}
