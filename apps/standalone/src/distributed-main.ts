import { runFromTerminal } from './run-from-terminal.js';
import { startDistributed } from './start-distributed.js';

runFromTerminal(startDistributed);
