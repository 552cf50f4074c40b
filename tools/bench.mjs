// npm run bench [-- --orders N] [--card | --mixed] [--no-product]: what an order costs, against a bare loop in the same run.
// Prints JSON; it is no test.
import { become, buildWhatChanged, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
become('apps/standalone/dist/bench/main.js', process.argv.slice(2));
