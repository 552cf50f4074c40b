import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.js';

const mail = (...lines: string[]): string => Buffer.from(lines.join('\r\n')).toString('latin1');

describe('a received mail', () => {
  it('is read from plain text', () => {
    const source = mail('To: ops@shop.example', 'Subject: 1 neuer Fehler', '', 'Hallo', 'Welt', '');
    expect(readMail(source)).toEqual({
      to: 'ops@shop.example',
      subject: '1 neuer Fehler',
      text: 'Hallo\nWelt',
    });
  });

  it.each([
    ['=?UTF-8?Q?Auftrag_123:_Zahlung_nicht_m=C3=B6glich?=', 'Auftrag 123: Zahlung nicht möglich'],
    [`=?utf-8?B?${Buffer.from('Prüfung fällig').toString('base64')}?=`, 'Prüfung fällig'],
    ['=?UTF-8?Q?gro=C3=9Fer?= =?UTF-8?Q?_Rest?=', 'großer Rest'],
    ['=?ISO-8859-1?Q?M=FCller?= & Co', 'Müller & Co'],
  ])('has the subject %s: %s', (raw, subject) => {
    expect(readMail(mail(`Subject: ${raw}`, '', '')).subject).toBe(subject);
  });

  it.each([
    [
      'quoted-printable',
      'Betr=C3=A4ge: 5,00 =E2=82=AC weich =\r\numgebrochen',
      'Beträge: 5,00 € weich umgebrochen',
    ],
    ['base64', Buffer.from('Grüße\r\naus Köln').toString('base64'), 'Grüße\naus Köln'],
    ['8bit', 'Grüße', 'Grüße'],
  ])('is decoded from %s', (encoding, body, text) => {
    const head = [
      'Content-Type: text/plain; charset=utf-8',
      `Content-Transfer-Encoding: ${encoding}`,
    ];
    expect(readMail(mail(...head, '', body)).text).toBe(text);
  });

  it('gives the plain text of several parts, nested ones included', () => {
    const source = mail(
      'Content-Type: multipart/mixed; boundary="out"',
      '',
      '--out',
      'Content-Type: multipart/alternative; boundary=in',
      '',
      '--in',
      'Content-Type: text/html',
      '',
      '<b>Hallo</b>',
      '--in',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Hallo Köln',
      '--in--',
      '--out--',
    );
    expect(readMail(source).text).toBe('Hallo Köln');
  });
});
