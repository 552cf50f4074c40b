import { PROBLEM_CATALOG, PROBLEM_CODES, placeholdersOf } from '@abgleich/domain';
import type { MailAlert } from '@abgleich/persistence';
import { describe, expect, it } from '@jest/globals';
import { composeMail } from './compose-mail.js';
import { mailParams } from './mail-params.js';

const PORTAL = new URL('https://abgleich.example.org');
const CONNECTION = 'b0000000-0000-4000-8000-000000000001';
const UNKNOWN = PROBLEM_CATALOG['release.payment-unknown'];

const alert = (orderNumber: string, change: Partial<MailAlert> = {}): MailAlert => ({
  problemId: `problem-${orderNumber}`,
  connectionId: CONNECTION,
  connectionName: 'pixi live',
  orderNumber,
  code: 'release.payment-unknown',
  document: null,
  params: { orderNumber, paymentId: 's-pay-1' },
  ...change,
});
const many = (count: number, change: Partial<MailAlert> = {}): MailAlert[] =>
  Array.from({ length: count }, (_unused, index) => alert(String(5_001 + index), change));
const group = (alerts: readonly MailAlert[]) => composeMail({ kind: 'group', alerts }, PORTAL);

describe('the mail about one error', () => {
  it('can be filtered by its subject and by a header', () => {
    const { subject, headers } = group([alert('1001')]);
    expect(subject).toBe(`[Abgleich] Fehler ${UNKNOWN.number}: Auftrag 1001`);
    expect(headers).toEqual({ 'X-Abgleich-Error': UNKNOWN.number });
  });

  it('says what happened, what it means and what to do, German first and English below', () => {
    const { text } = group([alert('1001')]);
    const [german = '', english = ''] = text.split('-'.repeat(60));
    expect(german).toContain('s-pay-1');
    expect(german).toContain(UNKNOWN.de.means);
    expect(german).toContain(UNKNOWN.de.todo);
    expect(english).toContain(UNKNOWN.en.means);
    expect(english).toContain(UNKNOWN.en.todo);
  });

  it('links to the order and to all orders with a problem', () => {
    const { text } = group([alert('1001')]);
    expect(text).toContain(`https://abgleich.example.org/auftraege/${CONNECTION}/1001\n`);
    expect(text).toContain('https://abgleich.example.org/auftraege?filter=problem');
  });

  it('has no links where nobody said how the portal is reached', () => {
    const { text } = composeMail({ kind: 'group', alerts: [alert('1001')] }, null);
    expect(text).not.toMatch(/https?:/);
    expect(text).toContain('Auftrag 1001');
  });

  it('names the invoice it is about', () => {
    expect(group([alert('1001', { document: 'DEM0000021' })]).subject).toContain(
      'Auftrag 1001 (Beleg DEM0000021)',
    );
  });

  it('is about the connection where there is no order', () => {
    const whole = alert('', { code: 'connection.unauthorized', params: {} });
    const { subject, text } = group([whole]);
    expect(subject).toBe('[Abgleich] Fehler V601: pixi-Anbindung');
    expect(text).not.toContain('/auftraege/b0');
  });

  it.each(PROBLEM_CODES)('leaves no gap open for %s', (code) => {
    const { subject, text } = group([alert('1001', { code, params: {} })]);
    expect(subject).toContain(PROBLEM_CATALOG[code].number);
    expect(text).not.toMatch(/[{}]|undefined/);
  });

  it.each(PROBLEM_CODES)('tells every value of %s but what the other side said', (code) => {
    const { de, en } = PROBLEM_CATALOG[code];
    const names = placeholdersOf([...Object.values(de), ...Object.values(en)].join(' '));
    const values = Object.fromEntries([...names].map((name) => [name, `value-of-${name}`]));
    const { text } = group([alert('1001', { code, params: mailParams(values) })]);
    const untold = [...names].filter((name) => !text.includes(`value-of-${name}`));
    expect(untold).toEqual(names.includes('message') ? ['message'] : []);
  });

  it('tells a code that this version does not know without inventing words', () => {
    const { subject, text } = group([alert('1001', { code: 'future.problem' })]);
    expect(subject).toContain('future.problem');
    expect(text).toContain('noch nicht kennt');
  });
});

describe('the mail about many equal errors', () => {
  it('counts in the subject and names every order', () => {
    const { subject, text } = group(many(300));
    expect(subject).toBe(`[Abgleich] Fehler ${UNKNOWN.number}: 300 Aufträge betroffen`);
    for (const { orderNumber } of many(300)) expect(text).toContain(orderNumber);
  });

  it('links to the first twenty only', () => {
    const { text } = group(many(300));
    const [german = ''] = text.split('-'.repeat(60));
    expect(german.match(/\/auftraege\/b0/g)).toHaveLength(20);
  });

  it('names a thousand and counts the rest', () => {
    const { text } = group(many(1_200));
    expect(text).toContain('und 200 weitere');
    expect(text.length).toBeLessThan(100_000);
  });

  it('has the sentence with its values for one order, and the one without for several', () => {
    const code = 'release.amount-too-low';
    const params = { paymentId: 's-pay-1', amount: '1110.00 EUR', available: '5.00 EUR' };
    const of = (orderNumber: string) =>
      alert(orderNumber, { code, params: { ...params, orderNumber } });
    const one = group([of('5001')]).text;
    expect(one).toContain('Der Auftrag 5001 hat 1.110,00 EUR');
    expect(one).toContain('1110.00 EUR');
    const two = group([of('5001'), of('5002')]).text;
    expect(two).not.toMatch(/EUR|…/);
    expect(two).toContain('Die Zahlung deckt den Auftrag nicht.');
  });

  it('says which of two connections an order is in', () => {
    const other = alert('1001', {
      connectionId: CONNECTION.replace('b', 'c'),
      connectionName: 'Test',
    });
    expect(group([alert('1001'), other]).text).toMatch(/\[pixi live\][^]*\[Test\]/);
  });
});

describe('the digest', () => {
  it('has a section for each kind of error, and its numbers in the subject', () => {
    const alerts = [...many(40), ...many(7, { code: 'capture.refused' })];
    const { subject, text, headers } = composeMail({ kind: 'digest', alerts }, PORTAL);
    const refused = PROBLEM_CATALOG['capture.refused'].number;
    expect(subject).toBe(
      `[Abgleich] Fehler-Sammelmeldung ${UNKNOWN.number}, ${refused}: 47 Fehler`,
    );
    expect(headers['X-Abgleich-Error']).toBe(`${UNKNOWN.number}, ${refused}`);
    expect(text.match(new RegExp(`^Fehler ${refused}$`, 'gm'))).toHaveLength(1);
  });
});

describe('what may be told', () => {
  it('are numbers and amounts, not what the other side said', () => {
    const told = mailParams({
      orderNumber: '1001',
      amount: '10.00 EUR',
      message: 'Card of Erika Mustermann refused',
      customerName: 'Erika',
    });
    expect(told).toEqual({ orderNumber: '1001', amount: '10.00 EUR' });
  });

  it('is every value that the text of an error names, the other side’s words aside', () => {
    const named = PROBLEM_CODES.map((code) => PROBLEM_CATALOG[code])
      .filter(({ severity }) => severity === 'error')
      .flatMap(({ de, en }) => [de, en])
      .flatMap(({ what, means, todo }) => placeholdersOf(`${what} ${means} ${todo}`));
    const params = Object.fromEntries(named.map((name) => [name, 'value']));
    const told = Object.keys(mailParams(params));
    expect(Object.keys(params).filter((name) => !told.includes(name))).toEqual(['message']);
  });

  it('stays on one line, whatever the ERP holds', () => {
    const evil = '1001\r\nBcc: thief@example.org\u2028x';
    const { subject, text, headers } = group([
      alert(evil, { document: evil, params: mailParams({ orderNumber: evil }) }),
    ]);
    for (const line of [subject, ...Object.values(headers)])
      expect(line).not.toMatch(/[\r\n\u2028]/);
    expect(text).not.toMatch(/^Bcc:/m);
  });
});
