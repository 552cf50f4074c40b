// docs/operate/runbook.md: for each problem that needs a person what it says, and what an operator does.

/** Begins the advice of a problem that nobody needs to act on. Written so in the catalogue, and meant so. */
const NOBODY = /^Sie brauchen (noch )?nichts zu tun/;

/** Whether somebody has something to do: every error, and a notice whose advice is not that there is nothing to do. */
export const needsPerson = ({ severity, de }) => severity === 'error' || !NOBODY.test(de.todo);

/** The heading of a problem; pages link to it. */
export const headingOf = (code, { number }) => `${number} \`${code}\``;

/** Where GitHub and most readers of Markdown jump for a heading. */
export const anchorOf = (code, entry) =>
  headingOf(code, entry).toLowerCase().replaceAll(/[`.]/g, '').replaceAll(' ', '-');

/** Where a number begins says which service tells. */
const AREAS = {
  R: ['Release (Freigabe)', 'Told by `order-release`, before goods move.'],
  C: ['Capture and settlement (Einzug)', 'Told by `capture`, after goods left.'],
  O: ['Outcome unknown', 'Told by whichever service made the call.'],
  A: ['An order that cannot be read', 'Told by whichever service met it first.'],
  K: ['Configuration', 'Told of a payment method’s configuration, not of an order.'],
  V: [
    'pixi connection',
    'Told of a connection, not of an order. The portal shows it above the list of orders.',
  ],
  S: ['Cancellations and returns', 'Told by `cancel-return`.'],
  P: [
    'The independent checker',
    'Told by `checker`, which compares both sides by code of its own.',
  ],
};

const INTRO = [
  '# Runbook',
  '',
  'Generated from `libs/domain/src/problem-catalog.ts` and `tools/docs/runbook-steps.mjs`; change those, then run `npm run docs`.',
  '',
  'One section for each problem that needs a person, by its number. The number is the same in the portal, in the e-mail, in the comment on',
  'the order in pixi and in the log. `{words}` are replaced by values. Problems that need nobody are in [errors](../reference/errors.md).',
  '',
  'Three things hold for all of them:',
  '',
  '- **A problem goes by itself when its cause is gone.** *Erneut prüfen* asks at once; *Problem gelöst* clears the mark and does nothing else.',
  '- **Nothing is done twice.** Before anything is repeated Abgleich looks at both sides. So *Erneut prüfen* is always safe to press.',
  '- **What you do by hand in pixi or in Unzer Insights is found and respected.** Tell nobody, change no database: the next look sees it.',
];

export function runbookPage(problems, steps) {
  const wanted = Object.entries(problems)
    .filter(([, entry]) => needsPerson(entry))
    .sort(([, a], [, b]) => a.number.localeCompare(b.number));
  const lacking = wanted.filter(([code]) => steps[code] === undefined).map(([code]) => code);
  if (lacking.length > 0)
    throw new Error(`tools/docs/runbook-steps.mjs has no steps for ${lacking.join(', ')}.`);
  const idle = Object.keys(steps).filter((code) => !wanted.some(([known]) => known === code));
  if (idle.length > 0)
    throw new Error(
      `tools/docs/runbook-steps.mjs has steps that nobody needs: ${idle.join(', ')}.`,
    );
  const areas = Map.groupBy(wanted, ([, { number }]) => number[0]);
  const index = [...areas].map(
    ([letter, of]) =>
      `- **${areaOf(letter)[0]}**: ${of.map(([code, entry]) => `[${entry.number}](#${anchorOf(code, entry)})`).join(' ')}`,
  );
  const sections = [...areas].flatMap(([letter, of]) => [
    '',
    `## ${areaOf(letter)[0]}`,
    '',
    areaOf(letter)[1],
    ...of.flatMap(([code, entry]) => section(code, entry, steps[code])),
  ]);
  return `${[...INTRO, '', ...index, ...sections].join('\n')}\n`;
}

function areaOf(letter) {
  if (AREAS[letter] === undefined)
    throw new Error(`tools/docs/runbook-page.mjs has no title for numbers with ${letter}.`);
  return AREAS[letter];
}

const section = (code, entry, { look, then }) => [
  '',
  `### ${headingOf(code, entry)}`,
  '',
  `*${entry.severity === 'error' ? 'An error' : 'A notice'}.*`,
  '',
  `> ${entry.de.what} ${entry.de.means} **${entry.de.todo}**`,
  '>',
  `> ${entry.en.what} ${entry.en.means} **${entry.en.todo}**`,
  '',
  ...look.map((one, index) => `${index + 1}. ${one}`),
  '',
  then,
];

const LIST = /<!-- problems: ([A-Z0-9 ]+) -->\n[^]*?<!-- \/problems -->/g;

/** A page with its lists of problems: what each number says, with a link to what to do. Throws for a number that does not exist. */
export function withProblems(text, problems, runbook) {
  const byNumber = new Map(Object.entries(problems).map(([code, entry]) => [entry.number, code]));
  const row = (number) => {
    const code = byNumber.get(number);
    if (code === undefined) throw new Error(`There is no problem ${number}.`);
    const entry = problems[code];
    const kind = entry.severity === 'error' ? 'error' : 'notice';
    const named = needsPerson(entry) ? `[${number}](${runbook}#${anchorOf(code, entry)})` : number;
    return `| ${named} | ${kind} | ${entry.de.what} |`;
  };
  return text.replace(
    LIST,
    (_whole, numbers) =>
      `<!-- problems: ${numbers} -->\n\n| number | | what it says |\n| --- | --- | --- |\n${numbers.split(' ').map(row).join('\n')}\n\n<!-- /problems -->`,
  );
}
