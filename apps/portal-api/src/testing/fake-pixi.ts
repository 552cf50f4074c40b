import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pixiWsdl } from '@abgleich/pixi';

/** Just enough of a pixi for a look at it: its WSDL, and an answer without rows to every call. */
export type FakePixi = {
  readonly url: string;
  /** Every request that arrived, with the credentials it brought. */
  readonly requests: string[];
  /** Procedures that are not installed. */
  without: readonly string[];
  password: string;
  close(): Promise<void>;
};

const ANSWER = `<?xml version="1.0"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>
<m:NAMEResponse xmlns:m="URL"><m:NAMEResult xmlns=""><r:SqlResultCode xmlns:r="http://schemas.microsoft.com/sqlserver/2004/SOAP/types/SqlResultStream">0</r:SqlResultCode></m:NAMEResult></m:NAMEResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>`;

export async function startFakePixi(user: string, password: string): Promise<FakePixi> {
  const server = createServer((request, response) => {
    const [, basic = ''] = (request.headers.authorization ?? '').split(' ');
    const credentials = Buffer.from(basic, 'base64').toString();
    fake.requests.push(`${request.method} ${credentials}`);
    if (credentials !== `${user}:${fake.password}`) {
      response.writeHead(401).end();
      return;
    }
    const xml = { 'content-type': 'text/xml; charset=utf-8' };
    if (request.method === 'GET') {
      response.writeHead(200, xml).end(pixiWsdl({ endpointUrl: fake.url, without: fake.without }));
      return;
    }
    const name = /(pixi\w+)"?$/.exec(String(request.headers['soapaction']))?.[1] ?? '';
    const text = ANSWER.replaceAll('NAME', name).replaceAll('URL', fake.url);
    request.resume().on('end', () => response.writeHead(200, xml).end(text));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const fake: FakePixi = {
    url: `http://127.0.0.1:${port}/`,
    requests: [],
    without: [],
    password,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}
