// npm run merchant -- FILE: enters a merchant from a file.
import { become, buildWhatChanged, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
become('apps/standalone/dist/merchant-main.js', process.argv.slice(2));
