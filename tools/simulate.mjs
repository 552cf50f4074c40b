// npm run simulate -- [--seed N] [--seeds N] [--orders N] [--minutes N] [--hours N] [--trace FILE] [--mutant NAME] [--all]
// Plays random histories of the whole product in virtual time and lets an independent checker judge both ledgers. See docs/concepts/simulator.md.
import { become, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
become('tools/simulate-main.mjs', process.argv.slice(2));
