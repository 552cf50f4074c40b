import { fixture, type CannedAnswer } from './canned-pixi.js';

/** A recorded answer with a change. */
export const changed =
  (name: string, change: (xml: string) => string): CannedAnswer =>
  (response) =>
    void response.writeHead(200, { 'Content-Type': 'text/xml' }).end(change(fixture(name)));
/** The answer of a database that does not have a column: neither declared nor filled. */
export const without = (name: string, ...columns: string[]): CannedAnswer =>
  changed(name, (xml) =>
    columns.reduce(
      (text, column) =>
        text
          .replaceAll(new RegExp(`<${column}>[^<]*</${column}>`, 'g'), '')
          .replaceAll(`name="${column}"`, `name="Other${column}"`),
      xml,
    ),
  );
/** The first row of a recorded answer so many times, with running invoice keys from 1000. */
export const repeatRow = (xml: string, times: number): string => {
  const row = /<row>.*<\/row>/.exec(xml)?.[0] ?? '';
  const rows = Array.from({ length: times }, (_, n) =>
    row.replace(/<InvoiceKey>\d+/, `<InvoiceKey>${1000 + n}`),
  );
  return xml.replace(/<row>[\s\S]*<\/row>/, rows.join(''));
};
