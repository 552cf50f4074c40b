// Lints texts as if they stood at given paths: standard input `[{ path, text }]`, standard output `[[ruleId: message, …], …]`.
// Lets the test of the import fence try forbidden imports without leaving files about.
import { text as readAll } from 'node:stream/consumers';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { cacheProjectGraph } from './project-graph.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
await cacheProjectGraph();
const eslint = new ESLint({ cwd: root });
const found = [];
for (const { path, text } of JSON.parse(await readAll(process.stdin))) {
  const [result] = await eslint.lintText(text, { filePath: join(root, path), warnIgnored: true });
  found.push(result.messages.map((message) => `${message.ruleId}: ${message.message}`));
}
process.stdout.write(JSON.stringify(found));
