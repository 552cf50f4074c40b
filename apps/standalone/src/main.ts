import { runFromTerminal } from './run-from-terminal.js';
import { startStandalone } from './start-standalone.js';

runFromTerminal(startStandalone);
