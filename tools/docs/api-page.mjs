/** docs/reference/api.md: every operation of the portal's interface, from its OpenAPI document. `describe` writes a schema in one line. */
export function apiPage(document, describe) {
  const { info, paths } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const byTag = Map.groupBy(operations, ({ tags }) => tags[0]);
  return [
    '# The interface',
    '',
    '<!-- Written by `npm run docs` from the catalogue of routes; edits are lost. -->',
    '',
    ...info.description.split('\n\n').flatMap((paragraph) => [paragraph, '']),
    'For tools: [OpenAPI 3.1](openapi.json), which a running portal serves at `/api/openapi.json` as well; people read it under “API-Zugang”.',
    '',
    '```sh',
    `curl -H 'Authorization: Bearer abg_…' 'https://HOST/api/orders?filter=problem'`,
    '```',
    '',
    ...[...byTag].flatMap(([tag, ones]) => [`## ${tag}`, '', ...ones.flatMap(section(describe))]),
  ].join('\n');
}

const section = (describe) => (operation) => {
  const { method, path, summary, parameters, requestBody, responses } = operation;
  return [
    `### ${method.toUpperCase()} ${path}`,
    '',
    `${summary} ${whoMay(operation)}`,
    '',
    ...(parameters.length === 0 ? [] : [...parameterTable(parameters, describe), '']),
    ...(requestBody === undefined
      ? []
      : ['Request:', '', ...code(describe(requestBody.content['application/json'].schema))]),
    ...Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, { content }]) => answer(status, content, describe)),
    `Refusals: ${Object.keys(responses)
      .filter((status) => !status.startsWith('2') && status !== 'default')
      .join(', ')}.`,
    '',
  ];
};

function whoMay({ 'x-least-role': least, 'x-with-token': withToken }) {
  if (least === 'public') return 'For everybody.';
  return `Least role \`${least}\`, ${withToken ? 'a person or an API token' : 'a person who signed in'}.`;
}

const cell = (text) => text.replaceAll('|', '\\|');
const parameterTable = (parameters, describe) => [
  '| parameter | where | what |',
  '| --- | --- | --- |',
  ...parameters.map(
    ({ name, in: place, required, schema }) =>
      `| \`${name}\` | ${place} | ${cell(describe(schema))}${required ? ', required' : ''} |`,
  ),
];

function answer(status, content, describe) {
  const [type, one] = Object.entries(content ?? {})[0] ?? [];
  if (one === undefined) return [`Answer ${status}, without content.`, ''];
  if (type !== 'application/json') return [`Answer ${status}: \`${type}\`.`, ''];
  return [`Answer ${status}:`, '', ...code(describe(one.schema))];
}

const code = (text) => ['```ts', text, '```', ''];
