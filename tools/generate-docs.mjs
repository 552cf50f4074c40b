// npm run docs: writes docs/reference, the runbook and the lists of problems from the code that knows the truth. With --check: fails when
// a page is not what it would write.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { ROOT, buildWhatChanged } from './bootstrap.mjs';
import { apiPage } from './docs/api-page.mjs';
import { asyncApi, eventsPage } from './docs/events-pages.mjs';
import { callsPage } from './docs/calls-page.mjs';
import { withBlocks } from './docs/handbook-blocks.mjs';
import { errorsPage } from './docs/errors-page.mjs';
import { runbookPage, withProblems } from './docs/runbook-page.mjs';
import { RUNBOOK_STEPS } from './docs/runbook-steps.mjs';
import { rulesPage } from './docs/rules-page.mjs';
import { settingsPage } from './docs/settings-page.mjs';

const LIBS_AND_API = (await readdir(join(ROOT, 'libs'))).concat('portal-api');
// The whole of libs, because an app's settings extend those of service-kit, which imports every lib.
buildWhatChanged([...LIBS_AND_API, 'standalone']);
const {
  FAULT_CATALOG,
  PAYMENT_METHOD_NAMES,
  PROBLEM_CATALOG,
  deprecationOf,
  methodTitle,
  policySchema,
  traitsOf,
} = await import('@abgleich/domain');
const { WARN_DAYS_UNKNOWN_LIFE } = await import('../libs/domain/dist/release/release-remarks.js');
const { REQUIRED_PROCEDURES } = await import('@abgleich/pixi');
// By file: the tables belong to the specs, so the lib does not export them.
const { RULE_TABLES } = await import('../libs/domain/dist/testing/rule-tables.js');
const { RULE_COLUMNS, printCell } = await import('../libs/domain/dist/testing/rule-table.js');
const { EVENT_DATA, EVENT_VERSION, ROUTES, describeSchema, parseEvent } =
  await import('@abgleich/contracts');
// By file: the whole lib would load every service's world for two tables.
const { baseSettings } = await import('../libs/service-kit/dist/base-settings.js');
const { helpOf } = await import('../libs/service-kit/dist/read-settings.js');
const { buildOpenApi } = await import('../apps/portal-api/dist/open-api/build-open-api.js');
const { portalApiSettings } = await import('../apps/portal-api/dist/portal-api-settings.js');
const { MUST_CALLS, CALLS_ABOVE_MINIMUM } =
  await import('../apps/standalone/dist/bench/must-calls.js');
const { version: productVersion } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));

function jsonSchemaOf(schema) {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
/** What a service's settings add to those of every service. */
const ownOf = ({ shape }) =>
  Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in baseSettings.shape)));

const openApi = buildOpenApi(ROUTES, productVersion);
const events = {
  eventData: EVENT_DATA,
  version: EVENT_VERSION,
  parseEvent,
  jsonSchemaOf,
  productVersion,
};
const prettier = (await resolveConfig(join(ROOT, 'package.json'))) ?? {};
const ORDER_PAGES = 'how-to/orders';
const orderPages = await Promise.all(
  (await readdir(join(ROOT, 'docs', ORDER_PAGES))).map(async (name) => {
    const path = `${ORDER_PAGES}/${name}`;
    const text = await readFile(join(ROOT, 'docs', path), 'utf8');
    return [path, withProblems(text, PROBLEM_CATALOG, '../../operate/runbook.md')];
  }),
);
const traitsOfName = (name) => traitsOf(name === 'direct-debit-secured' ? 'direct-debit' : name);
const titleOf = (name) => ({ de: methodTitle(name, 'de'), en: methodTitle(name, 'en') });
const handbook = await handbookPages({
  procedures: REQUIRED_PROCEDURES,
  problems: PROBLEM_CATALOG,
  methods: PAYMENT_METHOD_NAMES.map((name) => {
    const replacement = deprecationOf(name)?.replacement ?? null;
    return {
      title: titleOf(name),
      traits: traitsOfName(name),
      deprecation: deprecationOf(name) && { replacement: replacement && titleOf(replacement) },
    };
  }),
  defaults: defaultsOfHandbook(),
});
const pages = {
  ...Object.fromEntries(orderPages),
  ...handbook,
  'operate/runbook.md': runbookPage(PROBLEM_CATALOG, RUNBOOK_STEPS),
  'reference/settings.md': settingsPage(
    [
      {
        title: 'Every service',
        intro:
          'Read by order-release, capture, cancel-return, notifier, checker, portal-api and standalone alike.',
        shape: baseSettings.shape,
      },
      {
        title: 'portal-api',
        intro: 'Read by portal-api besides the settings above.',
        shape: ownOf(portalApiSettings),
      },
    ],
    helpOf,
  ),
  'reference/calls.md': callsPage(MUST_CALLS, CALLS_ABOVE_MINIMUM),
  'reference/events.md': eventsPage(events),
  'reference/errors.md': errorsPage(PROBLEM_CATALOG, FAULT_CATALOG),
  'reference/rules.md': rulesPage(RULE_TABLES, {
    columns: RULE_COLUMNS,
    printCell,
    problems: PROBLEM_CATALOG,
    names: PAYMENT_METHOD_NAMES,
    familyOf: (name) => traitsOfName(name).family,
    deprecationOf,
  }),
  'reference/api.md': apiPage(openApi, describeSchema),
  'reference/openapi.json': await format(JSON.stringify(openApi), { ...prettier, parser: 'json' }),
  'reference/asyncapi.json': await format(JSON.stringify(asyncApi(events)), {
    ...prettier,
    parser: 'json',
  }),
};

const stale = [];
for (const [name, text] of Object.entries(pages)) {
  const path = join(ROOT, 'docs', name);
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
  stale.push(`docs/${name}`);
  if (process.argv.includes('--check')) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
if (stale.length === 0)
  console.log(`The generated pages are what the code says (${Object.keys(pages).length}).`);
else if (!process.argv.includes('--check')) console.log(`written: ${stale.join(', ')}`);
else {
  console.error(
    `Not what the code says: ${stale.join(', ')}. Run npm run docs and commit the result.`,
  );
  process.exit(1);
}

/** Every chapter of the merchant's manual with the tables that the code knows. */
async function handbookPages(known) {
  const pages = {};
  for (const language of ['de', 'en']) {
    for (const name of await readdir(join(ROOT, 'docs/handbuch', language))) {
      const path = `handbuch/${language}/${name}`;
      const text = await readFile(join(ROOT, 'docs', path), 'utf8');
      pages[path] = withBlocks(text, language, known);
    }
  }
  return pages;
}

function defaultsOfHandbook() {
  const { graceHours } = policySchema.parse({ mode: 'standard', toleranceMinor: 0 });
  const { minValue, maxValue } = policySchema.shape.toleranceMinor;
  const { shape } = baseSettings;
  return {
    graceHours,
    toleranceMin: minValue,
    toleranceMax: maxValue,
    warnDaysKnown: traitsOf('card').authorizationDays - 1,
    warnDaysUnknown: WARN_DAYS_UNKNOWN_LIFE,
    pollSeconds: shape.ABGLEICH_POLL_SECONDS.parse(undefined),
    quietWindow: shape.ABGLEICH_QUIET_WINDOW.parse(undefined),
  };
}
