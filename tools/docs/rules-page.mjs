// docs/reference/rules.md: the decision tables of the domain, one column per family, each cell as the rule itself answers it.

/** `tables` as the domain's specs check them; `printCell` and `problems` turn an answer into words. */
export function rulesPage(
  tables,
  { columns, printCell, problems, names, familyOf, deprecationOf },
) {
  const parts = [
    '# Rules, cell by cell',
    '',
    'Generated from the tables in `libs/domain/src/testing`, which the specs check for every payment method; change those, then run `npm run docs`.',
    'Each cell is what the rule answered when this page was written: the state of the order, what is done in this order, and what is told. `–`: nothing is done.',
    'An empty cell cannot happen. Numbers as in [errors](errors.md); why it is so: [release](../concepts/release.md), [capture](../concepts/capture.md), [cancelled and returned goods](../concepts/cancel-return.md).',
    '',
    '## Payment methods and their families',
    '',
    'Standard and Experten are the app modes of the family direct; everywhere else the mode makes no difference.',
    '',
    '| family | methods | deprecated |',
    '| --- | --- | --- |',
    ...familyRows({ names, familyOf, deprecationOf }),
  ];
  for (const { title, intro, rows } of tables)
    parts.push(
      '',
      `## ${title}`,
      '',
      intro,
      '',
      ...tableOf(rows, { columns, printCell, problems }),
    );
  return `${parts.join('\n')}\n`;
}

function familyRows({ names, familyOf, deprecationOf }) {
  return [...Map.groupBy(names, familyOf)].map(([family, of]) => {
    const retired = of.flatMap((name) => {
      const hint = deprecationOf(name);
      if (hint === null) return [];
      return [hint.replacement === null ? name : `${name} (instead: ${hint.replacement})`];
    });
    return `| ${family} | ${of.join(', ')} | ${retired.join(', ') || '–'} |`;
  });
}

function tableOf(rows, { columns, printCell, problems }) {
  const cellOf = (checks, column) => {
    const decided = checks.filter((check) => check.column === column);
    const cells = new Set(decided.map(({ decision }) => inWords(printCell(decision), problems)));
    return [...cells].join(' or ');
  };
  return [
    `| what is there | ${columns.join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...rows.map(
      ({ observed, checks }) =>
        `| ${observed} | ${columns.map((column) => cellOf(checks, column)).join(' | ')} |`,
    ),
  ];
}

/** `error release.payment-unknown` becomes `error R103`. */
const inWords = (cell, problems) =>
  cell.replace(
    /(error|notice) ([a-z-]+\.[a-z-]+)/g,
    (_all, severity, code) => `${severity} ${problems[code].number}`,
  );
