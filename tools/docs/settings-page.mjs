// docs/reference/settings.md from the settings schemas.

/** @param {readonly { title: string, intro: string, shape: Record<string, any> }[]} groups */
export function settingsPage(groups, helpOf) {
  const parts = [
    '# Settings',
    '',
    'Generated from the schemas that read them; change those, then run `npm run docs`.',
    'All settings are environment variables. An empty one counts as not set. A service that finds some of them wrong names all of',
    'them at once, each with what to write instead, and never repeats a value.',
  ];
  for (const { title, intro, shape } of groups) {
    parts.push(
      '',
      `## ${title}`,
      '',
      intro,
      '',
      '| variable | default | what it does | example |',
      '| --- | --- | --- | --- |',
    );
    for (const [name, schema] of Object.entries(shape))
      parts.push(row(name, schema, helpOf(name, schema)));
  }
  return `${parts.join('\n')}\n`;
}

function row(name, schema, { help, fix, example, secret }) {
  const mark = secret === true ? ' Secret.' : '';
  return `| \`${name}\` | ${fallbackOf(schema)} | ${cell(help)} ${cell(fix)}${mark} | \`${cell(example)}\` |`;
}

function fallbackOf(schema) {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return 'must be set';
  if (parsed.data === undefined) return 'not set';
  return `\`${Array.isArray(parsed.data) ? parsed.data.join(',') : parsed.data}\``;
}

const cell = (text) => text.replaceAll('|', '\\|');
