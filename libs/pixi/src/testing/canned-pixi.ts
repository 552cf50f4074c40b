import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { pixiWsdl, type PixiWsdlOptions } from '../pixi-wsdl.js';

/** A file of `fixtures/`, or what to do with the connection. */
export type CannedAnswer = string | ((response: ServerResponse, socket: Socket) => void);
export type SeenRequest = {
  readonly name: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly args: Readonly<Record<string, string>>;
};

/** The text of a recorded answer. */
export function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url)), 'utf8');
}

/** Answers every procedure with a canned file over real HTTP, and remembers what it was asked. Has no state of its own. */
export class CannedPixi {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;
  readonly #answers = new Map<string, CannedAnswer[]>();
  wsdl: Omit<PixiWsdlOptions, 'endpointUrl'> = {};

  readonly #scheme: string;
  /** How many connections were opened, and the most requests that were under way at once. */
  readonly load = { connections: 0, underWay: 0, underWayMost: 0 };

  private constructor(tls: { key: string; cert: string } | null) {
    const take = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#take(request, response);
    this.#scheme = tls ? 'https' : 'http';
    this.#server = tls ? createTlsServer(tls, take) : createServer(take);
    this.#server.on('connection', () => (this.load.connections += 1));
  }

  static async start(tls: { key: string; cert: string } | null = null): Promise<CannedPixi> {
    const canned = new CannedPixi(tls);
    await new Promise<void>((done) => canned.#server.listen(0, '127.0.0.1', done));
    return canned;
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}/pixiABC/`;
  }

  /** The answers to a procedure, one after the other; the last one stays. `WSDL` names the WSDL. */
  answer(name: string, ...answers: CannedAnswer[]): this {
    this.#answers.set(name, answers);
    return this;
  }

  callsOf(name: string): SeenRequest[] {
    return this.seen.filter((one) => one.name === name);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    this.load.underWay += 1;
    this.load.underWayMost = Math.max(this.load.underWayMost, this.load.underWay);
    response.on('close', () => (this.load.underWay -= 1));
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const name =
      request.method === 'GET' ? 'WSDL' : (/<(?:\w+:)?Body><(?:\w+:)?(\w+)/.exec(body)?.[1] ?? '?');
    this.seen.push({ name, body, headers: request.headers, args: argumentsIn(body) });
    const answers = this.#answers.get(name) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (typeof answer === 'function') answer(response, request.socket);
    else if (answer !== undefined) send(response, fixture(answer), answer);
    else if (name === 'WSDL')
      send(response, pixiWsdl({ ...this.wsdl, endpointUrl: this.url }), 'wsdl.xml');
    else response.writeHead(500).end(`nothing canned for ${name}`);
  }
}

function send(response: ServerResponse, body: string, name: string): void {
  const status = name.startsWith('fault-') ? 500 : 200;
  const type = name.endsWith('.html') ? 'text/html' : 'text/xml';
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
}

function argumentsIn(body: string): Record<string, string> {
  const inner = /Body><[^>]+>([\s\S]*)<\/[^>]+><\/(?:\w+:)?Body>/.exec(body)?.[1] ?? '';
  return Object.fromEntries(
    [...inner.matchAll(/<([\w:]+)[^>]*>([^<]*)<\/\1>/g)].map(([, name = '', text = '']) => [
      name.split(':').at(-1) ?? name,
      text,
    ]),
  );
}
