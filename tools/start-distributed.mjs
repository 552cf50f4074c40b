// npm run start:distributed [-- options]: every service its own process, over a real Kafka and PostgreSQL. Options as for npm start.
import { become, buildWhatChanged, installWhatIsMissing } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
become('apps/standalone/dist/distributed-main.js', process.argv.slice(2));
