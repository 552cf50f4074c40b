// docs/reference/calls.md from the bench's table of calls that must be made.

/**
 * @param {Readonly<Record<string, readonly { side: string, call: string, why: string }[]>>} mustCalls
 * @param {number} aboveMinimum share of calls that a clean order may cost above the minimum
 */
export function callsPage(mustCalls, aboveMinimum) {
  const percent = Math.round(aboveMinimum * 100);
  const parts = [
    '# Calls per order',
    '',
    'Generated from the table that `npm run bench` compares with; change that, then run `npm run docs`.',
    '',
    'The fewest calls that an order needs which goes through without a hitch: paid, delivered in one parcel, nothing cancelled, nothing',
    `returned. The product may need ${percent} % more, which a test holds it to, per method and for a mix with cancellations, returns and`,
    'parcels. Not in these figures: comments, at most one for each step, and the calls that list what is to be done, which all orders of a',
    'page share: per poll one call for each payment code to the release queue and one to the capture queue, and two for what changed.',
    'An address of its own for the parcel costs one call more. The numbers in brackets name the rule.',
    '',
    '| method | pixi | Unzer | together | at most |',
    '| --- | --- | --- | --- | --- |',
  ];
  for (const [method, calls] of Object.entries(mustCalls)) {
    const on = (side) => calls.filter((one) => one.side === side).length;
    const most = Math.floor(calls.length * (1 + aboveMinimum));
    parts.push(`| ${method} | ${on('pixi')} | ${on('Unzer')} | ${calls.length} | ${most} |`);
  }
  for (const [method, calls] of Object.entries(mustCalls)) {
    parts.push('', `## ${method}`, '', '| side | call | why |', '| --- | --- | --- |');
    for (const { side, call, why } of calls) parts.push(`| ${side} | \`${call}\` | ${why} |`);
  }
  return `${parts.join('\n')}\n`;
}
