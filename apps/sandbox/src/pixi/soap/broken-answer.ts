import type { ServerResponse } from 'node:http';

/** Larger than any answer of ours and than a careful client reads. */
const HUGE_BYTES = 5 * 1024 * 1024;

const ENTITY_BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
  .split('')
  .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index] ?? 'a'};`.repeat(10)}">`)
  .join('')}]><Envelope><Body>&j;</Body></Envelope>`;

/** Something that is no answer; each time another one: an HTML page, cut-off XML, an entity bomb, five megabytes. */
export function writeBrokenAnswer(
  response: ServerResponse,
  { good, occurrence }: { good: string; occurrence: number },
): void {
  const xml = { 'Content-Type': 'text/xml; charset=utf-8' };
  switch (occurrence % 4) {
    case 0:
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<html><body><h1>Wartungsarbeiten</h1><br>Bitte sp&auml;ter.</body></html>');
      return;
    case 1:
      response.writeHead(200, xml);
      response.end(good.slice(0, Math.floor(good.length * 0.6)));
      return;
    case 2:
      response.writeHead(200, xml);
      response.end(ENTITY_BOMB);
      return;
    default:
      response.writeHead(200, xml);
      response.end(
        good.replace('</SOAP-ENV:Body>', `<!--${'x'.repeat(HUGE_BYTES)}--></SOAP-ENV:Body>`),
      );
  }
}
