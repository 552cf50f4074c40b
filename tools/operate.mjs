// npm run operate -- COMMAND: what an operator does now and then; without a command it says what there is.
import { become, buildWhatChanged, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
become('apps/standalone/dist/operate-main.js', process.argv.slice(2));
