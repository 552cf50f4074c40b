// npm run load-data -- --orders 100000: fills a database with orders, to try the portal with.
import { become, buildWhatChanged, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
become('apps/standalone/dist/load-data/load-data-main.js', process.argv.slice(2));
