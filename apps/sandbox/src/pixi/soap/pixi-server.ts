import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { pixiWsdl } from '@abgleich/pixi';
import type { CallLog } from '../../kernel/calls.js';
import type { Now } from '../../kernel/clock.js';
import type { FaultRegistry } from '../../kernel/faults.js';
import {
  BodyTooLarge,
  readBody,
  startHttpServer,
  type RunningServer,
} from '../../kernel/http-server.js';
import type { PixiEngine } from '../pixi-engine.js';
import { unknownParams } from './dialect.js';
import { answerCall, transportFault, type Sent } from './answer-call.js';
import { InvalidSoapPacket, readSoapRequest } from './read-request.js';
import { createResultStreamWriter, type ResultStreamWriter } from './result-stream.js';
import { faultXml } from './soap-fault.js';

export type PixiServerOptions = {
  readonly host: string;
  readonly port: number;
  /** How clients reach it, when that differs from host and port; also the XML namespace. Ends in a slash. */
  readonly publicUrl?: string | undefined;
  readonly user: string;
  readonly password: string;
  readonly engine: PixiEngine;
  readonly faults: FaultRegistry;
  readonly calls: CallLog;
  readonly now: Now;
};

/** pixi's largest parameter is an item list or an order import; nothing near this. */
const REQUEST_BYTES_MAX = 4 * 1024 * 1024;

/** pixi's SOAP side: the WSDL on GET, one call per POST, any path. */
export async function startPixiServer(options: PixiServerOptions): Promise<RunningServer> {
  let endpoint = options.publicUrl ?? '';
  let writer: { dialect: unknown; write: ResultStreamWriter } | null = null;
  const writerNow = (): ResultStreamWriter => {
    const dialect = options.engine.dialect();
    if (writer?.dialect !== dialect)
      writer = { dialect, write: createResultStreamWriter(endpoint, dialect) };
    return writer.write;
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response, { options, endpoint, write: writerNow() }).catch((error: unknown) => {
      if (request.destroyed) return; // the client left before its request was complete
      console.error('sandbox pixi:', error);
      if (!response.headersSent) response.writeHead(500).end();
    });
  };
  const server = await startHttpServer({ host: options.host, port: options.port, listener });
  if (endpoint === '') endpoint = server.url;
  return server;
}

type Serving = { options: PixiServerOptions; endpoint: string; write: ResultStreamWriter };

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const { options } = serving;
  const startedAt = options.now();
  const sent = isAuthorized(request, options)
    ? await answered(request, response, serving)
    : unauthorized(response);
  options.calls.record({
    at: new Date(startedAt).toISOString(),
    target: 'pixi',
    name: sent.name,
    status: sent.status,
    ms: options.now() - startedAt,
    ...(sent.orderNr === null ? {} : { orderNr: sent.orderNr }),
  });
}

async function answered(
  request: IncomingMessage,
  response: ServerResponse,
  { options, endpoint, write }: Serving,
): Promise<Sent> {
  if (request.method === 'GET') return await wsdl(response, options, endpoint);
  try {
    const call = readSoapRequest(await readBody(request, REQUEST_BYTES_MAX));
    const fault = options.faults.take('pixi', call.procedure);
    return await answerCall(response, { call, fault, engine: options.engine, write });
  } catch (error) {
    if (error instanceof BodyTooLarge) return simple(response, 413, error.message);
    if (!(error instanceof InvalidSoapPacket)) throw error;
    const xml = faultXml({ subcode: 'InvalidXml', message: error.message });
    response.writeHead(500, { 'Content-Type': 'text/xml; charset=utf-8' }).end(xml);
    return { name: 'invalid', status: 500, orderNr: null };
  }
}

async function wsdl(
  response: ServerResponse,
  { engine, faults }: PixiServerOptions,
  endpoint: string,
): Promise<Sent> {
  const fault = faults.take('pixi', 'wsdl');
  const refused = fault ? await transportFault(response, { name: 'wsdl', fault }) : null;
  if (refused) return refused;
  const dialect = engine.dialect();
  const text = pixiWsdl({
    endpointUrl: endpoint,
    without: dialect.missingProcedures ?? [],
    withoutParams: unknownParams(dialect),
  });
  response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(text);
  return { name: 'wsdl', status: 200, orderNr: null };
}

function isAuthorized(request: IncomingMessage, { user, password }: PixiServerOptions): boolean {
  const header = request.headers.authorization ?? '';
  if (!header.startsWith('Basic ')) return false;
  const given = Buffer.from(header.slice('Basic '.length), 'base64');
  const wanted = Buffer.from(`${user}:${password}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function unauthorized(response: ServerResponse): Sent {
  response.setHeader('WWW-Authenticate', 'Basic realm="pixi"');
  return simple(response, 401, 'You are not authorized to view this page.');
}

function simple(response: ServerResponse, status: number, sentence: string): Sent {
  response.writeHead(status, { 'Content-Type': 'text/html' });
  response.end(`<html><body>${sentence}</body></html>`);
  return { name: 'refused', status, orderNr: null };
}
