import { SaxesParser, type SaxesTagNS } from 'saxes';

/** A SOAP call as it came over the wire: local names only, parameters in the order they were sent. */
export type SoapRequest = {
  readonly soapVersion: '1.1' | '1.2';
  readonly procedure: string;
  readonly params: readonly { readonly name: string; readonly value: string | null }[];
};

/** The packet is no SOAP call; the message says what is wrong with it. */
export class InvalidSoapPacket extends Error {}

const SOAP_1_2 = 'http://www.w3.org/2003/05/soap-envelope';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Envelope, Body, procedure, parameter; nothing a pixi call needs is deeper. */
const DEPTH_MAX = 8;
/** pixi's longest procedure has 13 parameters. */
const PARAMS_MAX = 64;

type Reading = {
  path: string[];
  soapVersion: '1.1' | '1.2';
  procedure: string | null;
  params: { name: string; value: string | null }[];
  text: string;
  isNil: boolean;
};

/** Reads a request packet in one pass. Document types and unknown entities are refused. Throws `InvalidSoapPacket`. */
export function readSoapRequest(xml: string): SoapRequest {
  const reading: Reading = {
    path: [],
    soapVersion: '1.1',
    procedure: null,
    params: [],
    text: '',
    isNil: false,
  };
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => {
    throw new InvalidSoapPacket(error.message);
  });
  parser.on('doctype', () => {
    throw new InvalidSoapPacket('A document type is not allowed in a SOAP packet.');
  });
  parser.on('opentag', (tag) => opened(reading, tag));
  const collect = (text: string): void => {
    if (reading.path.length >= 4) reading.text += text;
  };
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', () => closed(reading));
  parser.write(xml).close();
  const { soapVersion, procedure, params } = reading;
  if (procedure === null) throw new InvalidSoapPacket('The SOAP body holds no call.');
  return { soapVersion, procedure, params };
}

function opened(reading: Reading, tag: SaxesTagNS): void {
  const depth = reading.path.push(tag.local);
  if (depth > DEPTH_MAX) throw new InvalidSoapPacket('The packet is nested too deeply.');
  if (depth === 1) {
    if (tag.local !== 'Envelope') throw new InvalidSoapPacket('The packet is no SOAP envelope.');
    if (tag.uri === SOAP_1_2) reading.soapVersion = '1.2';
    return;
  }
  if (reading.path[1] !== 'Body') return;
  if (depth === 3 && reading.procedure !== null)
    throw new InvalidSoapPacket('The SOAP body holds more than one call.');
  if (depth === 3) reading.procedure = tag.local;
  if (depth !== 4) return;
  reading.text = '';
  reading.isNil = Object.values(tag.attributes).some(
    ({ uri, local, value }) => uri === XSI && local === 'nil' && /^(true|1)$/.test(value),
  );
}

function closed(reading: Reading): void {
  const depth = reading.path.length;
  const name = reading.path.pop() ?? '';
  if (depth !== 4 || reading.path[1] !== 'Body') return;
  if (reading.params.length >= PARAMS_MAX)
    throw new InvalidSoapPacket('The call has too many parameters.');
  reading.params.push({ name, value: reading.isNil ? null : reading.text });
}
