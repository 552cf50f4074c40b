// npm start [-- options]: the whole product in one process. Options: npm start -- --help.
import { become, buildWhatChanged, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
become('apps/standalone/dist/main.js', process.argv.slice(2));
