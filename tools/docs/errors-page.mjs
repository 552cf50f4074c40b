// docs/reference/errors.md from the two catalogues of the domain.

/** Problems (on an order, configuration or connection) and faults (of a call), by number. */
export function errorsPage(problems, faults) {
  const parts = [
    '# Errors',
    '',
    'Generated from `libs/domain/src/problem-catalog.ts` and `fault-catalog.ts`; change those, then run `npm run docs`.',
    'The number is the same in the order’s comments, in the portal and in the log: quote it when you ask for help. `{words}` are replaced by values.',
    '',
    '## Problems',
    '',
    'What can be wrong with an order, a configuration or a connection. An error needs somebody, a notice does not yet.',
    ...sections(problems, ({ severity }) => (severity === 'error' ? 'error' : 'notice')),
    '',
    '## Faults',
    '',
    'What a call can fail with. The kind decides what is done: see [uncertainty](../concepts/uncertainty.md).',
    ...sections(faults, ({ kind }) => kind),
  ];
  return `${parts.join('\n')}\n`;
}

function sections(catalog, rankOf) {
  const rows = Object.entries(catalog).sort(([, a], [, b]) => a.number.localeCompare(b.number));
  return rows.flatMap(([code, entry]) => [
    '',
    `### ${entry.number} \`${code}\` (${rankOf(entry)})`,
    '',
    ...['de', 'en'].map((language) => {
      const { what, means, todo } = entry[language];
      return `- **${language}** ${what} ${means} *${todo}*`;
    }),
  ]);
}
